// Seals in the page, in Chromium: dropped or pasted, judged by the module that is loaded for them, shown with their chain and their bytes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inflateSync } from "node:zlib";
import { TrustStore, init, inspect } from "../pkg/full/node.js";
import { split } from "../pkg/report/seal.js";
import { audit } from "./support/axe.js";
import { drop, encoded, open, openAll, textOf, visit } from "./support/browser.js";
import { inputOf, readCase, trustOf as storeOf } from "./support/cases.js";

let chromium;
before(async () => (chromium = await open()));
after(() => chromium?.close());

const visa = readCase("G00-visa");
const octets = Buffer.from(visa.inputs.seal, "base64");
const text = (name, content) => ({ name, bytes: Buffer.from(content) });
/** A case as somebody keeps it. */
const filesOf = ({ inputs, trust, at }) => encoded([
  text("at", at),
  text("visa.txt", inputs.mrz),
  { name: "seal.bin", bytes: Buffer.from(inputs.seal, "base64") },
  ...trust.certificates.map((der, n) => ({ name: `certificate-${n}.cer`, bytes: Buffer.from(der, "base64") })),
  ...trust.crls.map((der, n) => ({ name: `list-${n}.crl`, bytes: Buffer.from(der, "base64") })),
]);
const trustOf = (each) => filesOf(each).filter(({ name }) => /cer|crl|^at$/.test(name));

/** A visit that must end without a word on the console. */
async function calm(work, options = {}) {
  const { page, context, requests, complaints } = await visit(chromium, { reducedMotion: "reduce", ...options });
  await work(page, requests);
  assert.deepEqual(complaints, []);
  await context.close();
}

async function paste(page, content) {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", content);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, content);
}

/** Letters of Base32 as the bytes that they stand for, by their bits. */
const base32 = (letters) => Buffer.from([...letters].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("").match(/.{8}/g).map((bits) => parseInt(bits, 2)));
const wasm = (requests) => requests.filter((url) => url.includes(".wasm")).map((url) => new URL(url).pathname);
const feature = (page, name) => page.locator(`.panel.seal [data-seal="${name}"]`).first().textContent();
const outcome = (page, check) => page.locator(`[id="check-${check}"] > summary .outcome`).first().textContent();

test("a visa and its seal are judged together, with the signer's chain and every feature", () => calm(async (page, requests) => {
  await drop(page, filesOf(visa).filter(({ name }) => name !== "seal.bin"));
  await page.waitForSelector(".verdict.successful");
  assert.match(await textOf(page, ".verdict"), /Consistent/);
  assert.equal(await page.locator(".panel.seal").count(), 0);
  assert.deepEqual(wasm(requests), ["/doc9303.wasm"]);
  await drop(page, filesOf(visa).filter(({ name }) => name === "seal.bin"));
  await page.waitForSelector(".panel.seal");
  // The full module came now, and the trust that was there before counts.
  assert.deepEqual(wasm(requests), ["/doc9303.wasm", "/doc9303-full.wasm"]);
  assert.match(await textOf(page, ".verdict"), /Genuine/);
  assert.match(await textOf(page, "#parts"), new RegExp(`seal ${octets.length} bytes`));
  for (const check of ["seal.format", "seal.signature", "seal.signer", "seal.country", "combined.mrz_seal"]) assert.equal(await outcome(page, check), "holds", check);
  assert.equal(await page.locator("#group-seal .check").count(), 4);

  assert.match(await textOf(page, ".panel.seal"), /Visible digital seal \(Doc 9303-13\) · Visa/);
  assert.match(await textOf(page, ".panel.seal .level"), /can be relied on/);
  assert.match(await textOf(page, ".panel.seal .vouching"), /authenticated/);
  assert.match(await feature(page, "issuing_state"), /Utopia/);
  assert.match(await feature(page, "mrz"), /V<UTOERIKSSON<<ANNA/);
  assert.equal(await feature(page, "signed"), await feature(page, "issued"));
  assert.match(await feature(page, "duration_of_stay"), /^\d+ (?:days|months|years)/);

  const steps = await page.locator(".of-seal > .step h3").allTextContents();
  assert.deepEqual(steps, ["CSCA, the State's own key", "Signer of the seal", "Seal, what is signed"]);
  assert.deepEqual(await page.locator(".of-seal > .edge.successful").count(), 2);
  await openAll(page);
  const shown = (await page.locator("#seal-octets .hex").textContent()).replaceAll(" ", "");
  assert.equal(shown, octets.toString("hex"));
  const parts = await page.locator("#seal-octets mark").evaluateAll((all) => all.map(({ title, textContent }) => [title, textContent.replaceAll(" ", "")]));
  assert.equal(parts[0][0], "Header");
  assert.ok(parts[0][1].startsWith("dc03"));
  assert.deepEqual([parts.at(-1)[0], parts.at(-1)[1].length], ["Signature", 128]);
  assert.ok(parts.some(([name]) => name === "Number of the passport"));
  assert.deepEqual(await audit(page), []);
}));

test("another visa, a signer nobody knows, and bytes that are broken off", () => calm(async (page) => {
  await drop(page, filesOf(readCase("G09-replay")));
  await page.waitForSelector(".verdict.failed");
  assert.equal(await outcome(page, "seal.signature"), "holds");
  assert.equal(await outcome(page, "combined.mrz_seal"), "does not hold");
  assert.match(await textOf(page, ".panel.seal .level"), /forgery is likely/);
  assert.match(await textOf(page, ".panel.seal .vouching"), /authenticated/);
  await page.click("#wipe");
  await drop(page, filesOf(visa).filter(({ name }) => !/cer|crl/.test(name)));
  await page.waitForSelector(".verdict.undetermined");
  assert.match(await textOf(page, ".panel.seal .vouching"), /Not authenticated/);
  assert.deepEqual(await page.locator(".of-seal > .step.missing h3").allTextContents(), ["No trusted CSCA found", "Signer of the seal not known"]);
  await page.click("#wipe");
  await drop(page, encoded([{ name: "cut.bin", bytes: octets.subarray(0, 9) }]));
  await page.waitForSelector(".verdict.failed");
  assert.equal(await outcome(page, "seal.format"), "does not hold");
  assert.equal(await page.locator(".panel.seal dl, .panel.seal .vouching").count(), 0);
  assert.equal(await page.locator(".of-seal > .edge.failed").count(), 1);
}));

test("beside a zone that is none, a seal is judged all the same", () => calm(async (page) => {
  await drop(page, filesOf(visa));
  await page.waitForSelector(".panel.seal");
  await page.fill("#zone-text", visa.inputs.mrz.slice(0, -1));
  await page.click("#judge");
  await page.waitForSelector(".verdict.failed");
  assert.equal(await outcome(page, "mrz.format"), "does not hold");
  assert.equal(await outcome(page, "seal.signature"), "holds");
  assert.equal(await outcome(page, "combined.mrz_seal"), "cannot be told");
  assert.match(await textOf(page, ".panel.seal .vouching"), /authenticated by/);
}));

test("a seal is pasted as hexadecimal, as a text, as JSON, and taken away again", () => calm(async (page) => {
  await paste(page, ` ${octets.toString("hex").toUpperCase()}\n`);
  await page.waitForSelector(".panel.seal");
  assert.match(await feature(page, "mrz"), /ERIKSSON/);
  assert.match(await textOf(page, "#parts"), new RegExp(`seal ${octets.length} bytes`));
  // Nobody is trusted here.
  assert.match(await textOf(page, ".verdict"), /Cannot be told/);
  await page.fill("#at", visa.at.slice(0, 10));
  await page.dispatchEvent("#at", "change");
  await drop(page, trustOf(visa));
  await page.waitForSelector(".verdict.successful");
  assert.match(await textOf(page, ".verdict"), /Seal genuine/);
  await page.click('[data-remove="seal"]');
  await page.waitForSelector("#parts", { state: "detached" });
  for (const content of ["RDB1AAAA", '{"data":{"hdr":{"t":"icao.vacc"}},"sig":{}}']) {
    await paste(page, content);
    await page.waitForSelector(".verdict.failed");
    assert.equal(await outcome(page, "seal.format"), "does not hold");
    await page.click("#new-case");
    await page.waitForSelector("#parts", { state: "detached" });
  }
  await paste(page, '{"data":5}');
  await page.waitForSelector("#zone-text");
  assert.equal(await page.locator("#parts").count(), 0);
}));

test("a barcode of ICAO and a seal in JSON show what they say", () => calm(async (page) => {
  const samples = (kind) => JSON.parse(readFileSync(new URL(`../../core/seal/tests/samples/${kind}.json`, import.meta.url), "utf8"));
  await paste(page, samples("idb").find(({ name }) => name === "EmergencyTravelDocument").barcode);
  await page.waitForSelector(".panel.seal");
  assert.match(await textOf(page, ".panel.seal"), /Barcode by the data structure of ICAO/);
  assert.equal(await feature(page, "document_type"), "Substitute passport document");
  assert.match(await feature(page, "emergency_travel_document"), /^Machine readable zonePUD<<KOEPPENIK/);
  assert.match(await feature(page, "face_image"), /^[\d,]+ bytes$/);
  // The bytes that the text holds, each message in its colour.
  const held = () => page.locator("#seal-octets .hex").textContent();
  assert.match(await held(), /^[0-9a-f]{2}(?: [0-9a-f]{2})+$/);
  const zone = await page.locator('#seal-octets mark[title="Emergency travel document"]').textContent();
  assert.ok(zone.split(" ").length > 40, zone);
  assert.match(await page.locator("#seal-octets mark").last().getAttribute("title"), /^Signature$/);
  await page.click("#wipe");
  const packed = Buffer.from(readCase("G21-compressed").inputs.seal, "base64").toString();
  await paste(page, packed);
  await page.waitForSelector(".panel.seal #seal-octets mark", { state: "attached" });
  const plain = inflateSync(base32(packed.slice(5)));
  assert.equal((await held()).replaceAll(" ", ""), plain.toString("hex"));
  await page.click("#wipe");
  const { text: json } = samples("vds_nc").find(({ name }) => name === "vaccination");
  await paste(page, json);
  await page.waitForSelector(".panel.seal #seal-octets", { state: "attached" });
  assert.equal(await feature(page, "name"), "Smith Bill");
  assert.match(await feature(page, "birth_date"), /1990/);
  assert.match(await textOf(page, ".panel.seal .vouching"), /Not authenticated/);
  await openAll(page);
  assert.equal(await page.locator("#seal-octets .hex").textContent(), json);
  assert.equal(await page.locator('#seal-octets mark[title="Name"]').textContent(), '"Smith Bill"');
  assert.match(await textOf(page, ".of-seal"), /canonical form of the JSON/);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
}, { viewport: { width: 390, height: 800 } }));

test("without personal data, nothing of what the seal says is shown", () => calm(async (page) => {
  await drop(page, filesOf(visa));
  await page.waitForSelector(".panel.seal");
  await page.check("#redact");
  await page.waitForFunction(() => !document.querySelector("doc9303-report").shadowRoot.querySelector(".panel.seal dl"));
  await openAll(page);
  for (const place of ["#result", ".share"]) assert.doesNotMatch(await textOf(page, place), /ERIKSSON|L898902C/, place);
  assert.equal(await page.locator("#seal-octets").count(), 0);
  assert.match(await textOf(page, ".panel.seal .level"), /can be relied on/);
  assert.equal(await page.locator(".of-seal > .step").count(), 3);
}));

test("a visa with its passport: the zone that begins with V is the visa's", () => calm(async (page) => {
  const passport = readCase("G20-passport-of-visa");
  await drop(page, [...filesOf(passport), ...encoded([text("of-visa.txt", visa.inputs.mrz)])]);
  await page.waitForSelector(".panel.seal");
  assert.match(await textOf(page, "#parts"), /MRZ \(V\)/);
  assert.equal(await page.locator("#choices").count(), 0);
  assert.match(await page.inputValue("#zone-text"), /^PPUTO/);
  assert.match(await textOf(page, ".verdict"), /Seal genuine/);
  assert.equal(await outcome(page, "combined.visa_passport"), "holds");
  assert.equal(await outcome(page, "combined.mrz_seal"), "holds");
  assert.ok((await page.locator("#group-optical").textContent()).includes("of the visa"));
  await page.click("#wipe");
  // One after the other, the visa first.
  await drop(page, [...trustOf(visa), ...encoded([text("of-visa.txt", visa.inputs.mrz)])]);
  await page.waitForSelector(".verdict");
  assert.match(await page.inputValue("#zone-text"), /^V<UTO/);
  await drop(page, encoded([text("passport.txt", readCase("G20-other-passport").inputs.mrz)]));
  await page.waitForSelector('[id="check-combined.visa_passport"].undetermined');
  assert.match(await page.inputValue("#zone-text"), /^PPUTO/);
}));

test("in every language, in light and dark, nothing overflows a phone", () => calm(async (page) => {
  await drop(page, filesOf(visa));
  await page.waitForSelector(".panel.seal");
  const title = { de: /Was das Siegel sagt/, es: /Qué dice el sello/, fr: /Ce que dit le sceau/, it: /Che cosa dice il sigillo/, ru: /Что говорит печать/ };
  for (const [code, words] of Object.entries(title)) {
    await page.selectOption("#language", code);
    await page.waitForFunction((code) => document.querySelector("doc9303-report")?.shadowRoot.querySelector(".panel.seal")?.lang === code, code);
    assert.match(await textOf(page, ".panel.seal"), words);
    assert.doesNotMatch(await feature(page, "duration_of_stay"), /days?|months?|years?/, code);
    await openAll(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), code);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await audit(page), []);
}, { viewport: { width: 320, height: 800 } }));

/** A report of the visa, changed, in an element of its own; `work` reads it. */
async function drawn(page, report, work) {
  await page.evaluate((report) => {
    const element = Object.assign(document.createElement("doc9303-report"), { id: "made", report });
    document.getElementById("made")?.remove();
    document.body.append(element);
  }, report);
  await page.waitForSelector("#made .verdict");
  const text = (selector) => textOf(page, `#made ${selector}`);
  await work(text, (selector) => page.locator(`#made ${selector}`).count());
}

test("what contradicts a seal, what was not compared, and one that cannot be read are told apart", async () => {
  await init();
  const trust = storeOf(visa, TrustStore);
  const report = inspect({ ...inputOf(visa), trust });
  trust.free();
  const reason = { code: "seal.wrong_format", text: "so it is said" };
  /** The report with another outcome of a check, and other facts on its seal. */
  const changed = (check, outcome, facts, rest = {}) => ({
    ...report, results: report.results.map((row) => (row.check === check ? { ...row, outcome, reason } : row)),
    evidence: { ...report.evidence, seal: { ...report.evidence.seal, ...facts } }, ...rest,
  });
  const high = { trust_level: "high_fraud_potential" };
  await calm(async (page) => {
    for (const check of ["seal.country", "seal.format", "seal.signature"]) {
      await drawn(page, changed(check, "failed", high), async (text, count) => {
        assert.match(await text(".panel.seal .vouching"), /Not authenticated/, check);
        assert.match(await text(".panel.seal .level"), /forgery is likely/, check);
        assert.deepEqual([await count(".of-seal > .edge.failed"), await count(".of-seal > .edge.successful")], [1, 1], check);
      });
    }
    // A passport beside the seal of another document proves nothing against it, and does not make the seal another one.
    for (const [check, outcome] of [["combined.mrz_seal", "undetermined"], ["seal.country", "undetermined"], ["seal.format", "undetermined"]]) {
      await drawn(page, changed(check, outcome, high), async (text) => {
        assert.match(await text(".panel.seal .vouching"), /authenticated by/, check);
        assert.match(await text(".panel.seal .level"), /open, as long as/, check);
        assert.match(await text(".panel.seal"), /ERIKSSON/, check);
      });
    }
    const results = report.results.filter(({ check }) => !/^(?:seal|combined)\./.test(check));
    const unread = (outcome, trust_level) => ({
      ...report, verdict: outcome, groups: { optical: "successful", seal: outcome }, decisive: ["seal.format"], document: { ...report.document, seal: undefined },
      results: [...results, { ...report.results.find(({ check }) => check === "seal.format"), outcome, reason }], evidence: { ...report.evidence, seal: { kind: "unknown", trust_level, chain: [] } },
    });
    for (const [made, level] of [[unread("failed", "high_fraud_potential"), /forgery is likely/], [unread("undetermined", "medium_fraud_potential"), /The seal cannot be read/]]) {
      await drawn(page, made, async (text, count) => {
        assert.match(await text(".panel.seal"), /Seal that cannot be read/);
        assert.match(await text(".panel.seal .level"), level);
        assert.deepEqual([await count(".panel.seal dl"), await count(".panel.seal .vouching"), await count(".of-seal > .step.missing")], [0, 0, 2]);
        assert.doesNotMatch(await text(".chain"), /undefined|kind_|reading_/);
      });
    }
  });
});

test("bytes fall into the places of features, and into none between and behind them", () => {
  const place = (...range) => ({ range });
  const [a, b, within] = [place(2, 4), place(5, 9), place(6, 7)];
  assert.deepEqual(split(12, [b, a]).map(({ start, end, place }) => [start, end, place?.range]), [[0, 2, undefined], [2, 4, [2, 4]], [4, 5, undefined], [5, 9, [5, 9]], [9, 12, undefined]]);
  assert.deepEqual(split(8, [b, within]).map(({ start, end }) => [start, end]), [[0, 5], [5, 8]]);
  assert.deepEqual(split(3, [place(5, 9)]).map(({ start, end }) => [start, end]), [[0, 3]]);
  assert.deepEqual(split(0, [a]), []);
});
