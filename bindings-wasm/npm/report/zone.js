// A machine readable zone as a drawing.

import { h, svg } from "./dom.js";
import { linesOf } from "./facts.js";
import { GLYPHS } from "./glyphs.js";

const CELL = { width: 14, height: 24 };

/** The zone as a drawing named `label`, with the ranges that are `wrong` underlaid. `mark(ranges)` lights cells up. */
export function drawZone(text, label, wrong = []) {
  const lines = linesOf(text);
  const columns = Math.max(...lines.map((line) => line.length));
  const marks = svg("g", { class: "marks" });
  const faults = svg("g", { class: "faults" }, wrong.map((range) => box(range)));
  const letters = lines.map((line, row) =>
    svg("g", { "data-line": row }, [...line].map((letter, column) => glyph(letter, row, column))),
  );
  const drawing = svg(
    "svg",
    {
      viewBox: `0 0 ${columns * CELL.width} ${lines.length * CELL.height + 4}`,
      class: "zone",
      role: "img",
      "aria-label": lines.join(", "),
    },
    faults,
    marks,
    letters,
  );
  const frame = h("div", { class: "zone-frame", tabindex: 0, role: "region", "aria-label": label }, drawing);
  const mark = (ranges) => {
    marks.replaceChildren(...ranges.map((range) => box(range)));
    const [first] = ranges;
    if (first && frame.scrollWidth > frame.clientWidth) {
      const middle = ((first[1] + first[2]) / 2 / columns) * frame.scrollWidth;
      frame.scrollTo({ left: middle - frame.clientWidth / 2 });
    }
  };
  return { frame, mark };
}

function box([line, start, end]) {
  return svg("rect", {
    x: start * CELL.width,
    y: line * CELL.height + 1,
    width: (end - start) * CELL.width,
    height: CELL.height,
    rx: 3,
  });
}

function glyph(letter, row, column) {
  const place = `translate(${column * CELL.width + 2} ${row * CELL.height + 6})`;
  if (letter in GLYPHS) return svg("path", { d: GLYPHS[letter], transform: place });
  const other = svg("text", { transform: `${place} translate(5 13)` });
  other.textContent = letter;
  return other;
}
