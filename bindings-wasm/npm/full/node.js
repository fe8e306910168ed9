// The same where the module lies in a file that `fetch` cannot reach.

import * as full from "../bindings-full.js";
import { load } from "../module.js";
import { opened } from "../opened.js";

export * from "./index.js";

export function init(source = new URL("../doc9303-full.wasm", import.meta.url)) {
  return load(full, source, opened);
}
