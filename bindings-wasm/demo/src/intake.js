// What people give at once, sorted: the parts of documents, sources of trust, and what is neither.

import { findMrz, recogniseFile, recogniseRecord } from "../../pkg/index.js";
import { isPicture, strange } from "./container.js";
import { documentsOf } from "./documents.js";
import { isTrust } from "./trust.js";
import { isZip, unzip } from "../../pkg/files/zip.js";

/** The largest honest input is a list of revocations or masters; the package refuses more as well. */
const FILE_LIMIT = 64 << 20;
const FILE_COUNT = 600;
/** More than any zone has, with room for blanks. */
const ZONE_LIMIT = 10_000;

/** What operating systems put into folders by themselves. */
const LITTER = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$/i;

/**
 * Sorts what was given at once, each a name with a `File` or with bytes. Gives `documents`, most often one or none, each with
 * `parts`; `trust`, what is to be trusted; and `notes` on whatever cannot be used, which is never an error.
 */
export async function sort(given, progress) {
  const found = { parts: [], days: [], trust: [], notes: [] };
  const queue = given.slice(0, FILE_COUNT);
  if (given.length > FILE_COUNT) found.notes.push({ code: "too_many" });
  let done = 0;
  while (queue.length > 0) {
    const item = queue.shift();
    progress(done / (done + queue.length + 1));
    done += 1;
    if (LITTER.test(last(item.name))) continue;
    const bytes = await content(item, found);
    if (bytes && isZip(bytes)) queue.push(...(await inside(item, bytes, FILE_COUNT - queue.length, found)));
    else if (bytes) take(item.name, bytes, found);
  }
  const { documents, notes } = documentsOf(found.parts, found.days);
  return { documents, trust: found.trust, notes: [...found.notes, ...notes] };
}

const last = (path) => path.split(/[\\/]/).at(-1);

async function content(item, { notes }) {
  if (item.bytes) return item.bytes;
  if (item.file.size > FILE_LIMIT) {
    notes.push({ code: "too_large", name: last(item.name) });
    return null;
  }
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

function take(path, bytes, { parts, days, trust, notes }) {
  const name = last(path);
  const note = (rest) => notes.push({ name, ...rest });
  const part = (kind, known, content = bytes) => parts.push({ kind, name: known, from: path, bytes: content });
  const file = recogniseFile(name, bytes);
  if (file) return part("file", file);
  const { record, broken } = recordOf(name, bytes);
  if (record) return part("record", record);
  if (broken) return note({ code: "record" });
  if (name.toLowerCase() === "at") {
    const at = dayIn(bytes);
    return at ? days.push({ at, from: path }) : note({ code: "record" });
  }
  if (isPicture(bytes)) return part("picture", name);
  const stranger = strange(bytes);
  if (stranger) return note(stranger);
  if (isTrust(name, bytes)) return trust.push({ name, bytes });
  const text = textOf(bytes);
  const kind = text === null || text.trim() === "" ? "unknown" : zoneKind(text);
  return kind === "zone" ? part("zone", "MRZ", new TextEncoder().encode(text.trim())) : note({ code: kind });
}

/** A terminal's record by the name of its file, and whether it is broken. */
function recordOf(name, bytes) {
  try {
    return { record: recogniseRecord(name, bytes) };
  } catch (error) {
    if (error.code === "internal") throw error;
    return { broken: true };
  }
}

/** The day in a file that is named for it. */
function dayIn(bytes) {
  const at = textOf(bytes)?.trim() ?? "";
  return /^\d{4}-\d\d-\d\d(?:T[^ ]+)?$/.test(at) && !Number.isNaN(Date.parse(at)) ? at : null;
}

/** A text is a zone if nothing else stands in it. Prose never is one, nor a letter in which a zone is quoted. */
function zoneKind(text) {
  if (text.length > ZONE_LIMIT) return "not_zone";
  const finds = findMrz(text);
  const [first] = finds;
  if (!first) return "not_zone";
  const around = text.slice(0, first.start) + text.slice(first.end);
  return finds.length === 1 && around.trim() === "" ? "zone" : "zone_within";
}

/** Bytes as text, without the mark that editors put in front, or nothing if they are none. */
function textOf(bytes) {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
