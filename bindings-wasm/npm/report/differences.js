// The printed zone against that of the chip, cell by cell.

import { h } from "./dom.js";
import { linesOf } from "./facts.js";
import { drawZone } from "./zone.js";

/** More than these are counted and not told one by one. */
const TOLD = 12;

/** Both zones with what differs marked; null if one is missing or they are the same. */
export function differencesPanel(words, { zone, chipZone }) {
  if (!zone || !chipZone) return null;
  const [printed, chip] = [linesOf(zone), linesOf(chipZone)];
  if (printed.join("\n") === chip.join("\n")) return null;
  const isAlike = printed.map((line) => line.length).join() === chip.map((line) => line.length).join();
  const cells = isAlike ? different(printed, chip) : [];
  const ranges = cells.map(([line, column]) => [line, column, column + 1]);
  const drawn = (text, label) => [h("h3", {}, words.t(label)), drawZone(text, words.t(label), ranges).frame];
  return h(
    "section",
    { class: "panel differences", "aria-labelledby": "differences-title" },
    h("h2", { id: "differences-title" }, words.t("differs")),
    drawn(zone, "differs_printed"),
    drawn(chipZone, "differs_chip"),
    isAlike ? list(words, cells, printed, chip) : h("p", {}, words.t("differs_shape")),
  );
}

function different(printed, chip) {
  return printed.flatMap((text, line) => [...text].flatMap((cell, column) => (cell === chip[line][column] ? [] : [[line, column]])));
}

function list(words, cells, printed, chip) {
  const row = ([line, column]) =>
    h("li", {}, words.t("differs_cell", { line: line + 1, column: column + 1, printed: printed[line][column], chip: chip[line][column] }));
  const hidden = cells.length - TOLD;
  return h("ul", {}, cells.slice(0, TOLD).map(row), hidden > 0 && h("li", {}, words.t("differs_more", { count: hidden })));
}
