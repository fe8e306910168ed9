// How the two modules are loaded beside each other, each time in a process of its own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "./support/installed.js";

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "doc9303-"));
  cpSync(join(root, "pkg"), join(folder, "pkg"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
after(() => rmSync(folder, { recursive: true }));

/** What a script prints that has the package, its full one and a document at hand. */
function printed(script) {
  const start = `
    import * as small from "./pkg/node.js";
    import * as full from "./pkg/full/node.js";
    const told = (work) => work.then(() => "done", ({ code, message }) => code + ": " + message);
    const format = () => small.parseMrz("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\\nD23145890<UTO3407127M95071227349<<<8", { at: "2026-01-01" }).format;
    const garbage = new Uint8Array([0, 1, 2]);`;
  writeFileSync(join(folder, "script.mjs"), `${start}\n${script}`);
  const { status, stdout, stderr } = spawnSync("node", ["script.mjs"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.trim().split("\n");
}

test("what cannot be had of the full module is nothing to the small one", () => {
  const [failed, loaded, format] = printed(`
    const [failed, loaded] = await Promise.all([told(full.init(garbage)), told(small.init())]);
    console.log(failed + "\\n" + loaded + "\\n" + format());`);
  assert.match(failed, /^module\.unreadable: /);
  assert.deepEqual([loaded, format], ["done", "TD2"]);
});

test("where the full module is on its way, the small one is not loaded as well", () => {
  const lines = printed(`
    const loads = [full.init(), small.init(garbage)];
    console.log((await Promise.all(loads.map(told))).join() + "\\n" + format());`);
  assert.deepEqual(lines, ["done,done", "TD2"]);
});

test("a source that is not needed any more is not opened", () => {
  const lines = printed(`
    await small.init();
    console.log(await told(small.init(new URL("file:///nowhere.wasm"))));
    await full.init();
    console.log(await told(full.init("file:///nowhere.wasm")));
    await new Promise((done) => setTimeout(done, 50));
    console.log(format());`);
  assert.deepEqual(lines, ["done", "done", "TD2"]);
});

test("a module of another version than the one that is there is refused, and the one that is there goes on", () => {
  const name = join(folder, "pkg/bindings-full.js");
  const glue = readFileSync(name, "utf8");
  assert.match(glue, /export function version\(\) \{/);
  writeFileSync(name, glue.replace("export function version() {", 'export function version() {\n    return "0.0.1";'));
  try {
    const [refused, code, format] = printed(`
      await small.init();
      console.log(await told(full.init()));
      try { full.replaySession("{}"); } catch ({ code }) { console.log(code); }
      console.log(format());`);
    assert.match(refused, /^module\.unreadable: .* is of version 0\.0\.1, and the one that is loaded of \d+\.\d+\.\d+/);
    assert.deepEqual([code, format], ["module.not_ready", "TD2"]);
  } finally {
    writeFileSync(name, glue);
  }
});
