// Whom the case is judged by: the sources that were given, what came of each, and the question that a master list asks.

import { h } from "../dom.js";
import { day, stateName, t, tray } from "../words.js";
import { accountLines, removal } from "./tray.js";

export function trustPart(session) {
  const { result, held } = session;
  const trust = result?.trust ?? { anchors: 0, states: [], crls: 0, rows: [] };
  const own = trust.anchors > 0 ? "trust_some" : trust.crls > 0 ? "trust_crls" : "trust_none";
  const sample = result?.sampleTrust;
  return h(
    "div",
    { class: "trust" },
    h("p", {}, h("b", { id: "trust", tabindex: -1 }, `${t("trust_label")}: `), sample ? t("trust_sample", sample) : t(own, { ...trust, states: trust.states.filter(({ count }) => count > 0).length }), " ", sample && removal(tray("sample_trust"), () => session.distrustSample())),
    sample && held.trust.length > 0 && h("p", { class: "quiet" }, tray("trust_aside")),
    h("p", { class: "quiet" }, t("trust_hint")),
    h("ul", { class: "sources" }, held.trust.map((source) => sourceRow(source, trust.rows.find(({ id }) => id === source.id), session))),
    stateTable((sample ?? trust).states, session),
    question(held.trust.filter(({ id }) => trust.rows.some((row) => row.id === id && row.waits)), session),
  );
}

/** Each State that is trusted, those whose certificates end first above. */
function stateTable(states, session) {
  if (states.length === 0) return null;
  const nameOf = new Map(session.held.trust.map(({ id, name }) => [id, name]));
  const hasWaiting = states.some(({ waiting }) => waiting > 0);
  const hasSources = !session.result.sampleTrust;
  const columns = ["state", "count", ...(hasWaiting ? ["waiting"] : []), "newest", "until", ...(hasSources ? ["source"] : [])];
  const row = ({ country, count, waiting, newest, until, sources }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, country ? `${stateName(country)} (${country})` : tray("state_none")),
      h("td", {}, count),
      hasWaiting && h("td", {}, waiting),
      h("td", {}, newest && day(newest)),
      h("td", {}, until && [day(until), ending(until, session)]),
      hasSources && h("td", {}, sources.map((id) => nameOf.get(id)).join(", ")),
    );
  return h(
    "details",
    { id: "states" },
    h("summary", {}, tray("states", { count: states.length })),
    hasWaiting && h("p", { class: "quiet" }, tray("waiting_hint")),
    h("div", { class: "table", tabindex: 0, role: "region", "aria-label": tray("states", { count: states.length }) },
      h("table", {}, h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, tray(`column_${name}`))))), h("tbody", {}, states.map(row)))),
  );
}

const YEAR = 366 * 24 * 60 * 60 * 1000;

/** A word on a State whose last certificate has ended by the day of the case, or ends within a year. */
function ending(until, session) {
  const left = Date.parse(until) - Date.parse(session.at());
  if (left > YEAR) return null;
  return h("b", { class: left < 0 ? "ended" : "ending" }, ` ${tray(left < 0 ? "state_ended" : "state_ending")}`);
}

function sourceRow(source, row, session) {
  const lines = row ? accountLines(source, row) : [source.name];
  return h("li", { class: "source" }, h("span", {}, lines.join(" ")), removal(source.name, () => session.distrust(source)));
}

function question(waiting, session) {
  if (waiting.length === 0) return null;
  const signer = h("input", { type: "file", id: "list-signer", class: "hidden-visually" });
  signer.addEventListener("change", () => signer.files.length > 0 && session.word(signer.files[0]));
  return h(
    "div",
    { class: "question", role: "group", "aria-labelledby": "list-question" },
    h("p", { id: "list-question" }, t("list_question", { name: waiting.map(({ name }) => name).join(", ") })),
    h("div", { class: "bar" }, h("button", { type: "button", id: "list-any", onclick: () => session.word(null) }, t("list_any")), h("span", { class: "picker" }, signer, h("label", { for: "list-signer", class: "button" }, t("list_signer")))),
  );
}
