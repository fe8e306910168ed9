import type { Words } from "./index.js";

/** The sentences of the library in one language. */
declare const words: Words;
export default words;
