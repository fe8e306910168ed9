// Every check by group, each with its reason, its clause, and what to make of it.

import { h, sign } from "../dom.js";
import { check, detail, reason, t } from "../words.js";

const GROUPS = [
  ["optical", /^mrz\./],
  ["electronic", /^(?:chip|sod|dg\d+|ds|csca|card_security|dg2)\./],
  ["combined", /./],
];

/** The group of a check, as the report sums it up. */
const groupOf = (id) => GROUPS.find(([, pattern]) => pattern.test(id))[0];

export function checksPanel({ report }, holdsById) {
  const list = h("div", { class: "groups" });
  const only = h("input", { type: "checkbox", id: "only-open" });
  const draw = () => {
    const rows = report.results.filter((row) => !only.checked || !["successful", "not_supported"].includes(row.outcome));
    list.replaceChildren(...GROUPS.map(([name]) => group(name, rows.filter((row) => groupOf(row.check) === name), report, holdsById)).filter(Boolean));
  };
  only.addEventListener("change", draw);
  draw();
  return h(
    "section",
    { class: "panel checks", "aria-labelledby": "checks-title" },
    h("div", { class: "bar" }, h("h2", { id: "checks-title" }, t("checks")), h("label", { for: "only-open", class: "toggle" }, only, t("checks_open"))),
    list,
    deviations(report),
  );
}

function group(name, rows, report, holdsById) {
  if (rows.length === 0) return null;
  const outcome = report.groups[name];
  const title = h("summary", {}, outcome && sign(outcome), h("span", { class: "name" }, t(`group_${name}`)), h("span", { class: "quiet" }, outcome ? t(`outcome_${outcome}`) : ""));
  const calm = rows.every((row) => row.outcome === "successful" || row.outcome === "not_supported");
  return h("details", { class: "group", open: !calm }, title, h("ul", {}, rows.map((row) => h("li", {}, one(row, holdsById)))));
}

function one(row, holdsById) {
  const { name, means, honest, next } = check(row.check);
  const because = row.reason ? reason(row.reason) : "";
  const term = (label, text) => text && [h("dt", {}, label), h("dd", {}, text)];
  return h(
    "details",
    { class: `check ${row.outcome}`, id: `check-${row.check}` },
    h(
      "summary",
      {},
      sign(row.outcome),
      h("span", { class: "name" }, name, row.source === "dg1" && h("span", { class: "quiet" }, ` ${t("zone_of_chip")}`)),
      h("span", { class: "outcome" }, t(`outcome_${row.outcome}`)),
      because && h("span", { class: "because" }, because),
    ),
    h(
      "dl",
      {},
      term(t("means"), means),
      row.outcome !== "successful" && row.outcome !== "not_supported" && [term(t("honest"), honest), term(t("next"), next)],
      term(t("facts"), row.reason && detail(row.reason)),
      term(t("clause"), `${row.clause} · ${row.check}`),
      term(t("weight"), t(`weight_${row.weight}`)),
    ),
  );
}

function deviations({ deviations: rows }) {
  const place = ({ structure, offset }) => (offset === undefined ? structure : `${structure}, ${t("at_byte", { offset })}`);
  return h(
    "div",
    { class: "deviations" },
    h("h3", {}, t("deviations")),
    rows.length === 0
      ? h("p", { class: "quiet" }, t("deviations_none"))
      : h("ul", {}, rows.map((row) => h("li", {}, reason(row), h("span", { class: "quiet" }, ` ${place(row)}: ${detail(row)} · ${row.code}`)))),
  );
}
