// Training: a document without the checks' answers; the trainee says what it is and what gives it away.

import { h, sign } from "../dom.js";
import { check, day, field, reason, sampleName, t } from "../words.js";
import { drawZone } from "./zone.js";

const ANSWERS = ["successful", "failed", "undetermined"];
const WORDS = { successful: "training_genuine", failed: "training_failed", undetermined: "training_undetermined" };

/** One round after another over the samples in random order, until the trainee leaves. */
export class Training {
  #samples;
  #inspect;
  #show;
  #order = [];
  #right = 0;
  #played = 0;
  place = h("section", { class: "panel training", "aria-labelledby": "training-title", "aria-live": "polite" });

  constructor(samples, inspect, show) {
    this.#samples = samples;
    this.#inspect = inspect;
    this.#show = show;
  }

  async next() {
    if (this.#order.length === 0) this.#order = shuffled(this.#samples);
    const sample = this.#order.pop();
    const result = await this.#inspect(sample);
    this.#ask(sample, result);
  }

  #ask(sample, result) {
    const answers = h("div", { class: "answers", role: "group", "aria-labelledby": "training-question" });
    answers.append(...ANSWERS.map((answer) => h("button", { type: "button", data: { answer }, onclick: () => this.#answered(answer, sample, result, answers) }, t(WORDS[answer]))));
    this.place.replaceChildren(
      h("div", { class: "bar" }, h("h2", { id: "training-title", tabindex: -1 }, t("training")), h("span", { class: "quiet score" }, t("training_score", { right: this.#right, played: this.#played }))),
      h("p", { class: "quiet" }, t("training_lead")),
      clues(result),
      h("h3", { id: "training-question" }, t("training_question")),
      answers,
    );
  }

  #answered(answer, sample, result, answers) {
    const { verdict } = result.report;
    for (const button of answers.children) button.disabled = true;
    const right = answer === verdict;
    if (!right || verdict === "successful") return this.#explain(right, sample, result);
    const decisive = decisiveReason(result.report);
    const options = shuffled([decisive, ...distractors(this.#samples, decisive.code)]);
    const list = h("div", { class: "answers why", role: "group", "aria-labelledby": "training-why" });
    list.append(
      ...options.map((option) =>
        h("button", { type: "button", data: { code: option.code }, onclick: () => {
          for (const button of list.children) {
            button.disabled = true;
            if (button.dataset.code === decisive.code) button.prepend(sign("successful"), " ");
            else if (button.dataset.code === option.code) button.prepend(sign("failed"), " ");
          }
          this.#explain(option.code === decisive.code, sample, result);
        } }, reason(option)),
      ),
    );
    this.place.append(h("h3", { id: "training-why" }, t("training_why")), list);
    list.firstElementChild.focus();
  }

  #explain(right, sample, result) {
    const { report } = result;
    this.#played += 1;
    this.#right += right ? 1 : 0;
    this.place.querySelector(".score").textContent = t("training_score", { right: this.#right, played: this.#played });
    const decisive = decisiveRow(report);
    const about = decisive && check(decisive.check);
    const next = h("button", { type: "button", class: "primary", onclick: () => this.next() }, t("training_next"));
    this.place.append(
      h(
        "div",
        { class: `explanation ${right ? "right" : "wrong"}` },
        h("p", { class: "judgement" }, sign(right ? "successful" : "failed", 28), h("b", {}, t(right ? "training_right" : "training_wrong"))),
        h("p", {}, t("training_answer", { answer: `${t(WORDS[report.verdict] ?? `verdict_${report.verdict}`)}. ${sampleName(sample.id)}.` })),
        about && h("p", {}, h("b", {}, `${about.name}: `), reason(decisive.reason)),
        about && h("p", {}, h("b", {}, `${t("holds_if")}: `), about.means),
        h("div", { class: "bar" }, next, h("button", { type: "button", onclick: () => this.#show(sample) }, t("training_report"))),
      ),
    );
    next.focus();
  }
}

/** The first check, in reading order, that made the verdict what it is. */
function decisiveRow(report) {
  return report.results.find((row) => row.outcome === report.verdict && row.reason && row.weight === "mandatory");
}

const decisiveReason = (report) => decisiveRow(report)?.reason ?? { code: "signature.invalid" };

/** Three other reasons that the samples know. */
function distractors(samples, code) {
  const codes = new Set(samples.flatMap((sample) => Object.values(sample.expect.results).flatMap((row) => [row.reason].flat())));
  codes.delete(code);
  codes.delete(undefined);
  return shuffled([...codes]).slice(0, 3).map((each) => ({ code: each }));
}

function shuffled(list) {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** The facts side by side, as a person at a desk would have them. */
function clues({ report, zone, chipZone, face, files }) {
  const rows = new Map(report.results.map((row) => [row.check, row]));
  const term = (label, ...content) => [h("dt", {}, label), h("dd", {}, content)];
  const fits = (id) => {
    const outcome = rows.get(id)?.outcome;
    return outcome === "successful" ? t("clue_fits") : outcome === "failed" ? t("clue_differs") : t("clue_absent");
  };
  const digits = report.document.mrz?.check_digits ?? [];
  const chain = report.evidence.chain;
  const signer = chain.find((link) => link.role === "document_signer");
  const csca = chain.find((link) => link.role !== "document_signer");
  const certificate = (link) => (link ? `${link.subject}, ${t("valid_span", { from: day(link.not_before), to: day(link.not_after) })}` : t("none"));
  const chip = Object.keys(files).length > 0;
  const picture = face && h("img", { class: "face", alt: t("face_alt"), width: 90, height: 116, src: URL.createObjectURL(new Blob([face], { type: "image/jpeg" })) });
  picture?.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  return h(
    "div",
    { class: "clues" },
    zone && [h("h3", {}, t("clue_printed")), drawZone(zone).frame],
    chipZone && [h("h3", {}, t("clue_chip")), chipZone === zone ? h("p", {}, t("clue_same")) : drawZone(chipZone).frame],
    h(
      "div",
      { class: "data" },
      picture && h("figure", { class: "portrait" }, picture),
      h(
        "dl",
        {},
        term(t("clue_day"), day(report.at)),
        digits.length > 0 && term(t("clue_digits"), digits.map((digit) => `${field(digit.field)} ${digit.printed}/${digit.computed}`).join(", ")),
        chip && [
          term(t("clue_files"), Object.keys(files).filter((name) => /DG\d/.test(name)).map((name) => `${name} ${fits(`${name.slice(3).toLowerCase()}.hash`)}`).join(", ") || t("none")),
          term(t("clue_signed"), fits("sod.hash")),
          term(t("clue_signature"), fits("sod.signature")),
          term(t("clue_signer"), certificate(signer)),
          term(t("clue_authority"), certificate(csca), csca ? `; ${t("edge_signs")}: ${fits("ds.signature")}` : ""),
          term(t("clue_revocation"), revocation(rows.get("ds.revocation"))),
          rows.get("chip.active_auth")?.outcome !== "not_supported" && term(t("clue_active"), fits("chip.active_auth")),
        ],
      ),
    ),
  );
}

function revocation(row) {
  if (!row || row.outcome === "undetermined") return t("clue_absent");
  return row.outcome === "successful" ? t("clue_fits") : reason(row.reason);
}
