// The cells of a zone behind the text that is typed: which field each belongs to, which check digit is right, what is strange.

import { linesOf } from "../cells.js";
import { h } from "../dom.js";
import { editor, field as fieldName } from "../words.js";

const KINDS = {
  document_code: "code", issuing_state: "state", nationality: "state", document_number: "number", birth_date: "date", expiry_date: "date",
  issue_month: "date", sex: "code", primary_identifier: "name", secondary_identifier: "given", personal_number: "data", optional_data: "data",
  optional_data_1: "data", optional_data_2: "data", department: "data", office: "data",
};
const MOST_ROWS = 8;
/** So many lines have cells: more than any layout. What is below them is one text, at the same place as in the field. */
const MOST_LINES = 12;

/** Columns and rows to draw: those of the layout, or of the text if it has more. */
export function sizeOf(text, draft) {
  const lines = linesOf(text);
  return { columns: Math.max(...(draft?.lines ?? [44])), rows: Math.min(MOST_ROWS, Math.max(lines.length, draft?.lines.length ?? 2)) };
}

/** Draws the text once more, as cells. It is the text itself, in the same letters, so that each lies behind its own. */
export function drawCells(place, text, draft) {
  const lines = linesOf(text);
  const count = Math.min(MOST_LINES, Math.max(lines.length, draft?.lines.length ?? 2));
  const rows = Array.from({ length: count }, (_, line) => {
    const letters = lines[line] ?? [];
    const length = draft?.lines[line] ?? (draft ? 0 : 44);
    const width = Math.max(letters.length, length);
    return Array.from({ length: width }, (_, column) => ({ letter: letters[column], kind: column >= length ? "beyond" : "" }));
  });
  for (const { field, at } of draft?.fields ?? []) paint(rows, at, KINDS[field] ?? "data");
  for (const { at, ok } of draft?.check_digits ?? []) paint(rows, at, ok === undefined ? "digit" : ok ? "digit right" : "digit wrong");
  for (const { at } of draft?.strange ?? []) paint(rows, at, "strange");
  const drawn = rows.map((row) => h("div", {}, row.length === 0 ? "\u00a0" : runs(row).map(([kind, letters]) => h("span", { class: kind || null }, letters))));
  const rest = lines.slice(MOST_LINES).map((letters) => letters.join("")).join("\n");
  place.replaceChildren(...drawn, ...(lines.length > MOST_LINES ? [h("div", {}, h("span", { class: "c-beyond" }, `${rest}\u200b`))] : []));
}

function paint(rows, [line, start, end], kind) {
  for (const cell of rows[line]?.slice(start, end) ?? []) if (cell.kind !== "beyond") cell.kind = kind;
}

/** Neighbours of one kind in one element; an empty cell is a dot. */
function runs(row) {
  const all = [];
  for (const { letter, kind } of row) {
    const name = [...kind.split(" "), letter === undefined ? "empty" : ""].filter(Boolean).map((each) => `c-${each}`).join(" ");
    if (all.at(-1)?.[0] === name) all.at(-1)[1] += letter ?? "·";
    else all.push([name, letter ?? "·"]);
  }
  return all;
}

/** In which cell of which field the caret is; behind the last one it is in none. */
export function caretText({ value, selectionStart }, draft) {
  const before = linesOf(value.slice(0, selectionStart));
  const line = before.length - 1;
  const column = before[line].length;
  if (column >= (draft?.lines[line] ?? 0)) return "";
  const within = ({ at: [row, start, end] }) => row === line && start <= column && column < end;
  const digit = draft.check_digits.find(within);
  const found = digit ?? draft.fields.find(within);
  const name = found && (digit ? editor("digit_of", { field: fieldName(found.field) }) : fieldName(found.field));
  return [editor("caret", { line: line + 1, column: column + 1 }), name].filter(Boolean).join(": ");
}
