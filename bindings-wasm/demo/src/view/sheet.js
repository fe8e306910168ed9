// The exercise sheet: documents with boxes to tick, and the answers on a page of their own.

import { h } from "../dom.js";
import { check, reason, sampleName, t, training } from "../words.js";
import { clues } from "./clues.js";

/** Rounds one under the other. `answers` are the names of the answers by what they are, in their order. */
export function sheet(rounds, answers) {
  const words = Object.fromEntries(answers);
  return h(
    "div",
    { class: "sheet" },
    h("p", {}, h("b", {}, `${training("sheet_title")}. `), training("sheet_lead")),
    rounds.map(({ number, result }) =>
      h(
        "section",
        { class: "exercise", "aria-label": training("round", { number }) },
        h("h3", {}, training("round", { number })),
        clues(result, training("round", { number })),
        h("p", { class: "boxes" }, answers.map(([, name]) => h("span", {}, h("i", { class: "box", "aria-hidden": "true" }), name))),
        h("p", { class: "line" }, `${t("training_why")} `),
      )),
    h(
      "section",
      { class: "solutions", "aria-labelledby": "solutions" },
      h("h3", { id: "solutions" }, training("sheet_answers")),
      h("ul", {}, rounds.map((round) => h("li", {}, h("b", {}, `${training("round", { number: round.number })}: ${words[round.answer]}. `), solution(round)))),
    ),
  );
}

function solution({ row, sample }) {
  const name = `${sampleName(sample.id)}.`;
  return row ? `${name} ${check(row.check).name}: ${reason(row.reason)}` : name;
}
