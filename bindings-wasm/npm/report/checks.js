// Every check by group, each with its reason, its clause, and what to make of it.

import { h, sign } from "./dom.js";

const GROUPS = [
  ["optical", /^mrz\./],
  ["electronic", /^(?:chip|terminal|sod|dg\d+|ds|csca|card_security)\./],
  ["seal", /^seal\./],
  ["combined", /./],
];

/** The group of a check, as the report sums it up. */
export const groupOf = (id) => GROUPS.find(([, pattern]) => pattern.test(id))[0];

const isCalm = ({ outcome }) => outcome === "successful" || outcome === "not_supported";

/** Checks that somebody opens or closes, until it is told. One that is open again because it was before is no news. */
const asked = new WeakSet();

/** Has it told that this check opens. */
export const tellOpening = (check) => asked.add(check);

/** `toggled` hears the id of a check that somebody opens or closes. */
export function checksPanel(words, report, toggled) {
  const list = h("div", { class: "groups" }, GROUPS.map(([name]) => group(words, name, report, toggled)));
  const only = h("input", { type: "checkbox", id: "only-open" });
  only.addEventListener("change", () => list.classList.toggle("only-open", only.checked));
  return h(
    "section",
    { class: "panel checks", "aria-labelledby": "checks-title" },
    h("div", { class: "bar" }, h("h2", { id: "checks-title" }, words.t("checks")), h("label", { for: "only-open", class: "toggle" }, only, words.t("checks_open"))),
    list,
    deviations(words, report),
  );
}

function group(words, name, report, toggled) {
  const rows = report.results.filter((row) => groupOf(row.check) === name);
  if (rows.length === 0) return null;
  const outcome = report.groups[name];
  const calm = rows.every(isCalm) ? " calm" : "";
  const title = h("summary", {}, outcome && sign(outcome), h("span", { class: "name" }, words.t(`group_${name}`)), h("span", { class: "quiet" }, outcome ? words.t(`outcome_${outcome}`) : ""));
  return h("details", { class: `group${calm}`, id: `group-${name}`, open: !calm }, title, h("ul", {}, rows.map((row) => one(words, row, toggled))));
}

function one(words, row, toggled) {
  const { name, means, honest, next } = words.check(row.check);
  const calm = isCalm(row);
  const because = row.reason ? words.reason(row.reason) : "";
  const term = (label, text) => text && [h("dt", {}, words.t(label)), h("dd", {}, text)];
  return h("li", { class: calm ? "calm" : null }, h(
    "details",
    { class: `check ${row.outcome}`, id: `check-${row.check}`, data: { check: row.check }, ontoggle: ({ target }) => asked.delete(target) && toggled(row.check, target.open) },
    h(
      "summary",
      { onclick: ({ currentTarget }) => asked.add(currentTarget.parentElement) },
      sign(row.outcome),
      h("span", { class: "name" }, name, row.source && h("span", { class: "quiet" }, ` ${words.t(row.source === "dg1" ? "zone_of_chip" : "zone_of_visa")}`)),
      h("span", { class: "outcome" }, words.t(`outcome_${row.outcome}`)),
      because && h("span", { class: "because" }, because),
    ),
    h(
      "dl",
      {},
      term("means", means),
      !calm && [term("honest", honest), term("next", next)],
      term("facts", row.reason && words.detail(row.reason)),
      term("clause", `${row.clause} · ${row.check}`),
      term("weight", words.t(`weight_${row.weight}`)),
    ),
  ));
}

function deviations(words, { deviations: rows }) {
  const place = ({ structure, offset }) => (offset === undefined ? structure : `${structure}, ${words.t("at_byte", { offset })}`);
  return h(
    "div",
    { class: "deviations" },
    h("h3", {}, words.t("deviations")),
    rows.length === 0
      ? h("p", { class: "quiet" }, words.t("deviations_none"))
      : h("ul", {}, rows.map((row) => h("li", {}, words.reason(row), h("span", { class: "quiet" }, ` ${place(row)}: ${words.detail(row)} · ${row.code}`)))),
  );
}
