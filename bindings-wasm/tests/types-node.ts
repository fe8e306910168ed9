// Compiled by a test, never run: the package in a program that knows Node and no browser.
import { readFile } from "node:fs/promises";
import { TrustStore, init, inspect, normalizeMrz, say } from "doc9303";
import german from "doc9303/languages/de.js";
import type { Code, Doc9303Error, FileName } from "doc9303";
import { init as load, readChip } from "doc9303/full";
import { readFolder, readZip, sortFiles } from "doc9303/files";

await init();
await init(new URL("file:///doc9303.wasm"));
await init(readFile("doc9303.wasm"));
const { mrz, files, recordFiles, trust, others } = sortFiles(await readFolder("document"));
const store = new TrustStore();
for (const { name, bytes } of [...trust, ...(await readZip(await readFile("trust.zip")))]) store.add(name, bytes);
const report = inspect({ mrz: mrz ?? null, files, recordFiles, trust: store, at: new Date() });
const codes: (Code | undefined)[] = report.results.map((row) => row.reason?.code);
const read: FileName[] = Object.keys(files) as FileName[];
console.log(codes, read, others.length, normalizeMrz("p<uto"), say(german, { message: "x", facts: {} }));
await load();
const reading = await readChip((command) => Promise.resolve(command), { can: "500540", signal: AbortSignal.timeout(60_000) });
console.log(inspect({ ...reading.document, trust: store, at: new Date() }).verdict, reading.notRead[0]?.error.status);
try {
  inspect({ at: "never" });
} catch (error) {
  const { code, given } = error as Doc9303Error;
  console.log(code, given);
}
