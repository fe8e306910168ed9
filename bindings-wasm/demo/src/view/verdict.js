// The verdict in words, sign and colour, and what decided it.

import { h, sign } from "../dom.js";
import { check, day, note, reason, t } from "../words.js";

/** A check that pulls the verdict its way. */
export function decides(row, verdict) {
  if (row.outcome !== verdict || row.weight === "evaluatory") return false;
  return row.weight === "mandatory" || verdict === "failed";
}

/** The key of the verdict's words. A zone alone that holds proves nothing about who printed it, and must not say so. */
export function verdictKey({ verdict, groups }) {
  return verdict === "successful" && groups.electronic === undefined ? "verdict_zone" : `verdict_${verdict}`;
}

export function verdictPanel({ report, notes, account }) {
  const { verdict } = report;
  const key = verdictKey(report);
  const rows = verdict === "successful" ? [] : report.results.filter((row) => decides(row, verdict));
  return h(
    "section",
    { class: `verdict ${verdict}`, "aria-labelledby": "verdict", tabindex: -1, id: "result" },
    h(
      "div",
      { class: "verdict-head" },
      sign(verdict, 56),
      h(
        "div",
        {},
        h("h2", { id: "verdict" }, t(key)),
        h("p", {}, t(`${key}_text`)),
      ),
    ),
    rows.length > 0 && [
      h("h3", {}, t("decisive")),
      h(
        "ul",
        { class: "decisive" },
        rows.map((row) =>
          h("li", {}, h("a", { href: `#check-${row.check}`, onclick: openCheck }, check(row.check).name), ": ", reason(row.reason)),
        ),
      ),
    ],
    h("p", { class: "quiet" }, `${t("at_label")}: ${day(report.at)} · ${t(`policy_${report.policy}`)}`),
    accountOf(account),
    notesOf(notes),
  );
}

function openCheck(event) {
  event.preventDefault();
  const target = document.getElementById(event.currentTarget.hash.slice(1));
  if (!target) return;
  for (let outer = target; outer; outer = outer.parentElement?.closest("details")) outer.open = true;
  target.scrollIntoView({ block: "center" });
  target.querySelector("summary").focus();
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
