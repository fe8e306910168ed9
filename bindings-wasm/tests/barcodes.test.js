// `doc9303/pictures` in Node: barcodes in pictures into the bytes that they hold, and what is no picture.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import binaryen from "binaryen";
import { TrustStore, faceOfDg2, init as initFull, inspect } from "../pkg/full/node.js";
import { decodeFace, init, isPicture, readBarcodes, readSeals, readZones } from "../pkg/pictures/node.js";
import { inputOf, readCase, trustOf } from "./support/cases.js";
import { dg2Of, faceFile } from "./support/faces.js";
import { root } from "./support/installed.js";
import { greysOf, picture, pictures } from "./support/png.js";

before(() => init());

const sealOf = (id) => Buffer.from(readCase(id).inputs.seal, "base64");
const SYMBOLOGIES = { datamatrix: "DataMatrix", aztec: "Aztec", qrcode: "QR code" };
/** One of each kind in every condition that any of the kinds is found in throughout, and all that is small or turned of one. */
const isTried = ({ id, symbology, condition }) =>
  ["plain", "page", "shaded"].includes(condition) || (id === "G00-visa" && condition !== "noisy") || (id === "G21-visa" && symbology === "qrcode");

test("what is found is what was drawn, byte by byte", () => {
  const tried = pictures().filter(isTried);
  assert.ok(tried.length > 60);
  for (const { name, id, symbology } of tried) {
    const file = picture(name);
    const found = readBarcodes(file);
    assert.deepEqual(found.map((each) => [each.symbology, each.error]), [[SYMBOLOGIES[symbology], null]], name);
    assert.ok(sealOf(id).equals(found[0].bytes), name);
    const { width, height } = greysOf(file);
    assert.ok(found[0].corners.length >= 3, name);
    for (const [x, y] of found[0].corners) assert.ok(x > -8 && y > -8 && x < width + 8 && y < height + 8, `${name}: ${x}, ${y}`);
  }
});

test("a seal in a picture is judged as its bytes are", async () => {
  await initFull();
  const visa = readCase("G00-visa");
  const [{ bytes, error }, ...others] = readSeals(picture("G00-visa.datamatrix.page"));
  assert.deepEqual([others.length, error], [0, null]);
  const trust = trustOf(visa, TrustStore);
  assert.deepEqual(inspect({ ...inputOf(visa), seal: bytes, trust }), inspect({ ...inputOf(visa), trust }));
});

test("pixels are read as a file is: greys, or red, green, blue and opacity on white", () => {
  const { width, height, data } = greysOf(picture("G21-visa.qrcode.plain"));
  const expected = sealOf("G21-visa");
  const seals = (pixels) => readSeals({ width, height, data: pixels }).map(({ bytes }) => Buffer.from(bytes).equals(expected));
  assert.deepEqual(seals(data), [true]);
  const coloured = Uint8ClampedArray.from({ length: data.length * 4 }, (_, at) => (at % 4 === 3 ? 255 : data[at >> 2]));
  assert.deepEqual(seals(coloured), [true]);
  // Black as ink is, and transparent where the paper is.
  const ink = Uint8ClampedArray.from({ length: data.length * 4 }, (_, at) => (at % 4 === 3 ? 255 - data[at >> 2] : 0));
  assert.deepEqual(seals(ink), [true]);
  assert.deepEqual(readBarcodes({ width: 40, height: 40, data: new Uint8Array(1600).fill(255) }), []);
});

test("zones are what is printed, and what is none is told", () => {
  const folder = join(root, "../fixtures/mrz_image/pages");
  const printed = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const tried = printed.filter(({ file }) => ["0001-clean.jpg", "0009-scan.jpg", "0013-scan.jpg", "0014-rotated.jpg", "0074-none.jpg"].includes(file));
  assert.equal(tried.length, 5);
  for (const { file, zones } of tried) {
    const found = readZones(readFileSync(join(folder, file)));
    assert.deepEqual(found.map(({ lines }) => lines), zones.map(({ lines }) => lines), file);
    for (const { sure, characters, lines } of found) {
      assert.ok(sure, file);
      assert.equal(characters.map(({ character }) => character).join(""), lines.join(""));
    }
  }
});

test("a face of a chip is decoded into what browsers show, and what does not decode is told by a code", async () => {
  await initFull();
  const file = faceFile("rgb.jp2");
  const { png, ...face } = decodeFace(faceOfDg2(dg2Of(file)));
  assert.deepEqual(face, { width: 60, height: 80, format: "JPEG 2000", deviation: null });
  assert.deepEqual(decodeFace(png), { ...face, format: "PNG", png });
  assert.equal(decodeFace(faceFile("codestream.j2k").subarray(0, -2)).deviation, "a marker is missing or not allowed");
  const huge = Buffer.from(file);
  const size = huge.indexOf(Buffer.from([0xff, 0x51]));
  huge.writeUInt32BE(0xffffffff, size + 6);
  for (const [wrong, code] of [[Buffer.from("RDB1B"), "picture.unknown"], [file.subarray(0, 900), "picture.malformed"], [huge, "picture.limit"], [7, "argument.type"]]) {
    assert.throws(() => decodeFace(wrong), { code });
  }
});

test("what is no picture is told by a code", () => {
  const codes = (...given) => given.map((picture) => {
    try {
      return readBarcodes(picture);
    } catch ({ code }) {
      return code;
    }
  });
  const png = picture("G00-visa.datamatrix.plain");
  assert.deepEqual(codes(new Uint8Array(0), Buffer.from("no picture"), png.subarray(0, 60), Buffer.from("P5 99999 99999 255 ")), ["picture.unknown", "picture.unknown", "picture.malformed", "picture.limit"]);
  assert.deepEqual(codes(new Uint8Array((32 << 20) + 1)), ["picture.limit"]);
  assert.deepEqual(codes("text", null, undefined, 7), ["argument.type", "argument.type", "argument.type", "argument.type"]);
  const data = new Uint8Array(4);
  assert.deepEqual(codes({ width: 2, height: 3, data }, { width: 0, height: 0, data }, { width: 2.5, height: 2, data }, { width: 2, height: 2, data: [0, 0, 0, 0] }, { width: 2, height: 2 }), Array(5).fill("argument.picture"));
  assert.deepEqual(codes({ width: 100_000, height: 100_000, data }), ["picture.limit"]);
  assert.deepEqual([png, Buffer.from("GIF89a"), Buffer.from("RDB1B")].map(isPicture), [true, true, false]);
  assert.throws(() => isPicture("text"), { code: "argument.type" });
});

/** A copy of the package, for a script in a process of its own. */
function inCopy(change, script) {
  const folder = mkdtempSync(join(tmpdir(), "doc9303-"));
  try {
    cpSync(join(root, "pkg"), join(folder, "pkg"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    change?.(folder);
    writeFileSync(join(folder, "script.mjs"), `import { readFileSync } from "node:fs";\nimport * as pictures from "./pkg/pictures/node.js";\n${script}`);
    const { status, stdout, stderr } = spawnSync("node", ["script.mjs"], { cwd: folder, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return stdout.trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const told = "const told = (work) => { try { return work(); } catch ({ code }) { return code; } };";
const page = JSON.stringify(new URL("../../fixtures/pictures/G00-visa.datamatrix.plain.png", import.meta.url).pathname);

test("it is loaded once, and a failure is not remembered", () => {
  const lines = inCopy(null, `${told}
    console.log(told(() => pictures.readSeals(new Uint8Array(3))));
    console.log(await pictures.init(new Uint8Array([0, 1, 2])).catch(({ code }) => code));
    await Promise.all([pictures.init(), pictures.init("file:///nowhere.wasm")]);
    console.log(pictures.readSeals(readFileSync(${page})).length);`);
  assert.deepEqual(lines, ["module.not_ready", "module.unreadable", "1"]);
});

test("a call that breaks off has a code, and the next one has a fresh instance", () => {
  // The same module, but that it breaks off over a file of 13 bytes.
  const spoil = (folder) => {
    const file = join(folder, "pkg/doc9303-pictures.wasm");
    const module = binaryen.readBinary(readFileSync(file));
    const name = binaryen.getExportInfo(module.getExport("inFile")).value;
    const own = module.getFunction(name);
    const { params, results, vars, body } = binaryen.getFunctionInfo(own);
    const isFatal = module.i32.eq(module.local.get(1, binaryen.i32), module.i32.const(13));
    const spoilt = module.block(null, [module.if(isFatal, module.unreachable()), module.copyExpression(body)], results);
    module.removeFunction(name);
    module.addFunction(name, params, results, vars, spoilt);
    writeFileSync(file, module.emitBinary());
    module.dispose();
  };
  const lines = inCopy(spoil, `${told}
    await pictures.init();
    const seals = () => pictures.readSeals(readFileSync(${page})).length;
    for (let round = 0; round < 3; round += 1) console.log(seals(), told(() => pictures.readSeals(new Uint8Array(13))), told(() => pictures.readSeals(new Uint8Array(12))), seals());`);
  assert.deepEqual(lines, Array(3).fill("1 picture.broke_off picture.unknown 1"));
});
