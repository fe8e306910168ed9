// Training: a document without the checks' answers; the trainee says what it is and what gives it away.

import { addressOf } from "../address.js";
import { h, sign } from "../dom.js";
import { LEVELS, Score, roundOf, shuffled } from "../rounds.js";
import { check, reason, sampleName, t, training } from "../words.js";
import { clues, shownChecks } from "./clues.js";
import { sheet } from "./sheet.js";

const ANSWERS = ["successful", "failed", "undetermined"];
const WORDS = { successful: "training_genuine", failed: "training_failed", undetermined: "training_undetermined" };

/** One round after another over the samples in random order. It is kept when the trainee looks at something else. */
export class Training {
  #samples;
  #inspect;
  #failed;
  #show;
  #playing;
  #order = [];
  #level = 0;
  #score = new Score();
  /** What stands in the place, to be drawn anew in another language: a round, the summary or the sheet. */
  #draw = null;
  /** The round that is played, and what was answered to it. */
  #round = null;
  /** Counts what was asked for, so that the answer to what was overtaken is dropped. */
  #turn = 0;
  place = h("section", { class: "panel training", "aria-labelledby": "training-title" }, h("p", {}, t("working")));

  /**
   * `inspect` gives what a sample comes to, `failed` hears why it could not, `show` opens a sample's whole report, `playing`
   * is told of every round.
   */
  constructor(samples, { inspect, failed, show, playing }) {
    this.#samples = samples;
    this.#inspect = inspect;
    this.#failed = failed;
    this.#show = show;
    this.#playing = playing;
  }

  /** Another round of this level. */
  async next() {
    for (let tries = 0; tries <= this.#samples.length; tries += 1) {
      if (this.#order.length === 0) this.#order = shuffled(this.#samples);
      const round = await this.#prepare(this.#order.pop());
      if (round === undefined) return;
      if (round && LEVELS[this.#level].includes(round.kind)) return this.#play(round);
    }
  }

  /** The round of this number, whatever the level; another one if there is none. */
  async open(number) {
    const sample = this.#samples[number - 1];
    const round = sample ? await this.#prepare(sample) : null;
    if (round === undefined) return;
    if (round) this.#play(round);
    else await this.next();
  }

  /** The number of the round that is played. */
  get number() {
    return this.#round?.number;
  }

  /** What stands here once more, in the language that was chosen meanwhile. */
  again() {
    this.#draw?.();
  }

  /** A round that is fair; null if what is shown would lead astray, undefined if the trainee went on or it failed. */
  async #prepare(sample) {
    const turn = (this.#turn += 1);
    try {
      const result = await this.#inspect(sample);
      if (turn !== this.#turn) return undefined;
      const judged = roundOf(result.report, shownChecks(clues(result)));
      return judged && { ...judged, sample, result, number: this.#samples.indexOf(sample) + 1, answered: null };
    } catch (error) {
      if (turn !== this.#turn) return undefined;
      // Without a network, what needs a module that was never here is left out.
      if (error.lacking) return null;
      this.#failed(error);
      return undefined;
    }
  }

  #play(round) {
    this.#round = round;
    this.#into(() => this.#question());
    this.#playing();
    this.place.querySelector("#training-title").focus();
  }

  /** Draws now, and in the same way whenever it is drawn anew. */
  #into(draw) {
    this.#draw = draw;
    draw();
  }

  #head(...more) {
    const level = h("select", { id: "level", onchange: () => this.#choose(Number(level.value)) }, LEVELS.map((_, at) => h("option", { value: at }, training(`level_${at + 1}`))));
    level.value = this.#level;
    return [
      h(
        "div",
        { class: "bar" },
        h("h2", { id: "training-title", tabindex: -1 }, t("training")),
        h("span", { class: "quiet score", role: "status" }, t("training_score", { right: this.#score.right, played: this.#score.played })),
      ),
      h(
        "div",
        { class: "bar training-tools" },
        h("span", { class: "labelled" }, h("label", { for: "level" }, training("level")), level),
        h("button", { type: "button", id: "summary", onclick: () => this.#into(() => this.#summary()) }, training("summary")),
        h("button", { type: "button", id: "sheet", onclick: () => this.#sheet() }, training("sheet")),
      ),
      ...more,
    ];
  }

  /** An answered round stays until the next one; one that nobody answered gives way at once. */
  #choose(level) {
    this.#level = level;
    this.#order = [];
    if (this.#round?.answered) return this.again();
    this.#round = null;
    this.#into(() => this.place.replaceChildren(...this.#head(h("p", {}, t("working")))));
    this.place.querySelector("#level").focus();
    this.next();
  }

  #question() {
    const round = this.#round;
    const answers = h("div", { class: "answers", role: "group", "aria-labelledby": "training-question" });
    answers.append(...ANSWERS.map((answer) => h("button", { type: "button", data: { answer }, disabled: round.answered !== null, onclick: () => this.#answer(answer) }, t(WORDS[answer]))));
    this.place.replaceChildren(
      ...this.#head(
        h("p", { class: "quiet" }, t("training_lead")),
        h("p", { class: "round" }, h("a", { href: addressOf({ round: round.number }) }, training("round", { number: round.number }))),
        clues(round.result),
        h("h3", { id: "training-question" }, t("training_question")),
        answers,
      ),
    );
    if (round.options) this.#why(round);
    if (round.answered?.isDone) this.#explain(round);
  }

  #answer(answer) {
    const round = this.#round;
    const isRight = answer === round.answer;
    round.answered = { answer, isRight, isDone: !isRight || answer !== "failed" };
    if (!round.answered.isDone) round.options = shuffled([round.row.reason, ...distractors(this.#samples, round.result.report)]);
    this.#done(round);
    (this.place.querySelector(".why button") ?? this.place.querySelector(".explanation .primary"))?.focus();
  }

  #why(round) {
    const said = round.answered.reason;
    const right = round.row.reason.code;
    const options = round.options.map((option) =>
      h("button", { type: "button", data: { code: option.code }, disabled: said !== undefined, onclick: () => {
        Object.assign(round.answered, { reason: option.code, isRight: option.code === right, isDone: true });
        this.#done(round);
        this.place.querySelector(".explanation .primary").focus();
      } }, said !== undefined && (option.code === right || option.code === said) && [sign(option.code === right ? "successful" : "failed"), " "], reason(option)));
    this.place.append(h("h3", { id: "training-why" }, t("training_why")), h("div", { class: "answers why", role: "group", "aria-labelledby": "training-why" }, options));
  }

  /** Counts a round that is done, once, and draws it. */
  #done(round) {
    if (round.answered.isDone) this.#score.add(round.kind, round.sample.id, round.answered.isRight);
    this.#into(() => this.#question());
  }

  #explain({ answered: { isRight }, answer, row, sample, result: { report } }) {
    const about = row && check(row.check);
    const isAlone = report.verdict === "successful" && answer !== "successful";
    this.place.append(
      h(
        "div",
        { class: `explanation ${isRight ? "right" : "wrong"}`, role: "group", "aria-labelledby": "training-judgement" },
        h("p", { class: "judgement", id: "training-judgement" }, sign(isRight ? "successful" : "failed", 28), h("b", {}, t(isRight ? "training_right" : "training_wrong"))),
        h("p", {}, t("training_answer", { answer: `${t(WORDS[answer])}. ${sampleName(sample.id)}.` })),
        isAlone && h("p", {}, t("verdict_zone_text")),
        about && h("p", {}, h("b", {}, `${about.name}: `), reason(row.reason)),
        about && h("p", {}, h("b", {}, `${t("holds_if")}: `), about.means),
        h("div", { class: "bar" }, this.#onward(), h("button", { type: "button", onclick: () => this.#show(sample) }, t("training_report"))),
      ),
    );
  }

  #onward() {
    return h("button", { type: "button", class: "primary", onclick: () => this.next() }, t("training_next"));
  }

  /** Back to the round that stands, or to another one. */
  #back() {
    return h("button", { type: "button", class: "primary back", onclick: () => (this.#round ? this.#into(() => this.#question()) : this.next()) }, training("back"));
  }

  #summary() {
    const rows = this.#score.summary().map(({ kind, right, played, missed }) =>
      h(
        "tr",
        { data: { kind } },
        h("th", { scope: "row" }, training(`kind_${kind}`)),
        h("td", {}, t("training_score", { right, played })),
        h("td", {}, missed.map(sampleName).join(", ")),
      ));
    const columns = ["kind", "told", "missed"].map((name) => h("th", { scope: "col" }, training(`column_${name}`)));
    this.place.replaceChildren(
      ...this.#head(
        h("h3", {}, training("summary_title")),
        rows.length === 0
          ? h("p", {}, training("summary_none"))
          : h("div", { class: "scrolling", tabindex: 0, role: "region", "aria-label": training("summary_title") }, h("table", { class: "summary" }, h("thead", {}, h("tr", {}, columns)), h("tbody", {}, rows))),
        h("div", { class: "bar" }, this.#back()),
      ),
    );
    this.place.querySelector(".back").focus();
  }

  /** Every fair round of the level, to be printed, with the answers on a page of their own. */
  async #sheet() {
    const rounds = [];
    for (const sample of shuffled(this.#samples)) {
      const round = await this.#prepare(sample);
      if (round === undefined) return;
      if (round && LEVELS[this.#level].includes(round.kind)) rounds.push(round);
    }
    this.#into(() => {
      this.place.replaceChildren(...this.#head(h("div", { class: "bar" }, h("button", { type: "button", class: "print", onclick: () => print() }, training("print")), this.#back()), sheet(rounds, ANSWERS.map((answer) => [answer, t(WORDS[answer])]))));
      this.place.querySelector(".print").focus();
    });
  }
}

/** Three reasons that the samples know and that are not true of this document as well. */
function distractors(samples, report) {
  const codes = new Set(samples.flatMap((sample) => Object.values(sample.expect.results).flatMap((row) => [row.reason].flat())));
  for (const row of report.results) codes.delete(row.reason?.code);
  codes.delete(undefined);
  return shuffled([...codes]).slice(0, 3).map((each) => ({ code: each }));
}
