// Files as people have them, as the package takes them: lists, archives and, in Node, folders.

import { recogniseFile, TrustStore } from "../index.js";
import { isLitter, last, recordOf, same, sealOf, textOf, zoneKind } from "./kinds.js";
import { Budget, opened, refused } from "./reading.js";
import { isZip, unzip } from "./zip.js";

/** The files of an archive by their paths in it. */
export async function readZip(bytes) {
  if (bytes instanceof Uint8Array) return unzip(bytes);
  if (bytes instanceof ArrayBuffer) return unzip(new Uint8Array(bytes));
  throw refused("argument.type", "the archive is not a Uint8Array or ArrayBuffer");
}

/** The files of a list, such as that of an input or of a drop, and those of the archives among them. */
export async function readList(list) {
  if (typeof list !== "object" || list === null) throw refused("argument.type", "the list is not a list of files");
  const files = Array.from(list, (file) => ({ file, name: file.webkitRelativePath || file.name }));
  const budget = new Budget();
  for (const { file, name } of files) budget.admit(name, file.size);
  const all = [];
  for (const { file, name } of files) all.push(...(await opened(name, new Uint8Array(await file.arrayBuffer()), budget)));
  return all;
}

/**
 * What each file is: `{ mrz, files, recordFiles }`, and `seal` if there is one, of one document as `inspect` takes them, what trust is kept in, and the others.
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
  for (const entry of entries) if (!isLitter(entry.name)) place(entry, found, once);
  return found;
}

function place(entry, found, once) {
  const { bytes } = entry;
  const name = last(entry.name);
  // What is still packed is nothing yet: least of all trust, which would unpack it.
  if (entry.code !== undefined || isZip(bytes)) return found.others.push(entry);
  const file = recogniseFile(name, bytes);
  if (file) return once(file, entry, () => (found.files[file] = bytes));
  const { record } = recordOf(name, bytes);
  if (record) return once(record, entry, () => (found.recordFiles[record] = bytes));
  const seal = sealOf(bytes);
  if (seal) return once("seal", { ...entry, bytes: seal }, () => (found.seal = seal));
  if (TrustStore.recognise(bytes)) return found.trust.push(entry);
  const text = textOf(bytes);
  if (text === null || zoneKind(text) !== "zone") return found.others.push(entry);
  const zone = text.trim();
  once("mrz", { ...entry, bytes: new TextEncoder().encode(zone) }, () => (found.mrz = zone));
}
