// The words of a report in a language: the element's own texts, and the library's on checks, codes and messages.

import english from "../languages/en.js";
import { say } from "../say.js";
import states from "../states.js";
import texts from "./texts/en.js";

/** Everything that a report says, in one language. */
class Words {
  #texts;
  #library;

  /** `texts` as in `texts/en.js`, `library` as in `languages/en.json`. */
  constructor(language, texts, library) {
    this.language = language;
    this.#texts = texts;
    this.#library = library;
  }

  /** A sentence of the element, with its blanks filled. */
  t(key, values = {}) {
    return blanks(this.#texts.ui[key] ?? key, values);
  }

  field(name) {
    return this.#texts.field[name] ?? name;
  }

  /** The name of a check and what there is to say about it. Data groups share theirs. */
  check(id) {
    const group = /^dg(\d+)\.hash$/.exec(id);
    const words = this.#library.checks[group ? "dg.hash" : id] ?? { name: id, means: "", honest: "", next: "" };
    return { ...words, name: blanks(words.name, { n: group?.[1] ?? "" }) };
  }

  /** A reason in plain words; the library's own if it is newer than these. */
  reason({ code, text }) {
    return this.#library.codes[code] ?? text ?? code;
  }

  /** The same in full, with its facts. */
  detail(told) {
    return say(this.#library, told);
  }

  /** What an element of the chip's details is called. */
  detailName(name) {
    return this.#texts.detail[name] ?? name;
  }

  /** A sentence on a seal. */
  seal(key, values = {}) {
    return blanks(this.#texts.seal[key] ?? key, values);
  }

  /** What a feature of a seal, or a kind of sealed document, is called. */
  feature(name) {
    return Object.hasOwn(this.#texts.seal.feature, name) ? this.#texts.seal.feature[name] : name.replaceAll("_", " ");
  }

  /** A span of time: a number with its unit, `year`, `month` or `day`. */
  span(value, unit) {
    return new Intl.NumberFormat(this.language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  }

  /** The day of a moment. */
  day(text) {
    const moment = new Date(text);
    return Number.isNaN(moment.getTime()) ? text : this.#format(moment, { dateStyle: "medium" });
  }

  /** A date as `1974-08-12`, with `XX` for what is not known of it. What is no date, or has no year, stays as it is. */
  date(text) {
    const [year, month, day] = text.split("-").map((part) => (/^\d+$/.test(part) ? Number(part) : undefined));
    if (year === undefined || (month === undefined && day !== undefined) || !isDate(year, month, day)) return text;
    const shown = { year: "numeric", ...(month && { month: "short" }), ...(month && day && { day: "numeric" }) };
    return this.#format(dateOf(year, month, day), shown);
  }

  #format(moment, shown) {
    return new Intl.DateTimeFormat(this.language, { ...shown, timeZone: "UTC" }).format(moment);
  }

  number(value) {
    return new Intl.NumberFormat(this.language).format(value);
  }

  /** The State, organisation or kind of nationality of a code: of three letters or `D` as in a zone, or of two as in a certificate. */
  state(code) {
    const letters = code.replace(/<+$/, "").toUpperCase();
    const row = states.find(([code3]) => code3 === letters) ?? states.find(([, code2, group]) => code2 === letters && group !== "Withdrawn");
    if (!row || letters === "") return undefined;
    const [code3, code2, , name] = row;
    if (Object.hasOwn(this.#texts.state, code3)) return this.#texts.state[code3];
    return new Intl.DisplayNames(this.language, { type: "region", fallback: "none" }).of(code2) ?? name;
  }
}

/** A date of the calendar. Years below 100 are years, and not those of the last century. */
function dateOf(year, month = 1, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

/** Whether the calendar has such a date, as far as its parts are known. */
export function isDate(year = 2000, month = 1, day = 1) {
  const date = dateOf(year, month, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A text with `{name}` replaced by the value of that name. */
export function blanks(text, values) {
  return text.replace(/\{(\w+)\}/g, (blank, name) => (Object.hasOwn(values, name) ? String(values[name]) : blank));
}

/** Every language but English is loaded when it is asked for. Each is named in full, so that bundlers find it. */
const LOADERS = {
  de: () => [import("./texts/de.js"), import("../languages/de.js")],
  es: () => [import("./texts/es.js"), import("../languages/es.js")],
  fr: () => [import("./texts/fr.js"), import("../languages/fr.js")],
  it: () => [import("./texts/it.js"), import("../languages/it.js")],
  ru: () => [import("./texts/ru.js"), import("../languages/ru.js")],
};

const loaded = new Map([["en", new Words("en", texts, english)]]);

/** The codes of the languages that there are. */
export const languages = ["de", "en", "es", "fr", "it", "ru"];

/** The language that stands for a tag such as `de-AT`: English if there is none. */
export function nearest(tag) {
  const code = String(tag).slice(0, 2).toLowerCase();
  return languages.includes(code) ? code : "en";
}

/** The words of a language, if they are here already. */
export const wordsNow = (tag) => loaded.get(nearest(tag));

/** The words of the language that stands for a tag, as soon as they are here. */
export async function loadWords(tag) {
  const code = nearest(tag);
  if (!loaded.has(code)) {
    const [own, library] = await Promise.all(LOADERS[code]());
    if (!loaded.has(code)) loaded.set(code, new Words(code, own.default, library.default));
  }
  return loaded.get(code);
}
