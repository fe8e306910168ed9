// The same where there are folders.

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { BOUNDS, opened } from "./index.js";

export { readList, readZip, sortFiles } from "./index.js";

/** The files of a folder, however deep, by their paths in it, and those of the archives among them. */
export async function readFolder(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  if (files.length > BOUNDS.files) throw Object.assign(new Error(`${path} has ${files.length} files, more than ${BOUNDS.files}`), { code: "limit.count" });
  const all = [];
  for (const file of files) {
    const { size } = await stat(file);
    if (size > BOUNDS.bytes) throw Object.assign(new Error(`${file} has ${size} bytes, more than ${BOUNDS.bytes}`), { code: "limit.size" });
    all.push(...(await opened(file.slice(join(path, "/").length), new Uint8Array(await readFile(file)))));
  }
  return all;
}
