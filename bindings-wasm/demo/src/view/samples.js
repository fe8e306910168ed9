// Documents to look at: in full at the start, folded away once there is a document.

import { h } from "../dom.js";
import { sampleName, t } from "../words.js";

const ORDER = ["successful", "failed", "undetermined"];

export function sampleList(samples, session) {
  const verdictOf = (sample) => [sample.expect.verdict].flat()[0];
  const button = (sample) => h("li", {}, h("button", { type: "button", data: { sample: sample.id }, onclick: () => session.sample(sample) }, sampleName(sample.id)));
  const list = h(
    "section",
    { class: "panel samples", "aria-labelledby": "samples-title" },
    h("h2", { id: "samples-title" }, t("samples")),
    h("p", { class: "quiet" }, t("samples_hint")),
    ORDER.map((verdict) =>
      h(
        "div",
        { class: `sample-group ${verdict}` },
        h("h3", {}, t(verdict === "successful" ? "samples_successful" : `verdict_${verdict}`)),
        h("ul", {}, samples.filter((sample) => verdictOf(sample) === verdict).map(button)),
      ),
    ),
  );
  if (session.held.parts.length === 0) return list;
  return h("details", { class: "another", id: "another" }, h("summary", { class: "button" }, t("samples")), list);
}
