// Measures the package and the page in Chromium: medians of 30, as a table in Markdown.
// DOC9303_BIN names the program, which is the chip that is opened.
// DOC9303_MASTER_LIST names a master list of some six hundred certificates, which is not part of the project.

import { mkdtempSync, readFileSync, cpSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../tests/support/browser.js";
import { init, readChip } from "../pkg/full/node.js";
import { readCase } from "../tests/support/cases.js";
import { lacking, virtualChip, zone } from "../tests/support/virtual-chip.js";
import { serve } from "./serve.js";

const ROUNDS = 30;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const chromium = await open();

/** From the request for the page until a document could be given to it. */
async function firstUse() {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await chromium.browser.newContext();
    const page = await context.newPage();
    await page.goto(chromium.address);
    times.push(await page.waitForFunction(() => document.documentElement.dataset.ready && performance.now()).then((handle) => handle.jsonValue()));
    await context.close();
  }
  return median(times);
}

/** Runs in the browser: the median over rounds of what `inspect` takes. */
async function measure({ each, list, rounds }) {
  const { init, inspect, TrustStore } = await import("/index.js");
  await init();
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const times = [];
  const timed = (work) => {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  };
  if (list) {
    const der = bytes(list);
    let added = 0;
    for (let round = 0; round < rounds; round += 1) {
      const trust = new TrustStore();
      timed(() => (added = trust.addMasterList(der, { anySigner: true }).added));
      trust.free();
    }
    return { times, added };
  }
  const files = Object.fromEntries(Object.entries(each.inputs.files).map(([name, content]) => [name, bytes(content)]));
  let verdict;
  for (let round = 0; round < rounds; round += 1) {
    // A store of its own for each round, so that no key is known from the round before.
    const trust = new TrustStore();
    each.trust.certificates.forEach((der) => trust.addCertificate(bytes(der)));
    each.trust.crls.forEach((der) => trust.addCrl(bytes(der)));
    timed(() => (verdict = inspect({ mrz: each.inputs.mrz, files, trust, at: each.at }).verdict));
    trust.free();
  }
  return { times, verdict };
}

/** Runs in the browser: the median of what it takes to open a chip again from its session, the chip's own time not counted. */
async function measureOpening({ session, rounds }) {
  const { init, replaySession } = await import("/full/index.js");
  await init();
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const { access } = replaySession(session);
    times.push(performance.now() - start);
    if (access?.protocol !== "PACE") throw new Error("the chip was not opened");
  }
  return times;
}

/** A session that opens the virtual chip and reads nothing. */
async function openingSession() {
  await init();
  const chip = await virtualChip(["--pace", "gm-13-aes128"]);
  const { session } = await readChip(chip.transmit, { mrz: zone, files: [] });
  await chip.end();
  return session;
}

const folder = mkdtempSync(join(tmpdir(), "doc9303-"));
cpSync(fileURLToPath(new URL("../pkg", import.meta.url)), folder, { recursive: true });
writeFileSync(join(folder, "index.html"), "<!doctype html><title>measuring</title>");
const server = await serve(folder);
const page = await chromium.browser.newPage();
await page.goto(server.address);

const rows = [["first usable page, from a server on this machine", await firstUse(), 1000]];
for (const [id, limit] of [["suite-rsa2048-pkcs1-sha256", 15], ["suite-ec-p256-named-sha256", 60], ["suite-ec-brainpoolp384r1-named-sha384", 60]]) {
  const { times, verdict } = await page.evaluate(measure, { each: readCase(id), rounds: ROUNDS });
  if (verdict !== "successful") throw new Error(`${id}: ${verdict}`);
  rows.push([`inspect, ${id}`, median(times), limit]);
}
if (!lacking) {
  rows.push(["opening a chip, PACE-GM brainpoolP256r1", median(await page.evaluate(measureOpening, { session: await openingSession(), rounds: ROUNDS })), 40]);
}
if (process.env.DOC9303_MASTER_LIST) {
  const list = readFileSync(process.env.DOC9303_MASTER_LIST).toString("base64");
  const { times, added } = await page.evaluate(measure, { list, rounds: ROUNDS });
  rows.push([`master list, ${added} certificates`, median(times), 500]);
}
console.log(`${chromium.browser.version()}, medians of ${ROUNDS}\n\n| in Chromium | ms | at most |\n|---|---|---|`);
for (const [what, time, limit] of rows) console.log(`| ${what} | ${time.toFixed(1)} | ${limit} |`);
await server.close();
await chromium.close();
if (rows.some(([, time, limit]) => time > limit)) process.exitCode = 1;
