// The document's data: portrait, fields, and the zone with the place of each field.

import { h, svg } from "../dom.js";
import { field, t } from "../words.js";
import { GLYPHS } from "./glyphs.js";

const CELL = { width: 14, height: 24 };

/** The zone as a drawing under a name of its own. `mark(ranges)` lights cells up. */
export function drawZone(text, wrong = [], label = t("zone_label")) {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
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

/** The digit of a field stands behind its last cell; that of all fields ends the second line. */
function digitRange(mrz, name) {
  if (name === "composite") {
    const end = { TD1: 30, TD2: 36, TD3: 44 }[mrz.format];
    return end ? [1, end - 1, end] : null;
  }
  const last = mrz.ranges[name]?.at(-1);
  return last ? [last[0], last[2], last[2] + 1] : null;
}

/** Everything that the document says of itself. */
export function documentPanel({ report, zone, chipZone, face }) {
  const mrz = report.document.mrz;
  if (!mrz) return null;
  const text = zone ?? chipZone;
  const wrong = mrz.check_digits.filter((digit) => !digit.ok).map((digit) => digitRange(mrz, digit.field)).filter(Boolean);
  const drawing = text && drawZone(text, wrong);
  const place = h("p", { class: "place", "aria-live": "polite" }, t("zone_help"));
  return h(
    "section",
    { class: "panel document", "aria-labelledby": "document-title" },
    h("h2", { id: "document-title" }, t("document"), h("span", { class: "quiet" }, ` ${mrz.format}, ${t(zone ? "zone_of_paper" : "zone_of_chip")}`)),
    h(
      "div",
      { class: "data" },
      portrait(face),
      h("ul", { class: "fields" }, fieldRows(mrz, drawing, place)),
    ),
    drawing && drawing.frame,
    drawing && place,
  );
}

function portrait(face) {
  if (!face) return null;
  const address = URL.createObjectURL(new Blob([face]));
  const image = h("img", { src: address, alt: t("face_alt"), class: "face", width: 120, height: 154 });
  const frame = h("figure", { class: "portrait" }, image);
  image.addEventListener("load", () => URL.revokeObjectURL(address));
  image.addEventListener("error", () => frame.replaceChildren(h("p", { class: "quiet" }, t("no_face"))));
  return frame;
}

function fieldRows(mrz, drawing, place) {
  const digits = new Map(mrz.check_digits.map((digit) => [digit.field, digit]));
  const rows = Object.entries(mrz.fields).map(([name, value]) => {
    const ranges = mrz.ranges[name] ?? [];
    return row(name, value, ranges, digits.get(name), digitRange(mrz, name), drawing, place);
  });
  const composite = digits.get("composite");
  if (composite) rows.push(row("composite", null, [], composite, digitRange(mrz, "composite"), drawing, place));
  return rows;
}

function row(name, value, ranges, digit, at, drawing, place) {
  const spans = digit && at ? [...ranges, at] : ranges;
  const show = () => {
    drawing?.mark(spans);
    place.textContent = spans.length > 0 ? `${field(name)}: ${spans.map(inWords).join("; ")}` : t("zone_help");
  };
  const hold = () => ((place.held = show), show());
  const release = () => ((place.held = null), drawing?.mark([]));
  // A pointer that passes by does not take the marks from the field that has the focus.
  const leave = () => (place.held ? place.held() : drawing?.mark([]));
  const label = digit && h("span", { class: digit.ok ? "digit" : "digit wrong" }, digitText(digit));
  const known = value === null ? null : h("span", { class: "value" }, value === "" ? h("i", {}, t("empty")) : value);
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "field", onmouseenter: show, onfocus: hold, onclick: show, onmouseleave: leave, onblur: release },
      h("span", { class: "name" }, field(name)),
      known,
      label,
    ),
  );
}

function inWords([line, start, end]) {
  return t("field_place", { line: line + 1, from: start + 1, to: end });
}

function digitText({ ok, printed, computed }) {
  return `${t("check_digit")}: ${t(ok ? "digit_ok" : "digit_wrong", { printed, computed })}`;
}
