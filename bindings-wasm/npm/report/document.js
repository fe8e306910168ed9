// The document's data: portrait, fields, and the zone with the place of each field.

import { vouching } from "./details.js";
import { h } from "./dom.js";
import { cells, meaning } from "./facts.js";
import { drawZone } from "./zone.js";

/** Everything that the document says of itself. `marked` hears the field that is pointed at. */
export function documentPanel(words, report, { zone, chipZone, portrait }, marked) {
  const mrz = report.document?.mrz;
  if (!mrz) return null;
  const text = zone ?? chipZone;
  const wrong = mrz.check_digits.filter((digit) => !digit.ok).map((digit) => digitRange(mrz, digit.field)).filter(Boolean);
  const drawing = text && drawZone(text, words.t("zone_label"), wrong);
  const place = h("p", { class: "place", "aria-live": "polite" }, words.t("zone_help"));
  const show = (name, spans) => {
    drawing?.mark(spans);
    place.textContent = spans.length > 0 ? `${words.field(name)}: ${spans.map((span) => inWords(words, span)).join("; ")}` : words.t("zone_help");
    marked(name, spans);
  };
  return h(
    "section",
    { class: "panel document", "aria-labelledby": "document-title" },
    h("h2", { id: "document-title" }, words.t("document"), h("span", { class: "quiet" }, ` ${mrz.format}, ${words.t(zone ? "zone_of_paper" : "zone_of_chip")}`)),
    h("div", { class: "data" }, face(words, portrait, report), h("ul", { class: "fields" }, fieldRows(words, mrz, text, pointing(show, () => drawing?.mark([]))))),
    drawing && drawing.frame,
    drawing && place,
  );
}

/** The picture in DG2, or in words that it cannot be shown; never without whether anybody vouches for it. */
function face(words, portrait, report) {
  const { portraits } = report.document.details ?? {};
  if (!portrait && (portrait === undefined || !portraits?.images?.length)) return null;
  const authenticated = portraits?.authenticated === true;
  const hidden = () => h("p", { class: "quiet" }, words.t("no_face"));
  const framed = (shown) => h("figure", { class: authenticated ? "portrait" : "portrait doubtful" }, shown, h("figcaption", {}, vouching(words, authenticated)));
  if (!portrait) return framed(hidden());
  const address = URL.createObjectURL(new Blob([portrait]));
  const image = h("img", { src: address, alt: words.t("face_alt"), class: "face", width: 120, height: 154 });
  const frame = framed(image);
  for (const end of ["load", "error"]) image.addEventListener(end, () => URL.revokeObjectURL(address));
  image.addEventListener("error", () => image.replaceWith(hidden()));
  return frame;
}

/** The listeners of a field: one that has the focus keeps its marks while a pointer passes over others. */
function pointing(show, clear) {
  let held = null;
  return (name, spans) => {
    const mark = () => show(name, spans);
    return {
      onmouseenter: mark,
      onclick: mark,
      onfocus: () => ((held = mark), mark()),
      onmouseleave: () => (held ?? clear)(),
      onblur: () => ((held = null), clear()),
    };
  };
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

function fieldRows(words, mrz, zone, listeners) {
  const digits = new Map(mrz.check_digits.map((digit) => [digit.field, digit]));
  const names = Object.keys(mrz.fields);
  if (digits.has("composite")) names.push("composite");
  return names.map((name) => {
    const digit = digits.get(name);
    const at = digit && digitRange(mrz, name);
    const spans = [...(mrz.ranges[name] ?? []), ...(at ? [at] : [])];
    return h("li", {}, h("button", { type: "button", class: "field", data: { field: name }, ...listeners(name, spans) }, cell(words, mrz, name, zone), digit && h("span", { class: digit.ok ? "digit" : "digit wrong" }, digitText(words, digit))));
  });
}

/** What a field says in words, and beside it the cells themselves where they look otherwise. */
function cell(words, mrz, name, zone) {
  const value = mrz.fields[name];
  if (value === undefined) return h("span", { class: "name" }, words.field(name));
  const { text = value, note } = meaning(words, mrz, name) ?? {};
  const raw = cells(zone, mrz.ranges[name]) ?? value;
  return [
    h("span", { class: "name" }, words.field(name)),
    h("span", { class: "value" }, text === "" ? h("i", {}, words.t("empty")) : text),
    text !== raw && raw !== "" && h("code", { class: "raw" }, raw),
    note && h("span", { class: "digit" }, note),
  ];
}

function inWords(words, [line, start, end]) {
  return words.t("field_place", { line: line + 1, from: start + 1, to: end });
}

function digitText(words, { ok, printed, computed }) {
  return `${words.t("check_digit")}: ${words.t(ok ? "digit_ok" : "digit_wrong", { printed, computed })}`;
}
