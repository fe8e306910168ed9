// The case: everything that was given, in parts that have a name and can be taken away. A case is never changed: each
// function gives another one, so that the one before can be brought back.

import { same } from "../../pkg/files/kinds.js";
import { isOfSession } from "./session-part.js";

/**
 * `parts` are of one document: `{ kind, name, from, bytes }` with the kind `zone`, `visa` (the zone of a visa beside that of its
 * passport), `seal`, `file`, `record`, `picture` or `session`; what came out of a session names it as `session`. `trust` are
 * the user's sources, `sampleTrust` what a sample brings instead. `unused` is what was given in vain, with why. `choices`
 * are documents of which one is to be chosen. `here` is the day and the rules that this document brought along.
 */
export const nothingGiven = Object.freeze({ parts: [], trust: [], sampleTrust: null, recordedBy: null, unused: [], choices: [], here: {} });

/** A part by what it is; of pictures there may be many. */
export const keyOf = ({ kind, name }) => `${kind} ${name}`;

/** Two different contents for what a document has once. */
export function clash(parts) {
  const seen = new Map();
  for (const part of parts) {
    const before = seen.get(keyOf(part));
    if (before && part.kind !== "picture" && !same(before.bytes, part.bytes)) return [before, part];
    if (!before) seen.set(keyOf(part), part);
  }
  return null;
}

/** The parts that others do not hold, neither as they are nor by name and content. */
export function missing(parts, others) {
  return parts.filter((part) => !others.some((each) => each === part || (keyOf(each) === keyOf(part) && same(each.bytes, part.bytes))));
}

let sources = 0;

/** A source of trust under an id of its own, by which the worker knows what it has read already. */
export const sourceOf = (source) => ({ ...source, id: (sources += 1) });

/** What was sorted comes into the case. A document that cannot be told from the one that is there is a question. */
export function receive(held, { documents, trust, notes }) {
  const base = { ...held, trust: [...held.trust, ...trust.map(sourceOf)], unused: merged(held.unused, notes) };
  if (documents.length > 1) return { ...base, choices: documents };
  const [given] = documents;
  if (!given) return base;
  const document = { ...given, parts: withVisaApart(given.parts, base.parts) };
  if (base.parts.length === 0) return another(base, document);
  const own = { ...base, parts: withVisaApart(base.parts, document.parts) };
  const isOfOther = strays(document.parts, base.parts) || strays(base.parts, document.parts);
  const stranger = base.sampleTrust !== null || isOfOther || clash([...own.parts, ...document.parts]) !== null;
  if (!stranger) return { ...withParts(own, document.parts), here: { ...base.here, ...document.here } };
  // An EF.SOD signs one document, and a session tells of one: with another of either comes another document.
  if (given.parts.some(({ name }) => name === "EF.SOD") || strays(given.parts, base.parts)) return another(base, given);
  const { parts, here, recordedBy, sampleTrust } = withParts(own, document.parts);
  return { ...base, choices: [{ ...given, as: "another" }, { parts, here, recordedBy, sampleTrust, as: "together", label: given.label }] };
}

/** Whether there are a session and, among the others, files of a chip that did not come out of it: it tells nothing of these. */
function strays(parts, others) {
  return parts.some(({ kind }) => kind === "session") && missing(others, parts).some(({ kind }) => kind === "file");
}

/** Another document takes the place of the one that is there; trust, and what could not be used, stay. */
export function another(held, { parts = [], here = {}, recordedBy = null, sampleTrust = null } = {}) {
  return { ...held, parts, here, recordedBy, sampleTrust, choices: [] };
}

/**
 * The parts come in, each in the place of the one with its name; with a session goes all that came out of the one before. What was said of
 * records was not said of those that come.
 */
export function withParts(held, parts) {
  const keys = new Set(parts.map(keyOf));
  const hasSession = parts.some(({ kind }) => kind === "session");
  const stays = (part) => !keys.has(keyOf(part)) && !(hasSession && part.session !== undefined);
  const recordedBy = parts.some(({ kind }) => kind === "record") ? null : held.recordedBy;
  return { ...held, parts: [...held.parts.filter(stays), ...parts], recordedBy, choices: [] };
}

export function without(held, part) {
  const goes = (each) => each === part || (part.kind === "session" && isOfSession(each, part));
  const parts = held.parts.filter((each) => !goes(each));
  return { ...held, parts, here: parts.length > 0 ? held.here : {} };
}

/** A zone that was typed is the zone of the document, or that of a visa beside its chip; an empty one takes it away. */
export function withZone(held, text) {
  const others = held.parts.filter(({ kind }) => kind !== "zone");
  if (!text) return { ...held, parts: others };
  const [zone] = withVisaApart([{ kind: "zone", name: "MRZ", from: "", bytes: new TextEncoder().encode(text) }], others);
  return { ...held, parts: [zone, ...others.filter(({ kind }) => kind !== zone.kind)] };
}

export const zoneOf = (held) => textOf(held, "zone");

function textOf({ parts }, kind) {
  const part = parts.find((part) => part.kind === kind);
  return part ? new TextDecoder().decode(part.bytes) : "";
}

/** The zone of a visa is a part of its own where the zone or the chip of a passport is among these or the others: visas have no chip. */
export function withVisaApart(parts, others = []) {
  const isVisa = ({ bytes: [letter] }) => letter === "V".charCodeAt(0);
  const isOfPassport = (part) => part.kind === "file" || (part.kind === "zone" && !isVisa(part));
  if (![...parts, ...others].some(isOfPassport)) return parts;
  return parts.map((part) => (part.kind === "zone" && isVisa(part) ? { ...part, kind: "visa", name: "MRZ (V)" } : part));
}

/** A sample as a document with trust of its own. */
export function documentOf({ inputs, trust, at, policy }) {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const coded = (value) => new TextEncoder().encode(value);
  const recorded = ["active_auth", "chip_auth", "pace_cam", "access"].filter((kind) => inputs[kind]);
  const part = (kind, name, content) => ({ kind, name, from: "", bytes: content });
  return {
    parts: [
      ...(inputs.mrz ? [part("zone", "MRZ", coded(inputs.mrz))] : []),
      ...(inputs.visa_mrz ? [part("visa", "MRZ (V)", coded(inputs.visa_mrz))] : []),
      ...(inputs.seal ? [part("seal", "seal", bytes(inputs.seal))] : []),
      ...Object.entries(inputs.files).map(([name, content]) => part("file", name, bytes(content))),
      ...recorded.map((kind) => part("record", `${kind}.json`, coded(JSON.stringify(inputs[kind])))),
    ],
    recordedBy: inputs.records ?? null,
    sampleTrust: { certificates: trust.certificates.map(bytes), crls: trust.crls.map(bytes) },
    here: { at, policy },
  };
}

/** What the worker is asked to judge. */
export function question(held) {
  const of = (kind) => Object.fromEntries(held.parts.filter((part) => part.kind === kind).map(({ name, bytes }) => [name, bytes]));
  const { trust, sampleTrust, recordedBy } = held;
  return { zone: zoneOf(held) || null, visaZone: textOf(held, "visa") || null, seal: of("seal").seal ?? null, files: of("file"), records: of("record"), recordedBy, trust, sampleTrust };
}

/** A source of which nothing was taken is none, and is told among what could not be used. */
export function settled(held, rows) {
  const vain = rows.filter(({ added, known, rejected, waits }) => added + known === 0 && rejected.length > 0 && !waits);
  if (vain.length === 0) return held;
  const nameOf = new Map(held.trust.map(({ id, name }) => [id, name]));
  const notes = vain.flatMap(({ id, rejected }) => rejected.map(({ count, ...why }) => ({ code: count === 1 ? "refused" : "rejected", name: nameOf.get(id), count, why })));
  return { ...held, trust: held.trust.filter(({ id }) => !vain.some((row) => row.id === id)), unused: merged(held.unused, notes) };
}

export const withNotes = (held, ...notes) => ({ ...held, unused: merged(held.unused, notes) });

/** Each reason once: what is given again in vain is no second entry. Those that are known stay the same objects. */
function merged(known, notes) {
  const words = new Map();
  for (const note of [...known, ...notes]) if (!words.has(JSON.stringify(note))) words.set(JSON.stringify(note), note);
  return [...words.values()];
}
