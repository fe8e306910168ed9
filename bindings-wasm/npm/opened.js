// Where a module comes from in Node.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** `file:` addresses are read; anything else is what `fetch` or WebAssembly takes. */
export function opened(source) {
  const address = typeof source === "string" && source.startsWith("file:") ? new URL(source) : source;
  return address instanceof URL && address.protocol === "file:" ? readFile(fileURLToPath(address)) : source;
}
