// The package's own promises: loading, arguments, errors with codes, trust, policies.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import * as doc9303 from "../pkg/node.js";
import { inputOf, readCase, recordFilesOf, trustOf } from "./support/cases.js";

const zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const at = "2011-01-01T00:00:00Z";
const module = new URL("../pkg/doc9303.wasm", import.meta.url);

/** A fresh copy of the package, not loaded yet. */
let copies = 0;
async function fresh(name = "node.js") {
  const index = readFileSync(new URL(`../pkg/${name}`, import.meta.url), "utf8");
  assert.ok(index.length > 0);
  copies += 1;
  const worker = new Worker(new URL("./support/fresh.js", import.meta.url), { workerData: { name } });
  const ask = (message) =>
    new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.postMessage(message);
    });
  return { ask, end: () => worker.terminate() };
}

test("nothing works before init, and says so", async () => {
  const { ask, end } = await fresh();
  assert.deepEqual(await ask({ parse: zone, at }), { code: "module.not_ready" });
  assert.deepEqual(await ask({ init: "garbage" }), { code: "module.unreadable" });
  assert.deepEqual(await ask({ init: "none" }), { done: true });
  assert.equal((await ask({ parse: zone, at })).format, "TD3");
  await end();
});

for (const way of ["none", "url", "string", "bytes", "buffer", "response", "promise", "compiled"]) {
  test(`init in a worker, from ${way}`, async () => {
    const { ask, end } = await fresh();
    assert.deepEqual(await ask({ init: way, module: module.href }), { done: true });
    assert.equal((await ask({ parse: zone, at })).fields.primary_identifier, "ERIKSSON");
    await end();
  });
}

test("index.js, as bundlers and browsers take it, loads from a Response", async () => {
  const { ask, end } = await fresh("index.js");
  assert.deepEqual(await ask({ init: "response", module: module.href }), { done: true });
  assert.equal((await ask({ parse: zone, at })).format, "TD3");
  await end();
});

await doc9303.init();
const { TrustStore, inspect, parseMrz } = doc9303;
const code = (expected) => (error) => {
  assert.ok(error instanceof Error);
  assert.ok(error.message.length > 0);
  assert.equal(error.code, expected);
  return true;
};

test("a zone gives fields, check digits, ranges and the outcomes of its checks", () => {
  const mrz = parseMrz(zone, { at });
  assert.equal(mrz.format, "TD3");
  assert.equal(mrz.fields.document_number, "L898902C3");
  assert.equal(mrz.fields.secondary_identifier, "ANNA MARIA");
  assert.deepEqual(mrz.ranges.document_number, [[1, 0, 9]]);
  assert.equal(mrz.checks["mrz.check_digits"], "successful");
  assert.deepEqual(mrz, parseMrz(zone.replace("\n", "\r\n"), { at: new Date(at) }));
});

test("a wrong check digit is a finding and not an error", () => {
  const mrz = parseMrz(zone.replace("L898902C3", "L898902C4"), { at });
  assert.equal(mrz.checks["mrz.check_digits"], "failed");
  assert.equal(mrz.check_digits.find((digit) => digit.field === "document_number").ok, false);
});

test("what is no zone is an error with a code and a place", () => {
  assert.throws(() => parseMrz("P<UTO", { at }), code("mrz.length"));
  assert.throws(() => parseMrz(zone.replace("ERIKSSON", "ЕRIKSSON"), { at }), (error) => {
    assert.deepEqual([error.code, error.line, error.column], ["mrz.charset", 0, 5]);
    return true;
  });
  assert.throws(() => parseMrz("\uD800", { at }), code("mrz.charset"));
});

test("time is an argument", () => {
  assert.throws(() => parseMrz(zone), code("argument.at"));
  assert.throws(() => parseMrz(zone, { at: new Date(NaN) }), code("argument.at"));
  assert.throws(() => parseMrz(zone, { at: 0 }), code("argument.at"));
  assert.throws(() => inspect({ mrz: zone }), code("argument.at"));
  assert.throws(() => inspect({ mrz: zone, at: "yesterday" }), code("argument.at"));
  assert.equal(inspect({ mrz: zone, at }).verdict, "successful");
  assert.equal(inspect({ mrz: zone, at: new Date("2026-01-01") }).verdict, "failed");
});

test("arguments that cannot be meant have codes", () => {
  const good = { mrz: zone, at };
  assert.throws(() => parseMrz(7, { at }), code("argument.type"));
  assert.throws(() => inspect({ ...good, mrz: 7 }), code("argument.type"));
  assert.throws(() => inspect({ ...good, files: { "EF.SOD": "text" } }), code("argument.type"));
  assert.throws(() => inspect({ ...good, files: { "EF.DG17": new Uint8Array(1) } }), code("argument.file"));
  assert.throws(() => inspect({ ...good, files: { "EF.SOD": new Uint8Array(1), sod: new Uint8Array(1) } }), code("file.malformed"));
  assert.throws(() => inspect({ ...good, files: { "EF.DG2": new Uint8Array(33 << 20) } }), code("limit.size"));
  assert.throws(() => inspect({ ...good, trust: {} }), code("argument.trust"));
  assert.throws(() => inspect({ ...good, policy: "lenient" }), code("argument.policy"));
  assert.throws(() => inspect({ ...good, policy: { weights: { "ds.luck": "optional" } } }), code("argument.check"));
  assert.throws(() => inspect({ ...good, policy: { weights: { "ds.profile": "some" } } }), code("argument.weight"));
  assert.throws(() => inspect({ ...good, policy: { expects: ["ds.luck"] } }), code("argument.check"));
  assert.throws(() => inspect({ ...good, policy: { refuse: ["csca.not_found"] } }), code("argument.deviation"));
  assert.throws(() => inspect({ ...good, access: { protocol: "EAC" } }), code("argument.access"));
  const tried = (attempt) => () => inspect({ ...good, access: { protocol: "BAC", password: "MRZ", attempts: [attempt] } });
  assert.throws(tried({ protocol: "PACE", variant: "PACE-GM" }), code("argument.access"));
  assert.throws(tried({ protocol: "PACE", eror: "refused" }), code("argument.unknown"));
  assert.throws(tried("PACE"), code("argument.type"));
  assert.equal(tried({ protocol: "BAC", error: null })().groups.optical, "successful");
  assert.throws(() => inspect({ ...good, activeAuth: { challenge: new Uint8Array(8) } }), code("argument.type"));
  assert.throws(() => inspect({ ...good, records: "mine" }), code("argument.records"));
  assert.throws(() => inspect({ ...good, activeAuthChallenge: "00" }), code("argument.type"));
  assert.throws(() => inspect({ ...good, chipAuth: { oid: 1 } }), code("argument.type"));
  assert.throws(() => inspect({ ...good, paceCam: { oid: "1", parameterId: 1.5, chipMappingPublicKey: new Uint8Array(), chipAuthenticationData: new Uint8Array() } }), code("argument.type"));
  for (const wrong of [null, 7, "x"]) {
    assert.throws(() => inspect(wrong), code("argument.type"));
    assert.throws(() => inspect({ ...good, files: wrong ?? 7 }), code("argument.type"));
    assert.throws(() => inspect({ ...good, policy: { weights: wrong } }), code("argument.type"));
    assert.throws(() => inspect({ ...good, policy: { tolerate: wrong } }), code("argument.type"));
    assert.throws(() => inspect({ ...good, chipAuth: { oid: "1", terminalPrivateKey: new Uint8Array(1), exchanges: [wrong] } }), code("argument.type"));
    assert.throws(() => parseMrz(zone, wrong), code("argument.type"));
    assert.throws(() => doc9303.writeMrz(wrong), code("argument.type"));
    assert.throws(() => doc9303.compareNames(wrong), code("argument.type"));
    assert.throws(() => doc9303.transliterate("A", wrong), code("argument.type"));
    assert.throws(() => new TrustStore().addLdif("dn: c=UT", wrong), code("argument.type"));
  }
  assert.throws(() => inspect({ ...good, files: new Map([["EF.SOD", new Uint8Array(1)]]) }), code("argument.type"));
  assert.throws(() => inspect({ ...good, policy: null }), code("argument.type"));
  assert.throws(() => inspect({ ...good, redact: "yes" }), code("argument.type"));
  assert.equal(inspect(good).verdict, "successful", "a refused call leaves nothing behind");
});

test("a part that is misspelt is told and not passed over", () => {
  const good = { mrz: zone, at };
  assert.throws(() => inspect({ ...good, active_auth: {} }), code("argument.unknown"));
  assert.throws(() => inspect({ ...good, policy: { weight: {} } }), code("argument.unknown"));
  assert.throws(() => inspect({ ...good, access: { protocol: "BAC", passwort: "MRZ" } }), code("argument.unknown"));
  assert.throws(() => new TrustStore().addMasterList(new Uint8Array(9), { any_signer: true }), code("argument.unknown"));
  assert.equal(inspect({ ...good, active_auth: undefined }).verdict, "successful");
});

test("a store that was freed says so", () => {
  const store = new TrustStore();
  store.free();
  store.free();
  assert.throws(() => store.anchors, code("handle.freed"));
  assert.throws(() => inspect({ mrz: zone, trust: store, at }), code("handle.freed"));
});

test("bytes are read and left alone", () => {
  const each = readCase("good-passport");
  const input = inputOf(each);
  const copy = structuredClone(input.files);
  inspect({ ...input, trust: trustOf(each, TrustStore) });
  assert.deepEqual(input.files, copy);
});

test("garbage is a report and not an error", () => {
  const junk = { "EF.SOD": new Uint8Array([1, 2, 3]), "EF.DG1": new Uint8Array(), "EF.DG2": new Uint8Array(70_000).fill(0xb0) };
  const report = inspect({ mrz: "junk", files: junk, at });
  assert.equal(report.verdict, "failed");
  assert.ok(report.results.some((row) => row.check === "sod.structure" && row.outcome === "failed"));
});

test("files are known by the names of other readers and by their content", () => {
  const { files } = inputOf(readCase("good-full"));
  assert.equal(doc9303.recogniseFile("dump/EF_DG1.bin", files["EF.DG1"]), "EF.DG1");
  assert.equal(doc9303.recogniseFile("011D", files["EF.SOD"]), "EF.SOD");
  assert.equal(doc9303.recogniseFile("nameless", files["EF.DG2"]), "EF.DG2");
  assert.equal(doc9303.recogniseFile("face.jpg", new Uint8Array([0xff, 0xd8, 0xff])), undefined);
  const renamed = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${name.replace(".", "_")}.TLV`, content]));
  assert.deepEqual(inspect({ files: renamed, at }), inspect({ files, at }));
  const text = new TextEncoder().encode(Buffer.from(files["EF.SOD"]).toString("hex"));
  assert.throws(() => inspect({ files: { "EF.SOD": text }, at }), code("file.text"));
});

test("records of a terminal are taken as objects and as files alike", () => {
  for (const id of ["E02-replay", "E08-performed-aes128", "D21-defect-list-mapping-fails"]) {
    const each = readCase(id);
    const { activeAuth, chipAuth, paceCam, access, ...rest } = inputOf(each);
    const recordFiles = recordFilesOf(each);
    assert.ok(Object.keys(recordFiles).length > 0, id);
    assert.deepEqual(inspect({ ...rest, recordFiles }), inspect(inputOf(each)), id);
    const coded = Object.fromEntries(Object.entries(recordFiles).map(([name, json]) => [name, new TextEncoder().encode(json)]));
    assert.deepEqual(inspect({ ...rest, recordFiles: coded }), inspect(inputOf(each)), id);
    for (const [name, json] of Object.entries(recordFiles)) assert.equal(doc9303.recogniseRecord(name.toUpperCase(), json), name);
    assert.throws(() => inspect({ ...inputOf(each), recordFiles }), code("argument.records"), "given twice");
  }
  const json = '{"challenge": "0102030405060708", "response": "0"}';
  assert.throws(() => inspect({ recordFiles: { "active_auth.json": json }, at }), code("file.malformed"));
  assert.throws(() => inspect({ recordFiles: { "passive_auth.json": json }, at }), code("argument.records"));
  assert.throws(() => inspect({ recordFiles: { "active_auth.json": {} }, at }), code("argument.type"));
  assert.throws(() => inspect({ access: { protocol: "BAC" }, recordFiles: { "access.json": '{"protocol": "BAC"}' }, at }), code("argument.records"));
  assert.throws(() => doc9303.recogniseRecord("active_auth.json", json), code("file.malformed"));
  assert.throws(() => doc9303.recogniseRecord("chip_auth.json", " ".repeat(2 << 20)), code("limit.size"));
  assert.equal(doc9303.recogniseRecord("EF.SOD", json), undefined);
});

test("the zone and the portrait of the chip are given as a page shows them", () => {
  const { files } = inputOf(readCase("good-full"));
  const { fields } = parseMrz(doc9303.zoneOfDg1(files["EF.DG1"]), { at });
  assert.deepEqual(fields, inspect({ files, at }).document.mrz.fields);
  const face = doc9303.portraitOfDg2(files["EF.DG2"]);
  const size = inspect({ files, at }).document.details.portraits.images[0].size;
  assert.deepEqual([[...face.subarray(0, 3)], face.length], [[0xff, 0xd8, 0xff], size]);
  const dg2 = files["EF.DG2"];
  const start = Buffer.from(dg2).indexOf(Buffer.from(face));
  const other = Uint8Array.from(dg2);
  other.set([0xff, 0x4f, 0xff, 0x51], start);
  assert.equal(doc9303.portraitOfDg2(other), undefined, "JPEG 2000");
  assert.deepEqual(doc9303.faceOfDg2(dg2), face);
  assert.deepEqual([...doc9303.faceOfDg2(other).subarray(0, 4)], [0xff, 0x4f, 0xff, 0x51]);
  assert.throws(() => doc9303.faceOfDg2(new Uint8Array()), (error) => error.structure === "EF.DG2");
  assert.throws(() => doc9303.zoneOfDg1(files["EF.DG2"]), (error) => error.structure === "EF.DG1");
  assert.throws(() => doc9303.portraitOfDg2(new Uint8Array()), (error) => error.structure === "EF.DG2");
  assert.throws(() => doc9303.zoneOfDg1("text"), code("argument.type"));
});

test("what the chip says comes with whether it is authenticated", () => {
  const good = readCase("good-full");
  const trust = trustOf(good, TrustStore);
  const { personal, portraits } = inspect({ ...inputOf(good), trust }).document.details;
  assert.ok(personal.authenticated && portraits.authenticated);
  assert.equal(personal.date_of_birth, "19740812");
  assert.equal(portraits.images[0].format, "JPEG");
  assert.equal(inspect(inputOf(good)).document.details.personal.authenticated, false);
  assert.equal(inspect({ ...inputOf(good), redact: true }).document, undefined);
  trust.free();
});

test("a policy can be adjusted", () => {
  const each = readCase("D03-crl-missing");
  const trust = trustOf(each, TrustStore);
  assert.equal(inspect({ ...inputOf(each), trust }).verdict, "undetermined");
  const policy = { name: "icao", weights: { "ds.revocation": "optional" } };
  assert.equal(inspect({ ...inputOf(each), trust, policy }).verdict, "successful");
});

test("a policy can be written", () => {
  const each = readCase("D03-crl-missing");
  const trust = trustOf(each, TrustStore);
  const toml = 'name = "airport"\n[weight]\n"ds.revocation" = "optional"\n';
  const report = inspect({ ...inputOf(each), trust, policy: { toml } });
  assert.deepEqual([report.policy, report.verdict], ["airport", "successful"]);
  assert.throws(() => inspect({ ...inputOf(each), trust, policy: { toml: "nonsense" } }), (error) => typeof error.code === "string" && error.line === 0);
  assert.throws(() => inspect({ ...inputOf(each), trust, policy: { toml, name: "icao" } }), code("argument.policy"));
});

test("a trust store tells what it holds and what it refused", () => {
  const each = readCase("D10-master-list");
  const [{ list, signer }] = each.trust.master_lists;
  const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
  const store = new TrustStore();
  assert.equal(store.anchors, 0);
  assert.throws(() => store.addMasterList(bytes(list)), code("argument.signer"));
  assert.throws(() => store.addMasterList(bytes(list), { anySigner: true, signedByStore: true }), code("argument.signer"));
  const { added, known, rejected } = store.addMasterList(bytes(list), { signer: bytes(signer) });
  assert.ok(added > 0);
  assert.deepEqual([known, rejected], [0, []]);
  assert.equal(store.anchors, added);
  assert.equal(Object.values(store.states).reduce((sum, count) => sum + count, 0), added);
  assert.equal(store.masterLists, 1);
  assert.equal(store.addMasterList(bytes(list), { anySigner: true }).known, added);
  assert.throws(() => store.addCertificate(new Uint8Array(9)), code("file.malformed"));
  assert.throws(() => store.addCrl(new Uint8Array(9)), code("file.malformed"));
  assert.throws(() => store.addPem("no block"), code("file.malformed"));
  assert.throws(() => store.addLdif("no entry"), code("file.malformed"));
  const certificate = readCase("good-passport").trust.certificates[0];
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
  const other = new TrustStore();
  assert.deepEqual(other.addPem(pem), { content: "pem", added: 1, known: 0, rejected: [], untold: 0 });
  assert.equal(other.addCertificate(bytes(certificate).buffer), "known");
  assert.deepEqual(other.states, { UT: 1 });
  const [anchor, ...others] = other.anchorList;
  assert.equal(others.length, 0);
  assert.equal(anchor.country, "UT");
  assert.equal(anchor.kind, "root");
  assert.match(anchor.subject, /C=UT/);
  assert.ok(Date.parse(anchor.not_before) < Date.parse(anchor.not_after));
});

test("a link that waits is no anchor until its root comes", () => {
  const certificates = readCase("C15-roll-over").trust.certificates.map((der) => new Uint8Array(Buffer.from(der, "base64")));
  const alone = (der) => {
    const store = new TrustStore();
    store.addCertificate(der);
    return store;
  };
  const links = certificates.filter((der) => alone(der).waitingLinks.length > 0);
  assert.ok(links.length > 0);
  const store = new TrustStore();
  for (const link of links) store.addCertificate(link);
  assert.deepEqual([store.waitingLinks, store.anchors], [links.map(() => "UT"), 0]);
  for (const der of certificates) store.addCertificate(der);
  assert.deepEqual(store.waitingLinks, []);
});

test("any input of trust is recognised, and brings what it is allowed", () => {
  const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
  const { certificates: [csca], crls: [crl] } = readCase("good-passport").trust;
  const [{ list, signer }] = readCase("D10-master-list").trust.master_lists;
  const add = (input, allowed, name = "input") => {
    const store = new TrustStore();
    const { content, added, rejected } = store.add(name, input, allowed);
    return [content, added, rejected.map(({ code }) => code), store.anchors];
  };
  assert.deepEqual(add(bytes(csca)), ["certificate", 1, [], 1]);
  assert.deepEqual(add(csca), ["certificate", 1, [], 1]);
  assert.deepEqual(add(bytes(csca), { allow: "under_anchors" }), ["certificate", 0, ["trust.not_granted"], 0]);
  assert.deepEqual(add(bytes(csca), {}, "revocation.crl"), ["certificate", 0, ["trust.not_granted"], 0]);
  assert.deepEqual(add(bytes(crl), { allow: "revocation" }), ["crl", 1, [], 0]);
  assert.deepEqual(add(bytes(list)), ["master_list", 0, ["trust.not_granted"], 0]);
  assert.deepEqual(add(bytes(list), { signer: bytes(csca) }).slice(0, 2), ["master_list", 0]);
  assert.ok(add(bytes(list), { signer: bytes(signer) })[3] > 0);
  assert.deepEqual(add("Dear Sir or Madam,"), [null, 0, ["trust.not_recognised"], 0]);
  assert.deepEqual(add(new Uint8Array()), [null, 0, ["trust.not_recognised"], 0]);
  assert.deepEqual([TrustStore.recognise(bytes(crl)), TrustStore.recognise(new Uint8Array(3))], ["crl", undefined]);
  const store = new TrustStore();
  assert.throws(() => store.add("x", bytes(csca), { allow: "everything" }), code("argument.allow"));
  assert.throws(() => store.add("x", bytes(csca), { allows: "anchors" }), code("argument.unknown"));
  assert.throws(() => store.add("x", bytes(csca), null), code("argument.type"));
  assert.throws(() => store.add(undefined, bytes(csca)), code("argument.type"));
  assert.throws(() => store.add("x", 7), code("argument.type"));
  assert.throws(() => store.add("x", bytes(list), { anySigner: true, signedByStore: true }), code("argument.signer"));
  assert.equal(store.anchors, 0);
});

test("elements lie within each other and cover a file", () => {
  const sod = inputOf(readCase("good-passport")).files["EF.SOD"];
  const rows = doc9303.elements(sod);
  assert.ok(rows.length > 50);
  assert.deepEqual([rows[0].depth, rows[0].tag, rows[0].start, rows[0].end], [0, 0x77, 0, sod.length]);
  const open = [];
  for (const row of rows) {
    open.length = row.depth;
    assert.ok(row.start < row.content && row.content <= row.end, JSON.stringify(row));
    const outer = open.at(-1);
    if (outer) assert.ok(outer.content <= row.start && row.end <= outer.end, JSON.stringify(row));
    open.push(row);
  }
  assert.deepEqual(doc9303.elements(new Uint8Array([0x30, 0x84])), []);
  assert.ok(doc9303.elements(new Uint8Array(100_000).fill(0x30)).length <= 20_000);
  const many = new Uint8Array(50_000).map((_, at) => (at % 2 === 0 ? 5 : 0));
  const { elements, untold } = doc9303.elementTree(many);
  assert.deepEqual([elements.length, untold, elements.at(-1).end], [20_000, 5_000, 40_000]);
  assert.deepEqual(doc9303.elementTree(sod), { elements: rows, untold: 0 });
  assert.throws(() => doc9303.elements(new Uint8Array((64 << 20) + 1)), code("limit.size"));
});

test("many inspections do not grow the memory", () => {
  const each = readCase("good-passport");
  const trust = trustOf(each, TrustStore);
  const input = inputOf(each);
  for (let n = 0; n < 20; n += 1) inspect({ ...input, trust });
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (let n = 0; n < 300; n += 1) inspect({ ...input, trust });
  const after = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  assert.ok(after - before < 8 << 20, `${after - before} bytes more`);
});

test("a reason, an error and a rejection are said in another language", async () => {
  const words = JSON.parse(readFileSync(new URL("../pkg/languages/de.json", import.meta.url), "utf8"));
  const report = doc9303.inspect(inputOf(readCase("B01-dg2-bit-flipped")));
  const { reason } = report.results.find(({ check }) => check === "dg2.hash");
  assert.deepEqual([reason.message, reason.facts], ["hash_differs", { file: "EF.DG2", digest: "SHA-256" }]);
  assert.match(doc9303.say(words, reason), /^EF\.DG2 hat nicht den SHA-256-Hashwert/);
  assert.equal(doc9303.say({ messages: {}, phrases: {} }, reason), reason.text);
  assert.throws(() => doc9303.parseMrz("P<UTO", { at }), (error) => doc9303.say(words, { text: error.message, ...error.told }).startsWith("maschinenlesbare Zone, Zeile"));
  const store = new doc9303.TrustStore();
  const [rejected] = store.add("x", new Uint8Array([1, 2, 3])).rejected;
  assert.notEqual(doc9303.say(words, { ...rejected, ...rejected.told }), rejected.text);
  store.free();
});
