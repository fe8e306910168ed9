// The same where the module lies in a file that `fetch` cannot reach.

import { opened } from "../opened.js";
import { load } from "./loading.js";

export * from "./index.js";

export function init(source = new URL("../doc9303-pictures.wasm", import.meta.url)) {
  return load(source, opened);
}
