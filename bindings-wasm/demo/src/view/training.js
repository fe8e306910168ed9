// Training: a document without the checks' answers; the trainee says what it is and what gives it away.

import { decisive } from "../../../pkg/report/index.js";
import { h, sign } from "../dom.js";
import { check, reason, sampleName, t } from "../words.js";
import { clues, shownChecks } from "./clues.js";

const ANSWERS = ["successful", "failed", "undetermined"];
const WORDS = { successful: "training_genuine", failed: "training_failed", undetermined: "training_undetermined" };

/**
 * What a document is by the clues alone. A zone without a chip proves nothing about who printed it, and a fault that no
 * clue shows cannot be found: what is shown does not decide, and saying so is right.
 */
function answerBy(report, shown) {
  const { verdict, groups } = report;
  if (verdict === "successful") return groups.electronic === undefined ? "undetermined" : verdict;
  return verdict === "failed" && decisive(report).some((row) => shown.has(row.check)) ? verdict : "undetermined";
}

/** One round after another over the samples in random order, until the trainee leaves. */
export class Training {
  #samples;
  #inspect;
  #failed;
  #show;
  #order = [];
  #right = 0;
  #played = 0;
  /** The question that stands, until it is answered. */
  #open = null;
  place = h("section", { class: "panel training", "aria-labelledby": "training-title", "aria-live": "polite" });

  /** `inspect` gives what a sample comes to, `failed` hears why it could not, `show` opens a sample's whole report. */
  constructor(samples, inspect, failed, show) {
    this.#samples = samples;
    this.#inspect = inspect;
    this.#failed = failed;
    this.#show = show;
  }

  async next() {
    if (this.#order.length === 0) this.#order = shuffled(this.#samples);
    const sample = this.#order.pop();
    try {
      this.#ask(sample, await this.#inspect(sample));
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Whether a question stands. */
  get asked() {
    return this.place.childElementCount > 0;
  }

  /** The question that stands once more, in the language that was chosen meanwhile. */
  again() {
    if (this.#open) this.#ask(...this.#open);
  }

  #ask(sample, result) {
    this.#open = [sample, result];
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
    this.#open = null;
    for (const button of answers.children) button.disabled = true;
    const shown = shownChecks(this.place);
    const rows = decisive(result.report).filter((row) => shown.has(row.check));
    const expected = answerBy(result.report, shown);
    const right = answer === expected;
    if (!right || rows.length === 0) return this.#explain(right, expected, sample, result);
    const [{ reason: first }] = rows;
    const options = shuffled([first, ...distractors(this.#samples, result.report)]);
    const list = h("div", { class: "answers why", role: "group", "aria-labelledby": "training-why" });
    list.append(
      ...options.map((option) =>
        h("button", { type: "button", data: { code: option.code }, onclick: () => {
          for (const button of list.children) {
            button.disabled = true;
            if (button.dataset.code === first.code) button.prepend(sign("successful"), " ");
            else if (button.dataset.code === option.code) button.prepend(sign("failed"), " ");
          }
          this.#explain(option.code === first.code, expected, sample, result);
        } }, reason(option)),
      ),
    );
    this.place.append(h("h3", { id: "training-why" }, t("training_why")), list);
    list.firstElementChild.focus();
  }

  #explain(right, expected, sample, { report }) {
    this.#played += 1;
    this.#right += right ? 1 : 0;
    this.place.querySelector(".score").textContent = t("training_score", { right: this.#right, played: this.#played });
    const shown = shownChecks(this.place);
    const rows = decisive(report);
    const row = rows.find(({ check }) => shown.has(check)) ?? rows[0];
    const about = row && check(row.check);
    const alone = report.verdict === "successful" && expected !== report.verdict;
    const next = h("button", { type: "button", class: "primary", onclick: () => this.next() }, t("training_next"));
    this.place.append(
      h(
        "div",
        { class: `explanation ${right ? "right" : "wrong"}` },
        h("p", { class: "judgement" }, sign(right ? "successful" : "failed", 28), h("b", {}, t(right ? "training_right" : "training_wrong"))),
        h("p", {}, t("training_answer", { answer: `${t(WORDS[expected])}. ${sampleName(sample.id)}.` })),
        alone && h("p", {}, t("verdict_zone_text")),
        about && h("p", {}, h("b", {}, `${about.name}: `), reason(row.reason)),
        about && h("p", {}, h("b", {}, `${t("holds_if")}: `), about.means),
        h("div", { class: "bar" }, next, h("button", { type: "button", onclick: () => this.#show(sample) }, t("training_report"))),
      ),
    );
    next.focus();
  }
}

/** Three reasons that the samples know and that are not true of this document as well. */
function distractors(samples, report) {
  const codes = new Set(samples.flatMap((sample) => Object.values(sample.expect.results).flatMap((row) => [row.reason].flat())));
  for (const row of report.results) codes.delete(row.reason?.code);
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
