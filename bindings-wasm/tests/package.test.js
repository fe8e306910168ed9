// The package as npm installs it: its exports, its types, its files.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { installed, root } from "./support/installed.js";

const tsc = join(root, "node_modules/.bin/tsc");
let folder;

before(() => {
  folder = installed("@types/node", "undici-types");
});
after(() => rmSync(folder, { recursive: true }));

test("it is imported by its name", () => {
  writeFileSync(join(folder, "use.js"), `
    import { init, parseMrz } from "doc9303";
    await init();
    console.log(parseMrz("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\\nD23145890<UTO3407127M95071227349<<<8", { at: "2026-01-01" }).format);`);
  assert.equal(execFileSync("node", ["use.js"], { cwd: folder, encoding: "utf8" }).trim(), "TD2");
  writeFileSync(join(folder, "full.js"), `
    import { init, readChip, parseMrz } from "doc9303/full";
    await init();
    console.log((await readChip(async () => new Uint8Array([0x6a, 0x82]), { can: "500540" })).error.code, typeof parseMrz, import.meta.resolve("doc9303/doc9303-full.wasm").slice(-17));`);
  assert.equal(execFileSync("node", ["full.js"], { cwd: folder, encoding: "utf8" }).trim(), "refused function doc9303-full.wasm");
  writeFileSync(join(folder, "picture.js"), `
    import { readFileSync } from "node:fs";
    import { init, readSeals } from "doc9303/pictures";
    await init();
    console.log(readSeals(readFileSync(${JSON.stringify(new URL("../../fixtures/pictures/G00-visa.datamatrix.plain.png", import.meta.url).pathname)})).length, import.meta.resolve("doc9303/doc9303-pictures.wasm").slice(-21));`);
  assert.equal(execFileSync("node", ["picture.js"], { cwd: folder, encoding: "utf8" }).trim(), "1 doc9303-pictures.wasm");
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

test("the types fit their use under tsc --strict, and nothing else", () => {
  const good = readFileSync(new URL("./types.ts", import.meta.url), "utf8");
  // The compiler complains of every line here that is no error.
  const wrong = ["inspect({ mrz: zone });", "trust.addMasterList(der);", "trust.addMasterList(der, { anySigner: true, signer: der });", "const n: number = report.verdict;", 'trust.add("x", der, { allow: "all" });', 'inspect({ at, files: {}, active_auth: {} });', 'inspect({ at, policy: "lenient" });', 'report.results.find((row) => row.check === "dg1.hsah");', 'inspect({ at, policy: { weights: { "ds.revokation": "optional" } } });', 'inspect({ at, policy: { tolerate: ["deviation.bre"] } });', 'full.readChip(async (command) => command, { password: "500540" });', "full.readChip(zone, {});", "pictures.readSeals(zone);", "pictures.readBarcodes({ width: 1, height: 1 });"];
  writeFileSync(join(folder, "types.ts"), `${good}\n${wrong.map((line) => `// @ts-expect-error\n${line}\n`).join("")}`);
  const options = ["--strict", "--noEmit", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--lib", "es2022,dom,dom.iterable", "--types", ""];
  const { status, stdout } = spawnSync(tsc, [...options, "types.ts"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("the types need nothing of a browser in a program for Node", () => {
  writeFileSync(join(folder, "node.ts"), readFileSync(new URL("./types-node.ts", import.meta.url), "utf8"));
  const options = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--lib", "es2022", "--types", "node", "--skipLibCheck", "false"];
  const { status, stdout } = spawnSync(tsc, [...options, "node.ts"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("a sentence is said in another language", () => {
  const script = 'import { init, inspect, say } from "doc9303"; import german from "doc9303/languages/de.js"; await init(); try { inspect({ at: "2026-01-01", files: { "EF.SOD": new TextEncoder().encode("30820000") } }); } catch (error) { console.log(error.code, say(german, { text: error.message, ...error.told })); }';
  const printed = execFileSync("node", ["--input-type=module", "-e", script], { cwd: folder, encoding: "utf8" });
  assert.match(printed, /^file\.text EF\.SOD, Byte 0: Text statt Bytes/);
});

test("on a server, importing the element does nothing", () => {
  const printed = execFileSync("node", ["--input-type=module", "-e", 'import { Doc9303Report, languages } from "doc9303/report"; console.log(typeof Doc9303Report, languages.length, typeof document)'], { cwd: folder, encoding: "utf8" });
  assert.equal(printed.trim(), "function 6 undefined");
});

test("the types name exactly what the package exports", async () => {
  for (const [module, types] of [["index.js", "index.d.ts"], ["report/index.js", "report/index.d.ts"], ["files/node.js", "files/index.d.ts"], ["pictures/index.js", "pictures/index.d.ts"], ["pictures/node.js", "pictures/index.d.ts"]]) {
    const exported = Object.keys(await import(`../pkg/${module}`)).sort();
    const declared = [...readFileSync(join(root, "pkg", types), "utf8").matchAll(/^export (?:function|class|const) (\w+)/gm)].map(([, name]) => name).sort();
    assert.deepEqual([...new Set(declared)], exported, types);
  }
  const namesOf = (types) => [...readFileSync(join(root, "pkg", types), "utf8").matchAll(/^export (?:function|class|const) (\w+)/gm)].map(([, name]) => name);
  const exported = Object.keys(await import("../pkg/full/node.js")).sort();
  assert.deepEqual([...new Set([...namesOf("index.d.ts"), ...namesOf("full/index.d.ts")])].sort(), exported);
  assert.deepEqual(Object.keys(await import("../pkg/full/index.js")).sort(), exported);
  // Where there are no folders, everything else is the same.
  const [everywhere, inNode] = await Promise.all([import("../pkg/files/index.js"), import("../pkg/files/node.js")]);
  assert.deepEqual({ ...inNode, readFolder: undefined }, { ...everywhere, readFolder: undefined });
});
