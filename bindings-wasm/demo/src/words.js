// The page's language: six files of its own texts, and the library's files on checks, codes and messages. One choice, and
// none is remembered.

import de from "../lang/de.js";
import en from "../lang/en.js";
import es from "../lang/es.js";
import fr from "../lang/fr.js";
import it from "../lang/it.js";
import ru from "../lang/ru.js";
import deWords from "../../../core/languages/de.json";
import enWords from "../../../core/languages/en.json";
import esWords from "../../../core/languages/es.json";
import frWords from "../../../core/languages/fr.json";
import itWords from "../../../core/languages/it.json";
import ruWords from "../../../core/languages/ru.json";
import { say } from "../../pkg/say.js";

export const languages = { de, en, es, fr, it, ru };
const library = { de: deWords, en: enWords, es: esWords, fr: frWords, it: itWords, ru: ruWords };
export const names = { de: "Deutsch", en: "English", es: "Español", fr: "Français", it: "Italiano", ru: "Русский" };

let current = "en";

export function choose(wanted) {
  current = wanted in languages ? wanted : "en";
  document.documentElement.lang = current;
  document.title = `doc9303: ${word("ui", "title")}`;
}

export function preferred() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => tag in languages) ?? "en";
}

export const language = () => current;

function word(part, key) {
  return languages[current][part][key];
}

/** A sentence of the page, with its blanks filled. */
export function t(key, values = {}) {
  return blanks(word("ui", key) ?? key, values);
}

export function note(values) {
  return blanks(word("note", values.code) ?? values.text ?? values.code, values);
}

function blanks(text, values) {
  return text.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? String(values[name]) : blank));
}

export const field = (name) => word("field", name) ?? name;
export const sampleName = (id) => word("sample", id) ?? id;

/** The name of a check and what there is to say about it. Data groups share theirs. */
export function check(id) {
  const group = /^dg(\d+)\.hash$/.exec(id);
  const words = library[current].checks[group ? "dg.hash" : id] ?? { name: id, means: "", honest: "", next: "" };
  return { ...words, name: blanks(words.name, { n: group?.[1] ?? "" }) };
}

/** A reason in plain words; the library's own if it is newer than the page. */
export const reason = ({ code, text }) => library[current].codes[code] ?? text ?? code;

/** The same in full, with its facts. */
export const detail = (told) => say(library[current], told);

export function day(text) {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return text;
  return new Intl.DateTimeFormat(current, { dateStyle: "medium", timeZone: "UTC" }).format(moment);
}
