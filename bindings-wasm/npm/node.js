// The same package where the module lies in a file that `fetch` cannot reach.

import * as small from "./bindings.js";
import { load } from "./module.js";
import { opened } from "./opened.js";

export * from "./index.js";

export function init(source = new URL("doc9303.wasm", import.meta.url)) {
  return load(small, source, opened);
}
