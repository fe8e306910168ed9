// The module that calls go to: the small one, or the full one that holds all of it.

import * as small from "./bindings.js";
import { coded, naming } from "./arguments.js";

/** What calls go to: the small module, and the full one as soon as it is loaded. */
export let bindings = small;

/** The loading of each that is under way or done, and those that are done. */
const loads = new Map();
const loaded = new Set();

/** Loads a module by what generated code knows of it. Where the small one is asked for, the full one does as well. */
export function load(glue, source) {
  const [any] = loads.values();
  const underWay = glue === small ? any : loads.get(glue);
  if (underWay) return underWay;
  const loading = start(glue, source).catch((error) => {
    loads.delete(glue);
    throw error;
  });
  loads.set(glue, loading);
  return loading;
}

async function start(glue, source) {
  try {
    await glue.default({ module_or_path: await source });
    loaded.add(glue);
    if (glue !== small) bindings = glue;
  } catch (cause) {
    throw coded("module.unreadable", "the WebAssembly module could not be loaded", cause);
  }
}

/**
 * Runs a call into a module. A trap is told as an error like any other, with a code of its own; what is refused because of a
 * `given` word names it.
 */
export function call(work, given, glue = bindings) {
  try {
    return work();
  } catch (error) {
    if (typeof error?.code === "string") throw naming(error, given);
    if (loaded.has(glue)) throw coded("internal", "the module broke off", error);
    throw coded("module.not_ready", "await init() first");
  }
}
