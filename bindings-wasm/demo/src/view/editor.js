// The field for a zone: a text field with the cells of the zone behind it, and below it what is right and wrong while one types.

import { MOST_TEXT } from "../cells.js";
import { h } from "../dom.js";
import { editor } from "../words.js";
import { advice } from "./editor-advice.js";
import { caretText, drawCells, sizeOf } from "./editor-cells.js";

/** So long after a key the zone is looked at. */
const PAUSE = 60;
const LAYOUTS = ["TD1", "TD2", "TD3", "MRV-A", "MRV-B", "ID-FRA", "DL-1", "DL-NLD", "DL-CHE"];

/**
 * A field for a zone under this id. `zone` is what stands in it, `{ text, format, seen, isTouched, isCut }`, and is kept up to date;
 * an empty format is guessed. As long as nobody touched it, nothing is said below it: what it holds came with a document, of which
 * the report speaks. `look(text, format)` resolves to what the module says of it, which is `seen` with the text and format that
 * it was said of; `changed()` is told of every change.
 */
export function zoneEditor(id, zone, look, changed = () => {}) {
  const cells = h("div", { class: "cells-behind", "aria-hidden": "true" });
  const field = h("textarea", {
    id, rows: 2, spellcheck: "false", autocomplete: "off", autocapitalize: "characters", autocorrect: "off", wrap: "off",
    // With one character too many it is known that something was beyond.
    maxlength: MOST_TEXT + 1, enterkeyhint: "next", data: { drawn: "" }, value: zone.text, "aria-describedby": `zone-fault ${id}-counts ${id}-advice`,
  });
  const layout = h("select", { class: "layout", id: `${id}-layout`, "aria-label": editor("layout") });
  const counts = h("p", { class: "quiet counts", id: `${id}-counts` });
  const place = h("p", { class: "quiet caret" });
  const told = h("div", { class: "advice", id: `${id}-advice` });
  const live = h("div", { "aria-live": "polite", class: "hidden-visually" });
  const frame = h("div", { class: "cells" }, cells, field);
  const root = h("div", { class: "editor" }, h("div", { class: "bar editor-head" }, counts, layout), frame, place, told, live);
  const isCurrent = zone.seen?.text === zone.text && zone.seen.format === zone.format;
  let seen = isCurrent ? zone.seen.answer : null;
  let timer;
  let turn = 0;

  /** Every text goes through here, so that it can be undone like one that was typed. */
  function write(text) {
    field.focus();
    field.select();
    if (!document.execCommand("insertText", false, text)) field.value = text;
    accept();
  }

  function accept() {
    zone.isTouched = true;
    zone.isCut = field.value.length > MOST_TEXT;
    if (zone.isCut) field.value = field.value.slice(0, MOST_TEXT);
    raise(field);
    if (field.value !== zone.text) {
      zone.text = field.value;
      changed();
    }
    draw();
    // What is still on its way was asked of another text.
    turn += 1;
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
    root.dataset.pending = "";
  }

  async function check() {
    const mine = (turn += 1);
    const { text, format } = zone;
    let answer = null;
    try {
      answer = await look(text, format);
    } catch {
      // The module does not answer: whoever asks for the verdict hears why.
    }
    if (mine !== turn || answer === null) return;
    delete root.dataset.pending;
    seen = answer;
    zone.seen = { text, format, answer };
    draw();
    tell();
  }

  function draw() {
    const { columns, rows } = sizeOf(field.value, seen?.draft);
    frame.style.setProperty("--columns", columns);
    field.rows = rows;
    drawCells(cells, field.value, seen?.draft);
    caret();
    scroll();
  }

  function caret() {
    place.textContent = document.activeElement === field ? caretText(field, seen?.draft) : "";
  }

  function scroll() {
    cells.scrollLeft = field.scrollLeft;
    cells.scrollTop = field.scrollTop;
  }

  /** What is said aloud changes only with its words, so that nobody hears the same at every key. */
  function tell() {
    const { count, isWrong, parts } = advice(field.value, zone.format, seen, write);
    if (counts.textContent !== count) counts.textContent = count;
    field.setAttribute("aria-invalid", String(isWrong));
    offerLayouts();
    if (!zone.isTouched) return;
    told.replaceChildren(...(zone.isCut ? [h("p", {}, editor("full", { count: MOST_TEXT }))] : []), ...parts);
    const aloud = [...told.querySelectorAll("p")].map((part) => part.textContent).join(" ");
    if (live.textContent !== aloud) live.textContent = aloud;
  }

  function offerLayouts() {
    const guess = seen && field.value !== "" && zone.format === "" ? editor("guessed", { format: seen.draft.format }) : editor("guess");
    layout.replaceChildren(...[["", guess], ...LAYOUTS.map((name) => [name, name])].map(([value, label]) => h("option", { value }, label)));
    layout.value = zone.format;
  }

  layout.addEventListener("change", () => {
    zone.format = layout.value;
    changed();
    check();
  });
  field.addEventListener("beforeinput", (event) => {
    if (event.inputType !== "insertText" || !/[a-z]/.test(event.data ?? "") || event.isComposing) return;
    event.preventDefault();
    document.execCommand("insertText", false, event.data.toUpperCase());
  });
  field.addEventListener("input", (event) => event.isComposing || accept());
  field.addEventListener("compositionend", accept);
  field.addEventListener("scroll", scroll);
  for (const kind of ["focus", "blur", "keyup", "click", "select"]) field.addEventListener(kind, caret);
  for (const kind of ["keydown", "pointerdown"]) {
    field.addEventListener(kind, () => {
      if (zone.isTouched) return;
      zone.isTouched = true;
      if (seen) tell();
    });
  }
  draw();
  offerLayouts();
  if (seen) tell();
  if (zone.text !== "") check();
  return root;
}

/** Small letters, which no zone has, become capital ones; the caret stays where it is. */
function raise(field) {
  if (!/[a-z]/.test(field.value)) return;
  const { selectionStart, selectionEnd } = field;
  field.value = field.value.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  field.setSelectionRange(selectionStart, selectionEnd);
}
