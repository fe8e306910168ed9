// Whom the case is judged by: the sources that were given, what came of each, and the question that a master list asks.

import { h } from "../dom.js";
import { t, tray } from "../words.js";
import { accountLines, removal } from "./tray.js";

export function trustPart(session) {
  const { result, held } = session;
  const trust = result?.trust ?? { anchors: 0, states: 0, crls: 0, rows: [] };
  const own = trust.anchors > 0 ? "trust_some" : trust.crls > 0 ? "trust_crls" : "trust_none";
  const sample = result?.sampleTrust;
  return h(
    "div",
    { class: "trust" },
    h("p", {}, h("b", { id: "trust", tabindex: -1 }, `${t("trust_label")}: `), sample ? t("trust_sample", sample) : t(own, trust), sample && removal(tray("sample_trust"), () => session.distrustSample())),
    sample && held.trust.length > 0 && h("p", { class: "quiet" }, tray("trust_aside")),
    h("p", { class: "quiet" }, t("trust_hint")),
    h("ul", { class: "sources" }, held.trust.map((source) => sourceRow(source, trust.rows.find(({ id }) => id === source.id), session))),
    question(held.trust.filter(({ id }) => trust.rows.some((row) => row.id === id && row.waits)), session),
  );
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
