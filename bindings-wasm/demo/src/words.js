// The page's language: six message files, one choice, nothing remembered.

import de from "../lang/de.js";
import en from "../lang/en.js";
import es from "../lang/es.js";
import fr from "../lang/fr.js";
import it from "../lang/it.js";
import ru from "../lang/ru.js";

export const languages = { de, en, es, fr, it, ru };
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
  const [name, means, honest, next] = word("check", group ? "dg.hash" : id) ?? [id, "", "", ""];
  return { name: blanks(name, { n: group?.[1] ?? "" }), means, honest, next };
}

/** A reason in plain words; the library's own if it is newer than the page. */
export const reason = ({ code, text }) => word("reason", code) ?? text ?? code;

export function day(text) {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return text;
  return new Intl.DateTimeFormat(current, { dateStyle: "medium", timeZone: "UTC" }).format(moment);
}
