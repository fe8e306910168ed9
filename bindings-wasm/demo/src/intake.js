// What people give at once, sorted: the parts of documents, sources of trust, and what is neither.

import { recogniseFile } from "../../pkg/index.js";
import { BOUNDS, isLitter, last, recordOf, sealOf, textOf, zoneKind } from "../../pkg/files/kinds.js";
import { isZip, unzip } from "../../pkg/files/zip.js";
import { isPicture, strange } from "./container.js";
import { documentsOf } from "./documents.js";
import { readIn } from "./pictures.js";
import { isSession, partsOf } from "./protocol.js";
import { isTrust } from "./trust.js";

const FILE_COUNT = 600;
/** So many pictures are looked through at once: each may take seconds. */
const PICTURE_COUNT = 20;
/** Why nothing is taken of a session. */
const VAIN = { "session.differs": "session_differs", "session.withheld": "session_withheld" };

/**
 * Sorts what was given at once, each a name with a `File` or with bytes. Gives `documents`, most often one or none, each with
 * `parts`; `trust`, what is to be trusted; and `notes` on whatever cannot be used, which is never an error. Pictures are looked through
 * for zones and seals if they are to be (`areSeen`); `unsure` is the text of a zone that was not read with certainty from a
 * picture that is no part; where it is one, the part has it.
 */
export async function sort(given, progress, areSeen = true) {
  const found = { parts: [], days: [], trust: [], notes: [], left: BOUNDS.total, areSeen, pictures: 0, unsure: null };
  const queue = given.slice(0, FILE_COUNT);
  if (given.length > FILE_COUNT) found.notes.push({ code: "too_many" });
  let done = 0;
  while (queue.length > 0) {
    const item = queue.shift();
    progress(done / (done + queue.length + 1));
    done += 1;
    if (isLitter(item.name)) continue;
    const bytes = await content(item, found);
    if (bytes && isZip(bytes)) queue.push(...(await inside(item, bytes, FILE_COUNT - queue.length, found)));
    else if (bytes && item.kind === "seal") found.parts.push({ kind: "seal", name: "seal", from: item.name, bytes });
    else if (bytes) take(item.name, bytes, found);
  }
  const { documents, notes } = documentsOf(found.parts, found.days);
  return { documents, trust: found.trust, notes: [...found.notes, ...notes], unsure: found.unsure };
}

async function content(item, found) {
  const { notes } = found;
  const size = item.bytes?.length ?? item.file.size;
  if (size > BOUNDS.bytes) {
    notes.push({ code: "too_large", name: last(item.name) });
    return null;
  }
  // Files and what was packed in them, all together.
  found.left -= size;
  if (found.left < 0) {
    if (!notes.some(({ code }) => code === "too_much")) notes.push({ code: "too_much" });
    return null;
  }
  if (item.bytes) return item.bytes;
  try {
    return new Uint8Array(await item.file.arrayBuffer());
  } catch {
    notes.push({ code: "unreadable", name: last(item.name) });
    return null;
  }
}

/** What an archive holds, or nothing and a note. An archive within an archive is told and left closed. */
async function inside(item, bytes, room, { notes }) {
  const note = (code) => notes.push({ code, name: last(item.name) });
  if (item.bytes) {
    note("zip_nested");
    return [];
  }
  try {
    const entries = (await unzip(bytes)).map(({ name, bytes }) => ({ name: `${item.name}/${name}`, bytes }));
    if (entries.length > room) notes.push({ code: "too_many" });
    return entries.slice(0, room);
  } catch (error) {
    note(error.code ?? "zip_broken");
    return [];
  }
}

function take(path, bytes, found) {
  const { parts, days, trust, notes } = found;
  const name = last(path);
  const note = (rest) => notes.push({ name, ...rest });
  const part = (kind, known, content = bytes) => parts.push({ kind, name: known, from: path, bytes: content });
  if (isSession(bytes)) return sessionParts(path, bytes, parts, note);
  const file = recogniseFile(name, bytes);
  if (file) return part("file", file);
  const { record, broken } = recordOf(name, bytes);
  if (record) return part("record", record);
  if (broken) return note({ code: "record" });
  if (name.toLowerCase() === "at") {
    const at = dayIn(bytes);
    return at ? days.push({ at, from: path }) : note({ code: "record" });
  }
  const seal = sealOf(bytes);
  if (seal) return part("seal", "seal", seal);
  const stranger = strange(bytes);
  if (isPicture(bytes) || stranger?.code === "tiff") return takePicture(path, bytes, stranger, found);
  if (stranger) return note(stranger);
  if (isTrust(name, bytes)) return trust.push({ name, bytes });
  const text = textOf(bytes);
  const kind = text === null || text.trim() === "" ? "unknown" : zoneKind(text);
  return kind === "zone" ? part("zone", "MRZ", new TextEncoder().encode(text.trim())) : note({ code: kind });
}

/** A picture is a part, if browsers show it, and so is each seal in it and each zone that is certain. */
function takePicture(path, bytes, stranger, found) {
  const name = last(path);
  found.pictures += 1;
  const { seals, zones, fault } = lookThrough(bytes, found);
  const sure = zones.filter(({ isSure }) => isSure);
  const unsure = zones.find(({ isSure }) => !isSure)?.text ?? null;
  if (!stranger) found.parts.push({ kind: "picture", name, from: path, bytes, seals: seals.length, zones: zones.map(({ isSure }) => isSure), unsure, fault });
  else {
    found.unsure ??= unsure;
    if (seals.length + sure.length === 0) found.notes.push({ name, ...stranger });
  }
  found.parts.push(...seals.map((seal) => ({ kind: "seal", name: "seal", from: path, bytes: seal })));
  found.parts.push(...sure.map(({ text }) => ({ kind: "zone", name: "MRZ", from: path, bytes: new TextEncoder().encode(text) })));
}

function lookThrough(bytes, { areSeen, pictures }) {
  if (!areSeen) return { seals: [], zones: [], fault: "picture_unread_module" };
  return pictures > PICTURE_COUNT ? { seals: [], zones: [], fault: "picture_unread_limit" } : readIn(bytes);
}

/** A session is a part, and so is each file and each record that comes out of it when the chip is read from it again. */
function sessionParts(path, bytes, parts, note) {
  try {
    parts.push(...partsOf(path, bytes));
  } catch (error) {
    if (["internal", "module.not_ready"].includes(error.code)) throw error;
    note({ code: VAIN[error.code] ?? "session_broken" });
  }
}

/** The day in a file that is named for it. */
function dayIn(bytes) {
  const at = textOf(bytes)?.trim() ?? "";
  return /^\d{4}-\d\d-\d\d(?:T[^ ]+)?$/.test(at) && !Number.isNaN(Date.parse(at)) ? at : null;
}
