// What is said below the field of a zone: counts, what cannot stand where it stands, and ways to put it right at one press.

import { h, sign } from "../dom.js";
import { check, editor, field, reason } from "../words.js";
import { replaced } from "../cells.js";

/** So many zones that were found in a text are offered. */
const MOST_FINDS = 3;
/** So many letters that are strange are named, and so many lines that are too long. */
const MOST_FAULTS = 8;

/** `count` of the lines, whether something `isWrong`, and the `parts` that say so. `write` puts another text in the field. */
export function advice(text, format, { draft, finds, error, failed = [], repairs, ...whole }, write) {
  if (text.trim() === "") return { count: "", isWrong: false, parts: [] };
  const lines = text.split("\n").map((line) => [...line].length);
  const count = countText(lines, draft);
  // A text in which a zone stands is no zone, and its letters need not be a zone's.
  if (finds.length > 0 && !whole.format) return { count, isWrong: false, parts: findParts(finds, write) };
  const strange = strangeParts(text, draft.strange, write);
  const wrong = [
    // What is strange, and what the counts say, needs no second word.
    error && strange.length === 0 && !lines.some((length, line) => length > (draft.lines[line] ?? 0)) && item(false, faultText(error)),
    ...tooLong(lines, draft.lines),
    ...draft.check_digits.filter(({ ok }) => ok === false).map(({ field: name, at, computed }) => item(false, editor("digit_wrong", { field: field(name), printed: [...(text.split("\n")[at[0]] ?? "")][at[1]] ?? "", computed }))),
    ...failed.map((row) => item(false, `${check(row.check).name}: ${reason(row.reason)}`)),
    whole.format && format && whole.format !== format && item(false, editor("other_layout", { format: whole.format, given: format })),
  ].filter(Boolean);
  const isRight = whole.format && wrong.length === 0 && strange.length === 0;
  const parts = [
    isRight && item(true, editor(draft.check_digits.length > 0 ? "digits_right" : "no_digits")),
    strange,
    wrong,
    findParts(finds, write),
    repairs && repairs.kind !== "intact" && repairs.kind !== "hopeless" && repairParts(repairs, finds, write),
  ];
  return { count, isWrong: wrong.length > 0 || strange.length > 0, parts: parts.flat().filter(Boolean) };
}

const item = (isGood, ...content) => h("p", { class: "advice-item" }, sign(isGood ? "successful" : "failed", 18), h("span", {}, content));
const offer = (label, apply) => h("button", { type: "button", class: "offer", onclick: apply }, label);

function countText(lines, draft) {
  return draft.lines.map((length, line) => editor("count", { line: line + 1, count: lines[line] ?? 0, length })).join(" · ");
}

function faultText({ line, column, ...error }) {
  const said = reason(error);
  return line === undefined ? said : `${editor("caret", { line: line + 1, column: column + 1 })}: ${said}`;
}

function tooLong(lines, lengths) {
  const long = lines.map((count, line) => [line, count - (lengths[line] ?? 0)]).filter(([, more]) => more > 0);
  return long.slice(0, MOST_FAULTS).map(([line, more]) => (line < lengths.length
    ? item(false, editor("too_long", { line: line + 1, more, length: lengths[line] }))
    : item(false, editor("line_too_many", { line: line + 1, lines: lengths.length }))));
}

/** Blanks and guillemets at once, each look-alike letter with its script, and what can stand for nothing. */
function strangeParts(text, strange, write) {
  const fillers = strange.filter(({ meant }) => meant.startsWith("<"));
  const byLetter = new Map();
  for (const each of strange) if (!fillers.includes(each)) byLetter.set(each.letter, [...(byLetter.get(each.letter) ?? []), each]);
  const rows = [...byLetter].slice(0, MOST_FAULTS).map(([letter, places]) => {
    const [{ at: [line, column], meant }] = places;
    const said = editor(scriptOf(letter), { letter, line: line + 1, column: column + 1 });
    return item(false, said, " ", meant && offer(editor("write", { meant }), () => write(replaced(text, places))));
  });
  const untold = [...byLetter].slice(MOST_FAULTS).length;
  if (untold > 0) rows.push(item(false, editor("more_strange", { count: untold })));
  if (fillers.length > 0) rows.unshift(item(false, editor("fillers", { count: fillers.length }), " ", offer(editor("fillers_write"), () => write(replaced(text, fillers)))));
  const all = strange.filter(({ meant }) => meant);
  const kinds = byLetter.size + (fillers.length > 0 ? 1 : 0);
  return kinds > 1 && all.length > 1 ? [...rows, h("p", {}, offer(editor("write_all"), () => write(replaced(text, all))))] : rows;
}

function scriptOf(letter) {
  if (/\p{Script=Cyrillic}/u.test(letter)) return "is_cyrillic";
  if (/\p{Script=Greek}/u.test(letter)) return "is_greek";
  return "is_strange";
}

function findParts(finds, write) {
  return finds.slice(0, MOST_FINDS).map((zone) =>
    h("div", { class: "find" }, h("p", {}, editor("found")), h("pre", { tabindex: 0 }, zone), offer(editor("found_use"), () => write(zone))));
}

/** Ways to put the zone right, each with what proves it. A zone that was found as it stands needs none. */
function repairParts({ kind, candidates, untold }, finds, write) {
  const other = candidates.filter(({ zone }) => !finds.includes(zone));
  if (other.length === 0) return [];
  const rows = other.map((candidate) => {
    const said = candidate.changes.map(changeText).join("; ");
    const proof = candidate.proven_by.map(field).join(", ");
    const proven = candidate.proven ? editor("proven", { fields: proof }) : proof ? editor("partly_proven", { fields: proof }) : editor("unproven");
    return h("li", {}, h("span", {}, said, ". ", h("span", { class: "quiet" }, proven)), offer(editor("apply"), () => write(candidate.zone)));
  });
  return [h("div", { class: "repairs" }, h("p", {}, h("b", {}, editor(`repair_${kind}`))), h("ul", {}, rows), untold > 0 && h("p", { class: "quiet" }, editor("repair_more", { count: untold })))];
}

function changeText({ line, column, from, to }) {
  const at = editor("caret", { line: line + 1, column: column + 1 });
  const kind = from === "" ? "change_missing" : to === "" ? "change_extra" : "change";
  return `${at}: ${editor(kind, { from: from === " " ? "␣" : from, to })}`;
}
