// The same package where the module lies in a file that `fetch` cannot reach.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { init as load } from "./index.js";

export * from "./index.js";

export function init(source = new URL("doc9303.wasm", import.meta.url)) {
  return load(opened(source));
}

/** `file:` addresses are read; anything else is what `fetch` or WebAssembly takes. */
function opened(source) {
  const address = typeof source === "string" && source.startsWith("file:") ? new URL(source) : source;
  return address instanceof URL && address.protocol === "file:" ? readFile(fileURLToPath(address)) : source;
}
