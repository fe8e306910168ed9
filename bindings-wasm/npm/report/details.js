// What the files of the chip say of holder and document, each with whether the issuer's signature vouches for it.

import { h, sign } from "./dom.js";
import { dateOfDetails, nameOfDetails } from "./facts.js";

const PICTURES = ["portraits", "displayed_portraits", "signatures"];
const DATES = new Set(["date_of_birth", "date_of_issue", "personalization_time", "recorded_on"]);
const NAMES = new Set(["full_name", "other_names", "other_persons", "name", "place_of_birth", "address", "profession", "title"]);

export function detailsPanel(words, report) {
  const details = report.document?.details;
  const parts = Object.entries(details ?? {});
  if (parts.length === 0) return null;
  return h(
    "section",
    { class: "panel details", "aria-labelledby": "details-title" },
    h("h2", { id: "details-title" }, words.t("details")),
    parts.map(([name, told]) => part(words, name, told)),
  );
}

function part(words, name, told) {
  const { file, authenticated, error, ...elements } = told;
  return h(
    "section",
    { class: authenticated ? "told" : "told doubtful", data: { file } },
    h("h3", {}, words.detailName(name), h("span", { class: "quiet" }, ` ${file}`)),
    vouching(words, authenticated),
    error && h("p", {}, words.t("unreadable", { reason: words.reason(error) })),
    PICTURES.includes(name)
      ? h("ul", {}, (elements.images ?? []).map((image) => h("li", {}, picture(words, image))))
      : [terms(words, elements), (elements.persons ?? []).map((person) => terms(words, person))],
  );
}

/** Whether the issuer's signature vouches for what is shown, in words and by a sign. */
export function vouching(words, authenticated) {
  return h("p", { class: authenticated ? "vouching" : "vouching doubtful" }, sign(authenticated ? "successful" : "undetermined", 18), " ", words.t(authenticated ? "vouched" : "unvouched"));
}

function picture(words, { standard, format, width, height, size }) {
  const pixels = width !== undefined && height !== undefined && words.t("pixels", { width: words.number(width), height: words.number(height) });
  return [format, pixels, bytes(words, size), standard].filter(Boolean).join(" · ");
}

const bytes = (words, size) => words.t("bytes_count", { count: words.number(size) });

function terms(words, elements) {
  const rows = Object.entries(elements).filter(([name]) => name !== "persons");
  if (rows.length === 0) return null;
  return h("dl", {}, rows.map(([name, value]) => [h("dt", {}, words.detailName(name)), [value].flat().map((each) => h("dd", { data: { detail: name } }, text(words, name, each)))]));
}

/** In words, and beside it the chip's own text where it is another. */
function text(words, name, value) {
  if (typeof value === "object") return [value.tag, bytes(words, value.size), value.hex].filter(Boolean).join(" · ");
  const said = DATES.has(name) ? dateOfDetails(words, value) : NAMES.has(name) ? nameOfDetails(value) : value;
  return said === value ? value : [said, " ", h("code", { class: "raw" }, value)];
}
