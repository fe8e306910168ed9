// A terminal's session in the page, in Chromium: the chip is read from it again, and the protocol is shown step by step.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { init, readChip, sessionLog } from "../pkg/full/node.js";
import { serve } from "../tools/serve.js";
import { audit } from "./support/axe.js";
import { drop, encoded, filesIn, folder, open, openAll, textOf, visit } from "./support/browser.js";
import { root } from "./support/installed.js";
import { KEYS, lacking, passport, withChip, zone } from "./support/virtual-chip.js";

const skip = lacking;
const languages = ["de", "en", "es", "fr", "it", "ru"];
let chromium;
let sessions;

/** The session of a virtual chip with these options. */
async function sessionOf(options, wanted) {
  const { session } = await withChip(options, ({ transmit }) => readChip(transmit, { mrz: zone, ...wanted }));
  return session;
}

before(async () => {
  chromium = await open();
  await init();
  if (skip) return;
  sessions = {
    whole: await sessionOf(["--pace", "gm-13-aes128", ...KEYS]),
    downgraded: await sessionOf(["--pace", "gm-13-aes128", "--bac", "--fault", "pace.token_refused"], { allowBacAfterPace: true, files: ["EF.SOD", "EF.DG1"] }),
    refused: await sessionOf(["--pace", "gm-13-aes128", "--fault", "pace.token_wrong"]),
    forged: await sessionOf(["--pace", "gm-13-aes128", ...KEYS, "--fault", "active_auth.wrong"], { files: ["EF.SOD", "EF.DG1", "EF.DG14", "EF.DG15"] }),
    resumed: await withChip(["--bac", "--fault", "file.changed_after_loss"], async (chip) => (await readChip(chip.transmit, { mrz: zone, reconnect: () => chip.back() })).session),
    lost: (await readChip(() => Promise.reject(new Error("no field")), { mrz: zone })).session,
  };
});
after(() => chromium?.close());

const give = (page, text, name = "reading.json") => drop(page, encoded([{ name, bytes: Buffer.from(text) }]));
const trust = encoded(filesIn(join(passport, "trust")));
const wasm = (requests) => requests.filter((url) => url.includes(".wasm")).map((url) => new URL(url).pathname);

/** A visit that must end without a word on the console. */
async function calm(work, options = {}, where = "") {
  const { page, context, requests, complaints } = await visit(chromium, { reducedMotion: "reduce", ...options }, where);
  await work(page, context, requests);
  assert.deepEqual(complaints, []);
  await context.close();
}

const panel = (page) => textOf(page, ".protocol");
/** The sign before a statement: the outcome that its colour and its form stand for. */
const signOf = (page, text) => page.locator(".statements li", { hasText: text }).locator("svg").first().getAttribute("class");

test("a session is a part, its files are judged, and every step is shown", { skip }, () => calm(async (page, _, requests) => {
  await drop(page, trust);
  await page.waitForSelector(".source");
  assert.deepEqual(wasm(requests), ["/doc9303.wasm"]);
  await page.fill("#at", "2026-06-01");
  await page.dispatchEvent("#at", "change");
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  // The full module came now, and the trust that was there before counts.
  assert.deepEqual(wasm(requests), ["/doc9303.wasm", "/doc9303-full.wasm"]);
  const parts = await textOf(page, "#parts");
  for (const name of ["session.json", "EF.SOD", "EF.DG2", "active_auth.json", "chip_auth.json", "access.json"]) assert.ok(parts.includes(name), name);
  await page.check("#own-terminal");
  await page.waitForSelector(".verdict.successful");

  const said = await panel(page);
  assert.match(said, /PACE-GM brainpoolP256r1 AES-128 opened the chip with the printed zone/);
  assert.match(said, /used the private key to EF\.DG14/);
  assert.match(said, /signed the terminal’s challenge with the private key to EF\.DG15/);
  assert.match(said, /every answer was protected, to the end/);
  assert.match(said, /proved to the owner of the terminal alone/);
  await page.click("#commands > summary");
  const groups = await page.locator(".groups > li summary b").allTextContents();
  assert.deepEqual(groups.slice(0, 3), ["EF.CardAccess", "PACE", "Selection of the passport application"]);
  for (const name of ["EF.DG14", "Chip Authentication", "EF.DG15", "Active Authentication", "EF.DG2"]) assert.ok(groups.includes(name), name);
  const pace = page.locator(".groups > li", { hasText: "PACE" }).first();
  assert.match(await pace.textContent(), /in the open/);
  await pace.locator("summary").click();
  // The rows come with the event of opening, which the browser sends later.
  await pace.locator(".step").first().waitFor();
  const steps = await pace.locator(".step").allTextContents();
  assert.deepEqual(steps, ["pace.set", "pace.nonce", "pace.mapping", "pace.agreement", "pace.token"]);
  const { exchanges } = JSON.parse(sessions.whole);
  const sent = await pace.locator("code.sent").allTextContents();
  assert.ok(sent.every((hex) => exchanges.some(({ command }) => command === hex)));
  // Which way bytes went is not told by how they are set alone.
  assert.match(await pace.locator(".commands li").first().textContent(), /^pace\.setsent[0-9a-f]+received[0-9a-f]+$/);
  const dg2 = page.locator(".groups > li", { hasText: "EF.DG2" }).first();
  assert.match(await dg2.textContent(), /^EF\.DG2 \d+ APDU, [\d,]+ bytes · protected/);
  assert.match(await page.locator(".groups > li", { hasText: "Active Authentication" }).textContent(), /· protected/);
  assert.deepEqual(await audit(page), []);
}));

test("without personal data, not a byte of it is shown", { skip }, () => calm(async (page) => {
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  await page.check("#redact");
  await page.waitForSelector(".protocol .groups", { state: "attached" });
  await openAll(page);
  assert.equal(await page.locator(".protocol code").count(), 0);
  const said = await panel(page);
  assert.doesNotMatch(said, /ERIKSSON|L898902C|[0-9a-f]{12}|\d bytes/i);
  // Rounded up as in the log of a session, and nothing to count by.
  const { exchanges } = JSON.parse(sessions.whole);
  const bytes = exchanges.reduce((sum, { command, response }) => sum + (command.length + response.length) / 2, 0);
  assert.match(said, new RegExp(`: ${Math.ceil(bytes / 1024)} kilobytes`));
  assert.doesNotMatch(said, /APDU/);
}));

test("without a report, a session can be shown without personal data as well", { skip }, () => calm(async (page) => {
  await give(page, sessions.lost);
  await page.waitForSelector(".protocol");
  assert.equal(await page.locator(".verdict, #copy-json").count(), 0);
  await openAll(page);
  await page.waitForSelector(".protocol code");
  await page.check("#redact");
  await page.waitForSelector(".protocol code", { state: "detached" });
  assert.match(await panel(page), /Reading ended early/);
  assert.deepEqual(await audit(page), []);
}));

test("what the chip answered is said to prove what the report says, and no more", { skip }, () => calm(async (page) => {
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  // Nobody is trusted here, and somebody handed it over.
  let said = await panel(page);
  assert.match(said, /the chip answered, and from there on under new keys\. The report: /);
  assert.match(said, /The chip answered the terminal’s challenge\. The report: /);
  assert.doesNotMatch(said, /used the private key|signed the terminal’s challenge/);
  for (const text of ["under new keys", "answered the terminal’s challenge"]) assert.match(await signOf(page, text), /undetermined/);
  await page.click("#new-case");
  await drop(page, trust);
  await give(page, sessions.forged);
  await page.waitForSelector(".protocol");
  assert.match(await textOf(page, '[id="check-chip.active_auth"] > summary .outcome'), /does not hold/);
  said = await panel(page);
  assert.match(said, /answered the terminal’s challenge\. The report: /);
  assert.match(await signOf(page, "answered the terminal’s challenge"), /failed/);
  // Of a signature that is none, nobody can make anything.
  assert.doesNotMatch(said, /signature can be verified by everybody/);
}));

test("a chip that was opened twice is told so, with the password of the one that is known", { skip }, () => calm(async (page) => {
  await give(page, sessions.resumed);
  await page.waitForSelector(".protocol");
  const opened = (await page.locator(".statements").first().locator("li").allTextContents()).filter((text) => /opened the chip/.test(text));
  assert.deepEqual(opened.map((text) => /with the printed zone/.test(text)), [false, true]);
  assert.match(opened[0], /BAC opened the chip too/);
}));

test("a session that an editor made UTF-16, or put a mark in front of, is one", { skip }, () => calm(async (page) => {
  const marked = `\ufeff${sessions.whole}`;
  for (const bytes of [Buffer.from(marked), Buffer.from(marked, "utf16le"), Buffer.from(marked, "utf16le").swap16()]) {
    await drop(page, encoded([{ name: "reading.json", bytes }]));
    await page.waitForSelector(".protocol");
    assert.ok((await textOf(page, "#parts")).includes("EF.DG2"));
    await page.click("#new-case");
    await page.waitForSelector("#parts", { state: "detached" });
  }
}));

test("what was tried and failed is told", { skip }, () => calm(async (page) => {
  await give(page, sessions.downgraded);
  await page.waitForSelector(".protocol");
  const said = await panel(page);
  assert.match(said, /PACE-GM brainpoolP256r1 AES-128 did not open the chip: the chip refused, with status 6300/);
  assert.match(said, /BAC opened the chip with the printed zone/);
  await page.waitForSelector('[id="check-chip.access"]', { state: "attached" });
  assert.match(await textOf(page, '[id="check-chip.access"]'), /PACE/);
  await page.click("#new-case");
  await page.waitForSelector("#parts", { state: "detached" });
  assert.equal(await page.locator(".protocol").count(), 0);
  await give(page, sessions.refused);
  await page.waitForSelector(".protocol");
  assert.match(await panel(page), /did not open the chip: the chip did not prove that it knows the password/);
  assert.match(await panel(page), /Reading ended early/);
}));

test("a session that was changed, a log and a broken one bring nothing, and that is said", { skip }, () => calm(async (page) => {
  const changed = JSON.parse(sessions.whole);
  const { command } = changed.exchanges[20];
  changed.exchanges[20].command = command.slice(0, -4) + (command.endsWith("0000") ? "0100" : "0000");
  await give(page, JSON.stringify(changed), "changed.json");
  await page.waitForSelector("#unused");
  await give(page, sessionLog(sessions.whole), "log.json");
  await give(page, '{"format":"doc9303-session","version":7}', "later.json");
  await page.waitForFunction(() => document.querySelectorAll(".unused li").length === 3);
  const told = await textOf(page, ".unused");
  assert.match(told, /changed\.json was changed, or another program wrote it/);
  assert.match(told, /log\.json is the log of a session without personal data/);
  assert.match(told, /later\.json is not a session as it should be/);
  assert.equal(await page.locator("#parts").count(), 0);
}));

test("a session is pasted as text, taken away with its files, and brought back", { skip }, () => calm(async (page) => {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, sessions.whole);
  await page.waitForSelector(".protocol");
  await drop(page, encoded([{ name: "mrz.txt", bytes: Buffer.from(zone) }]));
  await page.waitForFunction(() => document.querySelector("#zone-text").value !== "");
  assert.equal(await page.locator(".protocol").count(), 1);
  await page.click("[data-remove='session.json']");
  await page.waitForSelector("#parts", { state: "detached" });
  assert.equal(await page.locator(".protocol").count(), 0);
  await page.click("#undo");
  await page.waitForSelector(".protocol");
}));

test("a session in the place of another brings its own files alone", { skip }, () => calm(async (page) => {
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  await drop(page, encoded([{ name: "mrz.txt", bytes: Buffer.from(zone) }]));
  await page.waitForFunction(() => document.querySelector("#zone-text").value !== "");
  const choosing = page.waitForEvent("filechooser");
  await page.click("[data-replace='session.json']");
  await (await choosing).setFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from(sessions.downgraded) });
  await page.waitForSelector("[data-remove='EF.DG2']", { state: "detached" });
  assert.match(await panel(page), /BAC opened the chip/);
  assert.equal(await page.locator("[data-remove='EF.DG1']").count(), 1);
  await page.click("[data-remove='session.json']");
  await page.waitForSelector("#parts", { state: "detached" });
  assert.equal(await page.inputValue("#zone-text"), zone);
}));

test("a session in the place of one file is another document", { skip }, () => calm(async (page) => {
  const files = filesIn(join(passport, "chip")).filter(({ name }) => /DG1$|DG11$/.test(name));
  await drop(page, encoded(files.map(({ name, bytes }) => ({ name, bytes: name.endsWith("DG11") ? Buffer.concat([bytes, Buffer.from([0])]) : bytes }))));
  await page.waitForSelector("[data-replace='EF.DG11']");
  const choosing = page.waitForEvent("filechooser");
  await page.click("[data-replace='EF.DG1']");
  await (await choosing).setFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from(sessions.downgraded) });
  await page.waitForSelector(".protocol");
  assert.equal(await page.locator("[data-remove='EF.DG11']").count(), 0);
  await page.click("#undo");
  await page.waitForSelector("[data-remove='EF.DG11']");
}));

test("a page reads a chip through a bridge, as in Node", { skip }, () => withChip(["--pace", "gm-13-aes128", ...KEYS], async ({ transmit }) => {
  const server = await serve(join(root, "pkg"));
  const page = await chromium.browser.newPage();
  try {
    await page.exposeFunction("bridge", async (hex) => Buffer.from(await transmit(Buffer.from(hex, "hex"))).toString("hex"));
    await page.goto(`${server.address}full/index.js`);
    const { files, error, verdict } = await page.evaluate(async ([mrz, at]) => {
      const { init, inspect, readChip } = await import("/full/index.js");
      await init();
      const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      const carry = async (command) => Uint8Array.from((await window.bridge(hex(command))).match(/../g), (pair) => parseInt(pair, 16));
      const reading = await readChip(carry, { mrz });
      return { files: Object.keys(reading.document.files), error: reading.error, verdict: inspect({ ...reading.document, mrz, at }).verdict };
    }, [zone, "2026-06-01"]);
    assert.deepEqual([error, verdict], [null, "undetermined"]);
    assert.ok(files.includes("EF.DG2"));
  } finally {
    await page.close();
    await server.close();
  }
}));

test("it is told in every language, and fits a phone", { skip }, () => calm(async (page) => {
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  const told = new Set();
  for (const language of languages) {
    await page.selectOption("#language", language);
    await page.waitForSelector(`html[lang=${language}]`);
    await openAll(page);
    told.add(await textOf(page, ".protocol h2"));
    assert.doesNotMatch(await panel(page), /undefined|\{\w+\}/, language);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), language);
  }
  assert.equal(told.size, languages.length);
}, { viewport: { width: 320, height: 700 } }));

test("the page in one file reads sessions too", { skip }, () => calm(async (page, _, requests) => {
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  assert.deepEqual(requests.filter((url) => !/^(?:file|blob|data):/.test(url)), []);
}, {}, `file://${join(folder, "offline.html")}`));

test("once it was needed, the full module is kept for the next time", { skip }, async () => {
  const { page, context } = await visit(chromium, { serviceWorkers: "allow" });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  await context.setOffline(true);
  const again = await context.newPage();
  await again.goto(chromium.address);
  await again.waitForSelector("html[data-ready]");
  await give(again, sessions.whole);
  await again.waitForSelector(".protocol");
  await context.close();
});

test("a full module that cannot be had is told, and asked for again", { skip }, async () => {
  const { page, context } = await visit(chromium, {});
  await page.route("**/doc9303-full.wasm*", (route) => route.abort());
  await give(page, sessions.whole);
  await page.waitForSelector("#problem");
  assert.match(await textOf(page, "#problem"), /could not be loaded/);
  await page.unroute("**/doc9303-full.wasm*");
  await give(page, sessions.whole);
  await page.waitForSelector(".protocol");
  await context.close();
});

test("a module that is of another build than the page is told", async () => {
  // A module without anything in it.
  const empty = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const { page, context } = await visit(chromium, {}, "", (page) => page.route("**/doc9303.wasm*", (route) => route.fulfill({ contentType: "application/wasm", body: empty })));
  await page.waitForSelector("#problem");
  assert.match(await textOf(page, "#problem"), /could not be loaded.*load the page again: it may have been renewed/);
  await context.close();
});
