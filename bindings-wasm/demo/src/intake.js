// What people give at once, sorted: one document's files, zone and records, and what is to be trusted.

import { findMrz, recogniseFile, recogniseRecord } from "../../pkg/index.js";
import { isZip, unzip } from "./zip.js";

/** The largest honest input is a list of revocations or masters; the package refuses more as well. */
const FILE_LIMIT = 64 << 20;
const FILE_COUNT = 600;
/** More than any zone has, with room for blanks. */
const ZONE_LIMIT = 10_000;

/** What operating systems put into folders by themselves. */
const LITTER = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$/i;

/**
 * Sorts what was given at once, each a name with a `File` or with bytes. `trust` takes a file into the trust store, or
 * says that it is none for it. Whatever cannot be used becomes a note, never an error. Files of two documents are no
 * document: nothing of either is in what is found then.
 */
export async function sort(given, trust, progress) {
  const found = { mrz: null, files: {}, records: {}, at: null, notes: [], mixed: false };
  const names = new Map();
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
    else if (bytes) take(item.name, bytes, found, names, trust);
  }
  if (Object.keys(found.records).length > 0 && Object.keys(found.files).length === 0) found.notes.push({ code: "record_alone" });
  return found.mixed ? { ...found, mrz: null, files: {}, records: {}, at: null } : found;
}

const last = (path) => path.split(/[\\/]/).at(-1);

async function content(item, found) {
  if (item.bytes) return item.bytes;
  if (item.file.size > FILE_LIMIT) {
    found.notes.push({ code: "too_large", name: last(item.name) });
    return null;
  }
  try {
    return new Uint8Array(await item.file.arrayBuffer());
  } catch {
    found.notes.push({ code: "unreadable", name: last(item.name) });
    return null;
  }
}

/** What an archive holds, or nothing and a note. An archive within an archive is told and left closed. */
async function inside(item, bytes, room, found) {
  const note = (code, name = last(item.name)) => found.notes.push({ code, name });
  if (item.bytes) {
    note("zip_nested");
    return [];
  }
  try {
    const entries = (await unzip(bytes)).map(({ name, bytes }) => ({ name: `${item.name}/${name}`, bytes }));
    if (entries.length > room) found.notes.push({ code: "too_many" });
    return entries.slice(0, room);
  } catch (error) {
    note(error.code ?? "zip_broken");
    return [];
  }
}

function take(path, bytes, found, names, trust) {
  const name = last(path);
  const note = (code) => found.notes.push({ code, name });
  const file = recogniseFile(name, bytes);
  if (file) {
    once(file, path, bytes, found, names, () => (found.files[file] = bytes));
    return;
  }
  let record;
  try {
    record = recogniseRecord(name, bytes);
  } catch (error) {
    if (error.code === "internal") throw error;
    return note("record");
  }
  if (record) {
    once(record, path, bytes, found, names, () => (found.records[record] = bytes));
  } else if (name.toLowerCase() === "at") {
    const at = textOf(bytes)?.trim() ?? "";
    if (/^\d{4}-\d\d-\d\d(?:T[^ ]+)?$/.test(at) && !Number.isNaN(Date.parse(at))) once("at", path, bytes, found, names, () => (found.at = at));
    else note("record");
  } else if (isPicture(bytes)) {
    note("picture");
  } else if (!trust(name, bytes)) {
    const text = textOf(bytes);
    const kind = text === null || text.trim() === "" ? "unknown" : zoneKind(text);
    if (kind === "zone") once("mrz", path, new TextEncoder().encode(text.trim()), found, names, () => (found.mrz = text.trim()));
    else note(kind);
  }
}

/** What a document has once. The same again is no matter; something else under its name is of another document. */
function once(kind, path, bytes, found, names, keep) {
  const before = names.get(kind);
  if (!before) {
    names.set(kind, { path, bytes });
    keep();
  } else if (!found.mixed && !same(before.bytes, bytes)) {
    found.mixed = true;
    found.notes.push({ code: "two_documents", name: before.path, other: path });
  }
}

const same = (one, other) => one.length === other.length && one.every((octet, at) => octet === other[at]);

/** A text is a zone if nothing else stands in it. Prose never is one, nor a letter in which a zone is quoted. */
function zoneKind(text) {
  if (text.length > ZONE_LIMIT) return "not_zone";
  const finds = findMrz(text);
  const [first] = finds;
  if (!first) return "not_zone";
  const around = text.slice(0, first.start) + text.slice(first.end);
  return finds.length === 1 && around.trim() === "" ? "zone" : "zone_within";
}

function isPicture(bytes) {
  const begins = (...octets) => octets.every((octet, n) => bytes[n] === octet);
  return begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47) || begins(0, 0, 0, 0x0c, 0x6a, 0x50) ||
    begins(0x47, 0x49, 0x46, 0x38) || begins(0x52, 0x49, 0x46, 0x46) || begins(0x25, 0x50, 0x44, 0x46);
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
