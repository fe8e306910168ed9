// The module that calls go to: the small one, or the full one that holds all of it.

import * as small from "./bindings.js";
import { coded, naming } from "./arguments.js";

/** What calls go to: the small module, and the full one as soon as it is loaded. */
export let bindings = small;

/** The loading of each that is under way or done, and those that are done. */
const loads = new Map();
const loaded = new Set();

/**
 * Loads a module by what generated code knows of it, once: `open` gets at the source only if it is needed. Where the small one is asked
 * for, the full one does as well, unless it cannot be had.
 */
export function load(glue, source, open = (source) => source) {
  const own = loads.get(glue);
  if (own) return own;
  const [other] = loads.values();
  if (glue === small && other) return other.catch(() => load(glue, source, open));
  const loading = start(glue, source, open).catch((error) => {
    loads.delete(glue);
    throw error;
  });
  loads.set(glue, loading);
  return loading;
}

async function start(glue, source, open) {
  try {
    await glue.default({ module_or_path: await open(await source) });
    const [other = glue] = loaded;
    const [version, before] = [glue.version(), other.version()];
    if (version !== before) throw new Error(`it is of version ${version}, and the one that is loaded of ${before}`);
  } catch (cause) {
    throw coded("module.unreadable", `the WebAssembly module could not be loaded: ${cause?.message ?? cause}`, cause);
  }
  loaded.add(glue);
  if (glue !== small) bindings = glue;
}

/**
 * Runs a call into a module. A trap is told as an error like any other, with a code of its own; what is refused because of a
 * `given` word names it.
 */
export function call(work, given, glue = bindings) {
  if (!loaded.has(glue)) throw coded("module.not_ready", "await init() first");
  try {
    return work();
  } catch (error) {
    if (typeof error?.code === "string") throw naming(error, given);
    throw coded("internal", "the module broke off", error);
  }
}
