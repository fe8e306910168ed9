// The same where the module lies in a file that `fetch` cannot reach.

import { opened } from "../opened.js";
import { init as load } from "./index.js";

export * from "./index.js";

export function init(source = new URL("../doc9303-full.wasm", import.meta.url)) {
  return load(opened(source));
}
