// What an inspection came to: the report, and with it what of the input was used.

import { h } from "../dom.js";
import { language, note, reason, t } from "../words.js";

/** The report of an inspection, with what the page has to add to it. */
export function reportElement({ report, zone, chipZone, face, notes, account }) {
  const element = h("doc9303-report", { id: "result", language: language() }, accountOf(account), notesOf(notes));
  return Object.assign(element, { report, inputs: { zone, chipZone, portrait: face } });
}

/** What came of each file that was to be trusted. */
export function accountOf(account) {
  return list("trust_account", account.flatMap(accountLines));
}

function accountLines({ name, added, known, rejected, waits }) {
  const taken = added + known > 0 || (rejected.length === 0 && !waits);
  const lines = rejected.map(({ code, text, count }) =>
    note({ code: added + known === 0 && count === 1 ? "refused" : "rejected", name, count, reason: reason({ code, text }) }));
  return [taken && note({ code: "taken", name, added, known }), ...lines, waits && note({ code: "waits", name })].filter(Boolean);
}

export function notesOf(notes) {
  return list("notes", notes.map(note));
}

function list(title, lines) {
  if (lines.length === 0) return null;
  return h("div", { class: "notes" }, h("h3", {}, t(title)), h("ul", {}, lines.map((line) => h("li", {}, line))));
}
