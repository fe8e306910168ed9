// The same where there are folders.

import { opendir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Budget, opened } from "./reading.js";

export { readList, readZip, sortFiles } from "./index.js";

/** The files of a folder, however deep, by their paths in it, and those of the archives among them. */
export async function readFolder(path) {
  const budget = new Budget();
  const all = [];
  for (const { name, isFile } of await listed(path, budget)) {
    if (isFile) all.push(...(await opened(name, new Uint8Array(await readFile(join(path, name))), budget)));
    else all.push({ name, bytes: new Uint8Array(0), code: "file.not_read" });
  }
  return all;
}

/**
 * Everything below a folder that is no folder, within the budget. A link to a file is a file; one to a folder may lead in circles,
 * and is no more read than one that leads nowhere.
 */
async function listed(path, budget) {
  const found = [];
  const folders = [""];
  while (folders.length > 0) {
    const folder = folders.shift();
    for await (const entry of await opendir(join(path, folder))) {
      const name = join(folder, entry.name);
      const facts = await stat(join(path, name)).catch(() => null);
      const isFile = facts?.isFile() ?? false;
      budget.admit(name, isFile ? facts.size : 0);
      if (entry.isDirectory()) folders.push(name);
      else found.push({ name, isFile });
    }
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}
