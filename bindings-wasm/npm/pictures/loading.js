// The module that reads pictures: apart from the others, since only those who have pictures load it.

import * as glue from "../bindings-pictures.js";
import { coded } from "../arguments.js";

let loading = null;
let isLoaded = false;

/** Loads it once; a failure is not remembered. `open` gets at the source only if it is needed. */
export function load(source, open = (source) => source) {
  loading ??= start(source, open).catch((cause) => {
    loading = null;
    throw coded("module.unreadable", `the WebAssembly module of pictures could not be loaded: ${cause?.message ?? cause}`, cause);
  });
  return loading;
}

async function start(source, open) {
  await glue.default({ module_or_path: await open(await source) });
  isLoaded = true;
}

/** Runs a call into the module. After one that broke off the next has a fresh instance: what was left of the old one is gone. */
export function call(work) {
  if (!isLoaded) throw coded("module.not_ready", "await init() of doc9303/pictures first");
  try {
    return work(glue);
  } catch (error) {
    if (typeof error?.code === "string") throw error;
    glue.__wbg_reset_state();
    throw coded("picture.broke_off", "reading the picture broke off; the next one is read as ever", error);
  }
}
