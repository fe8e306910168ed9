// What the page does with what it is given, without a browser: bounds, and what becomes of a defect.

import assert from "node:assert/strict";
import { test } from "node:test";
import { init } from "../pkg/node.js";
import { sort } from "../demo/src/intake.js";
import { Session } from "../demo/src/session.js";

await init();

/** A session on an engine that answers by these deeds, and what the engine was told to stop for. */
function sessionOn(deeds) {
  const stops = [];
  const engine = { ask: async (deed, message) => deeds[deed](message), stop: (code) => stops.push(code) };
  const session = new Session(engine, { busy() {}, page() {}, result() {}, news() {} });
  return { session, stops };
}

const judge = () => ({ trust: { rows: [{ id: 1, waits: true }], anchors: 0, crls: 0, states: [] } });
const MB = 1 << 20;
/** A file that says its size; only one that is small may be read. */
const file = (size, content = "Dear Sir") => ({ size, arrayBuffer: async () => (size > 64 * MB ? assert.fail("it was read") : new TextEncoder().encode(content).buffer) });

test("files count together, and what is too much is told and not read", async () => {
  let read = 0;
  const counted = () => ({ size: 60 * MB, arrayBuffer: async () => ((read += 1), new TextEncoder().encode("Dear Sir").buffer) });
  const items = [{ name: "huge.bin", file: file(65 * MB) }, ...Array.from({ length: 6 }, (_, n) => ({ name: `${n}.txt`, file: counted() })), { name: "mrz.txt", file: file(100) }];
  const { notes } = await sort(items, () => {});
  assert.equal(read, 4);
  assert.deepEqual(notes.filter(({ code }) => code === "too_large").map(({ name }) => name), ["huge.bin"]);
  assert.equal(notes.filter(({ code }) => code === "too_much").length, 1);
});

test("a certificate for the word on a list is no larger than any other file", async () => {
  const asked = [];
  const { session } = sessionOn({ judge, signer: ({ bytes }) => (asked.push(bytes.length), null) });
  await session.judge();
  await session.word({ name: "small.cer", ...file(8) });
  assert.deepEqual(asked, [8]);
  await session.word({ name: "large.cer", ...file(65 * MB) });
  assert.deepEqual(asked, [8]);
  assert.deepEqual(session.held.unused.map(({ code, name }) => `${code} ${name}`).slice(-2), ["signer_none small.cer", "too_large large.cer"]);
});

test("what has no code is a defect, after which the module is started anew", async () => {
  const { session, stops } = sessionOn({ judge: () => { throw new TypeError("of the page"); } });
  session.typed = "P<UTO";
  await session.judge();
  assert.equal(session.error.code, "internal");
  assert.equal(stops.length, 1);
});
