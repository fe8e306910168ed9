// A worker thread with a package of its own that does as it is told.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const { init, parseMrz } = await import(new URL(`../../pkg/${workerData.name}`, import.meta.url));

const bytes = (address) => readFile(fileURLToPath(address));
const sources = {
  garbage: () => new Uint8Array([0, 1, 2]),
  none: () => undefined,
  url: (address) => new URL(address),
  string: (address) => address,
  bytes,
  buffer: async (address) => Uint8Array.from(await bytes(address)).buffer,
  response: async (address) => new Response(await bytes(address), { headers: { "content-type": "application/wasm" } }),
  promise: (address) => bytes(address),
  compiled: async (address) => WebAssembly.compile(await bytes(address)),
};

parentPort.on("message", async (message) => {
  try {
    if (message.init) {
      const source = sources[message.init](message.module);
      await init(message.init === "promise" ? source : await source);
      parentPort.postMessage({ done: true });
    } else {
      parentPort.postMessage(parseMrz(message.parse, { at: message.at }));
    }
  } catch (error) {
    parentPort.postMessage({ code: error.code });
  }
});
