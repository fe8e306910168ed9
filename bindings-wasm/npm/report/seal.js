// What a seal says, feature by feature, whether anybody vouches for it, and the bytes of its barcode in the colours of the features.

import { vouching } from "./details.js";
import { h, sign } from "./dom.js";
import { unpacked } from "./packed.js";

/** What stands in the header of a seal, in the order in which it is told. */
const HEADER = ["issuing_state", "signer", "reference", "issued", "signed", "type", "document_type"];
const SIGNS = { trustable: "successful", high_fraud_potential: "failed" };
/** The checks by which the trust level of a seal is set. */
const OF_LEVEL = /^(?:mrz|seal)\.|^combined\.(?:mrz_seal|visa_passport)$/;
/** So many colours there are; they come again. */
const COLOURS = 8;
/** Hexadecimal that is longer is told by its size. */
const LONGEST_HEX = 96;

/** The seal of a report, without its content if that is redacted or cannot be read; null if there is none. */
export function sealPanel(words, report, { seal: octets }) {
  const facts = report.evidence.seal;
  if (!facts) return null;
  const content = report.document?.seal;
  const outcomes = new Map(report.results.map(({ check, outcome }) => [check, outcome]));
  const isSigned = ["seal.signature", "seal.signer"].every((check) => outcomes.get(check) === "successful");
  const isContradicted = ["seal.format", "seal.country"].some((check) => outcomes.get(check) === "failed");
  const level = levelOf(report, facts);
  return h(
    "section",
    { class: "panel details seal", "aria-labelledby": "seal-title" },
    h("h2", { id: "seal-title" }, words.seal("title"), h("span", { class: "quiet" }, ` ${nameOf(words, facts)}`)),
    h("p", { class: `level ${level}` }, sign(SIGNS[level] ?? "undetermined"), " ", words.seal(`level_${level}`)),
    content && vouching(words, isSigned && !isContradicted),
    content && terms(words, content),
    content && octets && drawn(words, facts, content, octets),
  );
}

/** How far the seal may be relied on. A signer who is not known here is no forger yet, nor is a zone that was not compared a forged one. */
function levelOf({ results }, { kind, trust_level: level }) {
  if (level === "high_fraud_potential" && !results.some(({ check, outcome }) => OF_LEVEL.test(check) && outcome === "failed")) return "open";
  return level === "medium_fraud_potential" && kind === "unknown" ? "unread" : level;
}

/** The kind of a seal, and its profile if that is known. */
export function nameOf(words, { kind, profile }) {
  return [words.seal(`kind_${kind}`), profile && words.feature(profile)].filter(Boolean).join(" · ");
}

/** What a seal says, as terms and what they are. */
export function terms(words, content) {
  const head = HEADER.filter((name) => content[name] !== undefined).map((name) => [h("dt", {}, words.feature(name)), h("dd", { data: { seal: name } }, said(words, name, content[name]))]);
  return h("dl", {}, head, content.features.map((feature, at) => row(words, feature, colour(at))));
}

/** A feature in the colour that its bytes have; what lies within it has none of its own. */
function row(words, feature, colour) {
  const swatch = colour && h("span", { class: `swatch ${colour}`, "aria-hidden": "true" });
  return [h("dt", {}, swatch, label(words, feature)), h("dd", { data: { seal: feature.name ?? feature.path ?? feature.tag } }, value(words, feature))];
}

const colour = (at) => `f${at % COLOURS}`;

/** What a feature is called; one that nobody has named is known by its tag or its place in the JSON. */
const label = (words, { name, path, tag }) => (name ? words.feature(name) : (path ?? words.seal("unknown_feature", { tag })));

function value(words, { name, value }) {
  if (!Array.isArray(value)) return said(words, name, value);
  if (value.every((line) => typeof line === "string")) return h("code", { class: "raw lines" }, value.join("\n"));
  return h("dl", {}, value.map((feature) => row(words, feature)));
}

const STATES = new Set(["issuing_state", "issuer", "vaccination_state", "test_state"]);
const STAYS = { "until the date valid until": "stay_valid_until", "fixed at the border": "stay_border", "transit without entry": "stay_transit" };

/** A value in words: States, dates, lengths of stay; what is neither, as it stands. */
function said(words, name, value) {
  const text = String(value);
  if (STATES.has(name)) return words.state(text) ? [words.state(text), " ", h("code", { class: "raw" }, text)] : text;
  if (name === "duration_of_stay") return stay(words, text);
  if (name === "document_type") return words.feature(text);
  if (/^[\dX]{4}-[\dX]{2}-[\dX]{2}$/.test(text)) return words.date(text);
  if (/^[0-9a-f]+$/.test(text) && text.length > LONGEST_HEX) return words.t("bytes_count", { count: words.number(text.length / 2) });
  return text;
}

function stay(words, text) {
  if (Object.hasOwn(STAYS, text)) return words.seal(STAYS[text]);
  return text.replace(/(\d+) (year|month|day)s?/g, (_, count, unit) => words.span(Number(count), unit));
}

/** The bytes of the barcode: hexadecimal, or the text of JSON. Another text is unpacked first; what is compressed in it comes a little later. */
function drawn(words, { kind }, content, octets) {
  const places = [
    ...(content.header ? [{ range: content.header, name: words.seal("header"), class: "head" }] : []),
    ...content.features.map((feature, at) => ({ range: feature.range, name: label(words, feature), class: colour(at) })),
    ...(content.signature ? [{ range: content.signature, name: words.seal("signature"), class: "tail" }] : []),
  ];
  const isJson = kind === "vds_nc";
  const bytes = kind === "idb" ? unpacked(octets) : octets;
  if (bytes === null) return null;
  const code = h("code", { class: isJson ? "hex json" : "hex" });
  const panel = h(
    "details",
    { class: "facts octets", id: "seal-octets" },
    h("summary", {}, words.seal("octets")),
    h("p", { class: "quiet" }, words.seal("octets_hint")),
    h("p", { class: "legend" }, places.map(({ name, class: own }) => h("span", {}, h("span", { class: `swatch ${own}`, "aria-hidden": "true" }), name, " "))),
    code,
  );
  const fill = (all) => (all ? code.append(...coloured(all, places, isJson)) : panel.remove());
  if (bytes instanceof Promise) bytes.catch(() => null).then(fill);
  else fill(bytes);
  return panel;
}

/** The bytes in the colours of their places. */
function coloured(octets, places, isJson) {
  const text = isJson ? (bytes) => new TextDecoder().decode(bytes) : hexadecimal;
  return split(octets.length, places).flatMap(({ start, end, place }, at) => {
    const piece = text(octets.subarray(start, end));
    return [at > 0 && !isJson ? " " : "", place ? h("mark", { class: place.class, title: place.name }, piece) : piece];
  });
}

const hexadecimal = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** All bytes in pieces, each in one place or in none. A place that begins within another one goes on behind it. */
export function split(length, places) {
  const pieces = [];
  let done = 0;
  const upTo = (end, place) => {
    const within = Math.min(end, length);
    if (within > done) pieces.push({ start: done, end: within, place });
    done = Math.max(done, within);
  };
  for (const place of [...places].sort((one, other) => one.range[0] - other.range[0])) {
    upTo(place.range[0], undefined);
    upTo(place.range[1], place);
  }
  upTo(length, undefined);
  return pieces;
}
