// The verdict in words, sign and colour, and what decided it.

import { h, sign } from "./dom.js";

/** The results, in reading order, that made the verdict what it is; none if it is good. */
export function decisive({ verdict, results, decisive }) {
  return verdict === "successful" ? [] : results.filter((row) => row.reason && decisive.includes(row.check));
}

/**
 * The key of the verdict's words. A zone that neither a chip nor a seal vouches for proves nothing about who printed it, and
 * must not be said to be genuine.
 */
export function verdictKey({ verdict, groups, results, evidence }) {
  if (verdict !== "successful") return `verdict_${verdict}`;
  // A seal that agrees with a zone by its number alone covers nothing else of it.
  const isSealed = evidence.seal?.compared === "zone";
  // Of two zones the seal covers that of the visa, and the chip that of the passport.
  const isVisa = results.some(({ source }) => source === "visa");
  if (groups.electronic !== undefined) return !isVisa || isSealed ? "verdict_successful" : "verdict_visa";
  if (groups.seal === undefined) return "verdict_zone";
  return isSealed && !isVisa ? "verdict_successful" : "verdict_seal";
}

/** `openCheck` hears the id of a check that is asked for; what the host has to add stands in the slot. */
export function verdictPanel(words, report, openCheck) {
  const { verdict } = report;
  const key = verdictKey(report);
  const rows = decisive(report);
  const open = (id) => (event) => {
    event.preventDefault();
    openCheck(id);
  };
  return h(
    "section",
    { class: `verdict ${verdict}`, "aria-labelledby": "verdict", tabindex: -1 },
    h(
      "div",
      { class: "verdict-head" },
      sign(verdict, 56),
      h(
        "div",
        {},
        h("h2", { id: "verdict" }, words.t(key)),
        h("p", {}, words.t(`${key}_text`)),
      ),
    ),
    rows.length > 0 && [
      h("h3", {}, words.t("decisive")),
      h(
        "ul",
        { class: "decisive" },
        rows.map(({ check, reason }) =>
          h("li", {}, h("a", { href: `#check-${check}`, onclick: open(check) }, words.check(check).name), ": ", words.reason(reason)),
        ),
      ),
    ],
    h("p", { class: "quiet" }, `${words.t("at_label")}: ${words.day(report.at)} · ${policyName(words, report.policy)}`),
    h("slot", {}),
  );
}

/** A policy of the library by its name in words, one of the host's own by the name that it has. */
function policyName(words, name) {
  const key = `policy_${name}`;
  const known = words.t(key);
  return known === key ? name : known;
}
