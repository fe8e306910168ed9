// The page's side of the worker, with a worker that does as it is told.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Engine } from "../demo/src/engine.js";

/** The workers that were started, each with what it was sent. Without the full module it judges nothing. */
let workers;
class FakeWorker {
  sent = [];
  #isFull = false;

  constructor() {
    workers.push(this);
  }

  postMessage({ id, deed, module, kind }) {
    const isFull = kind === "full";
    this.sent.push(isFull ? "load full" : deed);
    if (deed === "load") this.#isFull ||= isFull && module !== "stale";
    const error = deed === "judge" && !this.#isFull ? { code: "module.small", text: "" } : module === "stale" ? { code: "module.unreadable", text: "" } : undefined;
    setTimeout(() => this.sent !== null && this.onmessage({ data: { id, error, value: deed } }), 2);
  }

  terminate() {
    this.sent = null;
  }
}

const own = globalThis.Worker;
before(() => (globalThis.Worker = FakeWorker));
after(() => (globalThis.Worker = own));

/** An engine, and how often it fetched the full module. */
function engineWith(full) {
  workers = [];
  const fetched = [];
  const engine = new Engine("", Promise.resolve("small"), { full: () => {
    const module = full(fetched.length);
    fetched.push(module);
    return module;
  } });
  return { engine, fetched };
}

test("the full module is loaded once, however many wait for it", async () => {
  const { engine, fetched } = engineWith(async () => "full");
  assert.deepEqual(await Promise.all([engine.ask("judge"), engine.ask("judge"), engine.ask("look")]), ["judge", "judge", "look"]);
  assert.deepEqual(workers[0].sent.filter((deed) => deed.startsWith("load")), ["load", "load full"]);
  assert.equal(fetched.length, 1);
  // Another worker needs it again, and nothing is fetched for it.
  engine.stop();
  assert.equal(await engine.ask("judge"), "judge");
  assert.deepEqual(workers[1].sent, ["load", "judge", "load full", "judge"]);
  assert.equal(fetched.length, 1);
});

test("a full module that cannot be had, or cannot be loaded, is asked for again", async () => {
  const failure = Object.assign(new Error("no network"), { code: "module" });
  const { engine, fetched } = engineWith((nth) => (nth === 0 ? new Promise((_, failed) => setTimeout(failed, 20, failure)) : Promise.resolve(["stale", "full"][nth - 1])));
  const both = await Promise.allSettled([engine.ask("judge"), engine.ask("judge")]);
  assert.deepEqual(both.map(({ reason }) => reason?.code), ["module", "module"]);
  await assert.rejects(engine.ask("judge"), { code: "module.unreadable" });
  assert.equal(await engine.ask("judge"), "judge");
  assert.equal(fetched.length, 3);
});

test("what is stopped while the full module is on its way is cancelled, and nothing else is", async () => {
  let arrive;
  const { engine, fetched } = engineWith(() => new Promise((done) => (arrive = () => done("full"))));
  const first = engine.ask("judge");
  first.catch(() => {});
  while (fetched.length === 0) await new Promise((done) => setTimeout(done, 1));
  engine.stop();
  const second = engine.ask("judge");
  arrive();
  await assert.rejects(first, { code: "cancelled" });
  assert.equal(await second, "judge");
  assert.equal(fetched.length, 1);
});
