// The package as npm installs it: its exports, its types, its files.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules/.bin/tsc");
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "doc9303-"));
  const packed = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: join(root, "pkg"), encoding: "utf8" }));
  const [{ filename }] = Object.values(packed);
  const home = join(folder, "node_modules/doc9303");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", home, "--strip-components=1"]);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
});
after(() => rmSync(folder, { recursive: true }));

test("it is imported by its name", () => {
  writeFileSync(join(folder, "use.js"), `
    import { init, parseMrz } from "doc9303";
    await init();
    console.log(parseMrz("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\\nD23145890<UTO3407127M95071227349<<<8", { at: "2026-01-01" }).format);`);
  assert.equal(execFileSync("node", ["use.js"], { cwd: folder, encoding: "utf8" }).trim(), "TD2");
  const browser = "console.log(import.meta.resolve('doc9303'), import.meta.resolve('doc9303/doc9303.wasm'))";
  const [index, module] = execFileSync("node", ["-C", "browser", "--input-type=module", "-e", browser], { cwd: folder, encoding: "utf8" }).split(" ");
  assert.match(index, /node\.js$/);
  assert.match(module, /doc9303\.wasm/);
});

test("the example of the project's README judges a passport", () => {
  const passport = new URL("../../fixtures/vectors/passport/", import.meta.url);
  const [, example] = readFileSync(new URL("../../README.md", import.meta.url), "utf8").match(/```js\n([^]*?)```/);
  for (const [from, to] of [["mrz.txt", "mrz.txt"], ["trust/certificate-0.cer", "csca.cer"], ["trust/list-0.crl", "csca.crl"], ["chip", "chip"]]) {
    cpSync(new URL(from, passport), join(folder, to), { recursive: true });
  }
  writeFileSync(join(folder, "example.js"), example);
  const printed = execFileSync("node", ["example.js"], { cwd: folder, encoding: "utf8" });
  // Every file and no proof of the chip: undecided for that alone.
  assert.match(printed, /^undetermined \[/);
  const open = [...printed.matchAll(/([a-z0-9_]+\.[a-z_]+): ([a-z]+\.[a-z_]+)/g)].map(([, check, code]) => [check, code]);
  assert.ok(open.length > 0 && open.every(([check, code]) => check.startsWith("chip.") && code === "chip.not_performed"), printed);
});

test("the types fit their use under tsc --strict", () => {
  const good = readFileSync(new URL("./types.ts", import.meta.url), "utf8");
  writeFileSync(join(folder, "types.ts"), good);
  const compile = (file) => spawnSync(tsc, ["--strict", "--noEmit", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--lib", "es2022,dom", "--types", "", file], { cwd: folder, encoding: "utf8" });
  const { status, stdout } = compile("types.ts");
  assert.equal(status, 0, stdout);
  // A line that is wrong must not compile, or the types say nothing.
  for (const wrong of ["inspect({ mrz: zone });", "trust.addMasterList(der);", "trust.addMasterList(der, { anySigner: true, signer: der });", "const n: number = report.verdict;", 'trust.add("x", der, { allow: "all" });', 'inspect({ at, files: {}, active_auth: {} });', 'inspect({ at, policy: "lenient" });']) {
    writeFileSync(join(folder, "wrong.ts"), `${good}\n${wrong}\n`);
    assert.notEqual(compile("wrong.ts").status, 0, wrong);
  }
});

test("the types name exactly what the package exports", async () => {
  const exported = Object.keys(await import("../pkg/index.js")).sort();
  const types = readFileSync(join(root, "pkg/index.d.ts"), "utf8");
  const declared = [...types.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name).sort();
  assert.deepEqual([...new Set(declared)], exported);
});
