// Files as people have them, as the package takes them: lists, archives and, in Node, folders.

import { findMrz, recogniseFile, recogniseRecord, TrustStore } from "../index.js";
import { isZip, unzip } from "./zip.js";

/** The largest honest input is a list of revocations or masters; a chip with its certificates has some dozens of files. */
export const BOUNDS = { bytes: 64 << 20, files: 2000 };
/** More than any zone has, with room for blanks. */
const ZONE = 10_000;
/** What operating systems put into folders by themselves. */
const LITTER = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$/i;

function refused(code, text) {
  return Object.assign(new Error(text), { code });
}

const last = (path) => path.split(/[\\/]/).at(-1);

/** The files of an archive by their paths in it. */
export async function readZip(bytes) {
  return unzip(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
}

/** The files of a list, such as that of an input or of a drop, and those of the archives among them. */
export async function readList(list) {
  const files = [...list];
  if (files.length > BOUNDS.files) throw refused("limit.count", `${files.length} files are more than ${BOUNDS.files}`);
  const read = async (file) => {
    const name = file.webkitRelativePath || file.name;
    if (file.size > BOUNDS.bytes) throw refused("limit.size", `${name} has ${file.size} bytes, more than ${BOUNDS.bytes}`);
    return opened(name, new Uint8Array(await file.arrayBuffer()));
  };
  const all = [];
  for (const file of files) all.push(...(await read(file)));
  return all;
}

/** A file, or those of the archive that it is. One within another is left closed. */
export async function opened(name, bytes) {
  if (!isZip(bytes)) return [{ name, bytes }];
  return (await unzip(bytes)).map((inner) => ({ name: `${name}/${inner.name}`, bytes: inner.bytes }));
}

/**
 * What each file is: `{ mrz, files, recordFiles }` of one document as `inspect` takes them, what trust is kept in, and the others.
 * Throws `argument.file` if two files differ that a document has once.
 */
export function sortFiles(entries) {
  const found = { files: {}, recordFiles: {}, trust: [], others: [] };
  const names = new Map();
  const once = (kind, entry, keep) => {
    const before = names.get(kind);
    if (before && !same(before.bytes, entry.bytes)) throw refused("argument.file", `${before.name} and ${entry.name} are of two documents`);
    names.set(kind, entry);
    keep();
  };
  for (const entry of entries.filter(({ name }) => !LITTER.test(last(name)))) place(entry, found, once);
  return found;
}

function place(entry, found, once) {
  const { bytes } = entry;
  const name = last(entry.name);
  const file = recogniseFile(name, bytes);
  if (file) return once(file, entry, () => (found.files[file] = bytes));
  const record = recordOf(name, bytes);
  if (record) return once(record, entry, () => (found.recordFiles[record] = bytes));
  if (TrustStore.recognise(bytes)) return found.trust.push(entry);
  const zone = zoneOf(bytes);
  if (zone) return once("mrz", { ...entry, bytes: new TextEncoder().encode(zone) }, () => (found.mrz = zone));
  found.others.push(entry);
}

/** The kind of a record; a file that has the name of one and is none is among the others. */
function recordOf(name, bytes) {
  try {
    return recogniseRecord(name, bytes);
  } catch (error) {
    if (error.code === "internal") throw error;
    return undefined;
  }
}

/** A text in which one zone stands and nothing else. */
function zoneOf(bytes) {
  if (bytes.length > ZONE) return undefined;
  const text = new TextDecoder().decode(bytes);
  const [first, second] = findMrz(text);
  if (!first || second) return undefined;
  return `${text.slice(0, first.start)}${text.slice(first.end)}`.trim() === "" ? text.trim() : undefined;
}

const same = (one, other) => one.length === other.length && one.every((octet, at) => octet === other[at]);
