// Files as they are read, one after the other, within the bounds of one and of all together.

import { BOUNDS } from "./kinds.js";
import { isZip, unzip } from "./zip.js";

export function refused(code, text) {
  return Object.assign(new Error(text), { code });
}

/** Counts files before they are read. */
export class Budget {
  #files = 0;
  #bytes = 0;

  /** Throws `limit.count` or `limit.size` if this file is one too many. */
  admit(name, size) {
    this.#files += 1;
    if (this.#files > BOUNDS.files) throw refused("limit.count", `these are more than ${BOUNDS.files} files`);
    if (size > BOUNDS.bytes) throw refused("limit.size", `${name} has ${size} bytes, more than ${BOUNDS.bytes}`);
    this.spend(size);
  }

  spend(size) {
    this.#bytes += size;
    if (this.#bytes > BOUNDS.total) throw refused("limit.size", `these files have more than ${BOUNDS.total} bytes together`);
  }
}

/**
 * A file, or those of the archive that it is. One that cannot be unpacked stays as it is, with the code that says why, and so
 * does one within another.
 */
export async function opened(name, bytes, budget) {
  if (!isZip(bytes)) return [{ name, bytes }];
  let inner;
  try {
    inner = await unzip(bytes);
  } catch (error) {
    return [{ name, bytes, code: error.code }];
  }
  return inner.map((each) => {
    budget.spend(each.bytes.length);
    return { name: `${name}/${each.name}`, bytes: each.bytes, ...(isZip(each.bytes) ? { code: "zip_nested" } : {}) };
  });
}
