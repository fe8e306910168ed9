// Files as people have them: lists, archives and folders, read within bounds and sorted by what they are.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readFolder, readList, readZip, sortFiles } from "../pkg/files/node.js";
import { init } from "../pkg/node.js";
import { zip } from "./support/browser.js";
import { readCase } from "./support/cases.js";

await init();
const { inputs, trust } = readCase("good-passport");
const dg1 = Buffer.from(inputs.files["EF.DG1"], "base64");
const certificate = Buffer.from(trust.certificates[0], "base64");
const word = zip([{ name: "[Content_Types].xml", bytes: Buffer.from("<Types/>") }]);
const chip = zip([{ name: "EF.DG1", bytes: dg1 }]);

const folders = [];
/** A folder with these files by their paths. */
function folderOf(files) {
  const folder = mkdtempSync(join(tmpdir(), "files-"));
  folders.push(folder);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const file = (name, bytes) => ({ name, size: bytes.length, arrayBuffer: async () => Uint8Array.from(bytes).buffer });
/** A file that says its size, and must not be read. */
const heavy = (size) => ({ name: "heavy.bin", size, arrayBuffer: () => assert.fail("it was read") });
const code = (expected) => (error) => {
  assert.equal(error.code, expected, error.message);
  return true;
};
const told = (entries) => Object.fromEntries(entries.map((entry) => [entry.name, entry.code]));

test("a folder is read by the paths in it, wherever one stands", async () => {
  const folder = folderOf({ "mrz.txt": inputs.mrz, "chip/EF.DG1": dg1 });
  const names = async (path) => (await readFolder(path)).map(({ name }) => name);
  const expected = [join("chip", "EF.DG1"), "mrz.txt"];
  const home = process.cwd();
  process.chdir(folder);
  try {
    for (const path of [".", "./", folder, `${folder}/`, join("chip", "..")]) assert.deepEqual(await names(path), expected, path);
  } finally {
    process.chdir(home);
  }
});

test("a link to a file is that file, and one to a folder or to nothing is told", async () => {
  const folder = folderOf({ "chip/EF.DG1": dg1 });
  const other = folderOf({ "csca.cer": certificate });
  symlinkSync(join(other, "csca.cer"), join(folder, "csca.cer"));
  symlinkSync(folder, join(folder, "circle"));
  symlinkSync(join(folder, "absent"), join(folder, "nowhere"));
  const entries = await readFolder(folder);
  assert.deepEqual(told(entries), { [join("chip", "EF.DG1")]: undefined, circle: "file.not_read", "csca.cer": undefined, nowhere: "file.not_read" });
  const sorted = sortFiles(entries);
  assert.deepEqual(sorted.trust.map(({ name }) => name), ["csca.cer"]);
  assert.deepEqual(Object.keys(sorted.files), ["EF.DG1"]);
  assert.deepEqual(sorted.others.map(({ name }) => name), ["circle", "nowhere"]);
});

test("what cannot be unpacked is told by its name, and sinks nothing beside it", async () => {
  const truncated = chip.subarray(0, 40);
  const list = [file("letter.docx", word), file("broken.zip", truncated), file("chip.zip", chip), file("mrz.txt", Buffer.from(inputs.mrz))];
  const sorted = sortFiles(await readList(list));
  assert.deepEqual(told(sorted.others), { "letter.docx": "office", "broken.zip": "zip_truncated" });
  assert.deepEqual(Object.keys(sorted.files), ["EF.DG1"]);
  assert.equal(sorted.mrz, inputs.mrz.trim());
});

test("an archive within an archive brings no trust", async () => {
  const inner = zip([{ name: "csca.cer", bytes: certificate }]);
  const sorted = sortFiles(await readList([file("outer.zip", zip([{ name: "inner.zip", bytes: inner }, { name: "EF.DG1", bytes: dg1 }]))]));
  assert.deepEqual(told(sorted.others), { "outer.zip/inner.zip": "zip_nested" });
  assert.deepEqual(sorted.trust, []);
  assert.deepEqual(Object.keys(sorted.files), ["EF.DG1"]);
  // Nor does one that was never opened.
  assert.deepEqual(sortFiles([{ name: "inner.zip", bytes: new Uint8Array(inner) }]).trust, []);
});

test("a list is whatever has a length or can be gone through", async () => {
  const files = [file("EF.DG1", dg1), file("mrz.txt", Buffer.from(inputs.mrz))];
  for (const list of [files, new Set(files), { length: 2, ...files }]) assert.deepEqual((await readList(list)).map(({ name }) => name), ["EF.DG1", "mrz.txt"]);
  for (const wrong of [null, undefined, 5, "x"]) await assert.rejects(readList(wrong), code("argument.type"));
});

test("an archive is bytes", async () => {
  assert.deepEqual((await readZip(Uint8Array.from(chip).buffer)).map(({ name }) => name), ["EF.DG1"]);
  for (const wrong of [null, undefined, 5, "PK", [0x50, 0x4b], {}]) await assert.rejects(readZip(wrong), code("argument.type"));
  await assert.rejects(readZip(word), code("office"));
});

test("a zone may be in UTF-16, and prose is none", () => {
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${inputs.mrz}`, "utf16le"));
  assert.equal(sortFiles([{ name: "mrz.txt", bytes: utf16 }]).mrz, inputs.mrz.trim());
  const letter = new TextEncoder().encode(`Dear Sir,\n${inputs.mrz}\nYours`);
  assert.equal(sortFiles([{ name: "letter.txt", bytes: letter }]).mrz, undefined);
});

test("a seal is known by how it begins, and hexadecimal is read", () => {
  const octets = new Uint8Array(Buffer.from(readCase("G00-visa").inputs.seal, "base64"));
  const sealIn = (bytes) => sortFiles([{ name: "barcode", bytes: new Uint8Array(bytes) }]).seal;
  assert.deepEqual(sealIn(octets), octets);
  for (const hex of [Buffer.from(octets).toString("hex"), ` ${Buffer.from(octets).toString("hex").toUpperCase()}\r\n`]) assert.deepEqual(sealIn(Buffer.from(hex)), octets);
  for (const text of ["RDB1AAAA", "NDB1AAAA\n", '{"data":{},"sig":{}}', '[{"data":{},"sig":{}}]']) assert.equal(Buffer.from(sealIn(Buffer.from(text))).toString(), text.trim());
  for (const none of ["DC0", "dc04ff", "dc03f", "RDB2", '{"data":{}}', "{", "[]", "[5]", inputs.mrz, "\xdc\x04"]) assert.equal(sealIn(Buffer.from(none, "latin1")), undefined, none);
  assert.throws(() => sortFiles([{ name: "one", bytes: octets }, { name: "other", bytes: octets.slice(0, 9) }]), code("argument.file"));
});

test("sizes and counts are bounded, one by one and together, before anything is read", async () => {
  await assert.rejects(readList([heavy((64 << 20) + 1)]), code("limit.size"));
  await assert.rejects(readList(Array.from({ length: 5 }, () => heavy(60 << 20))), code("limit.size"));
  await assert.rejects(readList(Array.from({ length: 2001 }, () => heavy(0))), code("limit.count"));
  const folder = folderOf(Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`${n}.bin`, ""])));
  for (let n = 0; n < 5; n += 1) truncateSync(join(folder, `${n}.bin`), 60 << 20);
  await assert.rejects(readFolder(folder), code("limit.size"));
  await assert.rejects(readFolder(folderOf(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`${n}`, ""])))), code("limit.count"));
});

test("what comes out of archives counts as well", async () => {
  const light = (n) => ({ ...file(`${n}.bin`, Buffer.alloc(0)), size: 60 << 20 });
  const packed = file("blank.zip", zip([{ name: "blank.bin", bytes: Buffer.alloc(20 << 20) }]));
  const four = [0, 1, 2, 3].map(light);
  assert.equal((await readList([...four, file("chip.zip", chip)])).length, 5);
  await assert.rejects(readList([...four, packed]), code("limit.size"));
});
