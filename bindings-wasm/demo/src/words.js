// The page's language: its own texts, and with them the words of a report. One choice, and none is remembered.

import de from "../lang/de.js";
import en from "../lang/en.js";
import es from "../lang/es.js";
import fr from "../lang/fr.js";
import it from "../lang/it.js";
import ru from "../lang/ru.js";
import { blanks, loadWords, nearest, wordsNow } from "../../pkg/report/words.js";

export const languages = { de, en, es, fr, it, ru };
export const names = { de: "Deutsch", en: "English", es: "Español", fr: "Français", it: "Italiano", ru: "Русский" };

/** The words of a report in the chosen language. */
let current = wordsNow("en");
export const words = () => current;

export async function choose(wanted) {
  current = await loadWords(wanted);
  document.documentElement.lang = current.language;
  document.title = `doc9303: ${t("title")}`;
}

export function preferred() {
  return navigator.languages.find((tag) => nearest(tag) === tag.slice(0, 2).toLowerCase()) ?? "en";
}

export const language = () => current.language;

const own = () => languages[current.language];

/** A sentence of the page or of the report, with its blanks filled. */
export function t(key, values = {}) {
  const text = own().ui[key];
  return text === undefined ? current.t(key, values) : blanks(text, values);
}

/** A sentence of the tray that shows the case. */
export const tray = (key, values = {}) => blanks(own().tray[key] ?? key, values);

/** A sentence about the report that is taken along. */
export const share = (key, values = {}) => blanks(own().share[key] ?? key, values);

/** The name of a State by its two letters, or these where there is no name. */
export const stateName = (code) => current.state(code) ?? code;

/** A number with its unit, such as `byte`. */
export const number = (value, unit) => new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(value);

export function note(values) {
  return blanks(own().note[values.code] ?? own().protocol[values.code] ?? values.text ?? values.code, values);
}

/** A sentence of the zone's field. */
export const editor = (key, values = {}) => blanks(own().editor[key], values);

/** A sentence of the training. */
export const training = (key, values = {}) => blanks(own().training[key], values);

/** A sentence on how the chip was read. */
export const protocol = (key, values = {}) => blanks(own().protocol[key], values);

export const sampleName = (id) => own().sample[id] ?? id;
export const field = (name) => current.field(name);
export const check = (id) => current.check(id);
export const reason = (row) => current.reason(row);
export const detail = (told) => current.detail(told);
export const day = (text) => current.day(text);
