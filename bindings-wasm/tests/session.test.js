// What the page does with what it is given, without a browser: bounds, and what becomes of a defect.

import assert from "node:assert/strict";
import { test } from "node:test";
import { init } from "../pkg/node.js";
import { nothingGiven, question, receive, withParts, withVisaApart, withZone, zoneOf } from "../demo/src/case.js";
import { documentsOf } from "../demo/src/documents.js";
import { sort } from "../demo/src/intake.js";
import { Session } from "../demo/src/session.js";

await init();

/** A session on an engine that answers by these deeds, and what the engine was told to stop for. */
function sessionOn(deeds) {
  const stops = [];
  const engine = { ask: async (deed, message) => deeds[deed](message), stop: (code) => stops.push(code) };
  const session = new Session(engine, { busy() {}, page() {}, result() {}, news() {} });
  return { session, stops };
}

const judge = () => ({ trust: { rows: [{ id: 1, waits: true }], anchors: 0, crls: 0, states: [] } });
const MB = 1 << 20;
/** A file that says its size; only one that is small may be read. */
const file = (size, content = "Dear Sir") => ({ size, arrayBuffer: async () => (size > 64 * MB ? assert.fail("it was read") : new TextEncoder().encode(content).buffer) });

test("files count together, and what is too much is told and not read", async () => {
  let read = 0;
  const counted = () => ({ size: 60 * MB, arrayBuffer: async () => ((read += 1), new TextEncoder().encode("Dear Sir").buffer) });
  const items = [{ name: "huge.bin", file: file(65 * MB) }, ...Array.from({ length: 6 }, (_, n) => ({ name: `${n}.txt`, file: counted() })), { name: "mrz.txt", file: file(100) }];
  const { notes } = await sort(items, () => {});
  assert.equal(read, 4);
  assert.deepEqual(notes.filter(({ code }) => code === "too_large").map(({ name }) => name), ["huge.bin"]);
  assert.equal(notes.filter(({ code }) => code === "too_much").length, 1);
});

test("a certificate for the word on a list is no larger than any other file", async () => {
  const asked = [];
  const { session } = sessionOn({ judge, signer: ({ bytes }) => (asked.push(bytes.length), null) });
  await session.judge();
  await session.word({ name: "small.cer", ...file(8) });
  assert.deepEqual(asked, [8]);
  await session.word({ name: "large.cer", ...file(65 * MB) });
  assert.deepEqual(asked, [8]);
  assert.deepEqual(session.held.unused.map(({ code, name }) => `${code} ${name}`).slice(-2), ["signer_none small.cer", "too_large large.cer"]);
});

test("what has no code is a defect, after which the module is started anew", async () => {
  const { session, stops } = sessionOn({ judge: () => { throw new TypeError("of the page"); } });
  session.typed = "P<UTO";
  await session.judge();
  assert.equal(session.error.code, "internal");
  assert.equal(stops.length, 1);
});

const coded = (text) => new TextEncoder().encode(text);
const part = (kind, name, text, more) => ({ kind, name, from: name, bytes: coded(text), ...more });
const given = (...parts) => ({ documents: [{ label: "", parts }], trust: [], notes: [] });
const holding = (...parts) => ({ ...nothingGiven, parts });
/** A session with the files that came out of it. */
const sessionParts = (path, files) => [part("session", "session.json", path, { session: path, reading: {} }), ...Object.entries(files).map(([name, text]) => part("file", name, text, { session: path, from: `${path}/${name}` }))];
const named = ({ parts }) => parts.map(({ kind, name, session = "" }) => [kind, name, session].join(" ").trim());
const passportZone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const visaZone = passportZone.replace("P<", "V<");

test("a session of one document never lies on the files of another", () => {
  const session = sessionParts("b.json", { "EF.DG1": "b", "EF.CardAccess": "c" });
  const stranger = receive(holding(part("file", "EF.SOD", "a"), part("zone", "MRZ", passportZone)), given(...session));
  assert.deepEqual([stranger.choices, named(stranger)], [[], ["session session.json b.json", "file EF.DG1 b.json", "file EF.CardAccess b.json"]]);
  // The same bytes are the same document, and a zone is not yet another one.
  const own = receive(holding(part("file", "EF.DG1", "b"), part("zone", "MRZ", passportZone)), given(...session));
  assert.deepEqual([own.choices, named(own)[0]], [[], "zone MRZ"]);
  // The other way round it is a question, or with an EF.SOD another document.
  const held = holding(...session);
  assert.deepEqual(receive(held, given(part("file", "EF.DG2", "x"))).choices.map(({ as }) => as), ["another", "together"]);
  assert.deepEqual(named(receive(held, given(part("file", "EF.SOD", "x")))), ["file EF.SOD"]);
  assert.equal(receive(held, given(part("file", "EF.DG1", "b"))).choices.length, 0);
});

test("a session that comes takes all of an older one away", () => {
  const older = sessionParts("a.json", { "EF.DG1": "a", "EF.DG2": "a" });
  const { parts } = withParts(holding(...older, part("file", "EF.DG3", "loose")), sessionParts("b.json", { "EF.DG1": "b" }));
  assert.deepEqual(named({ parts }), ["file EF.DG3", "session session.json b.json", "file EF.DG1 b.json"]);
});

test("a session and files that are not its own, given at once, are two documents", () => {
  const session = sessionParts("b.json", { "EF.DG1": "b" });
  const zone = part("zone", "MRZ", passportZone);
  assert.equal(documentsOf([...session, part("file", "EF.DG1", "b"), zone], []).documents.length, 1);
  const { documents } = documentsOf([...session, part("file", "EF.DG2", "x"), zone], []);
  assert.deepEqual(documents.map(({ label, parts }) => [label, named({ parts }).join()]), [["b.json", "session session.json b.json,file EF.DG1 b.json,zone MRZ"], ["EF.DG2", "file EF.DG2,zone MRZ"]]);
});

test("beside the files of a chip the zone of a visa is the visa's, however it came", () => {
  const files = [part("file", "EF.DG1", "a")];
  const visa = part("zone", "MRZ", visaZone);
  for (const held of [receive(holding(...files), given(visa)), receive(holding(visa), given(...files)), withZone(holding(...files), visaZone), { parts: withVisaApart([...files, visa]) }]) {
    assert.deepEqual(named(held).sort(), ["file EF.DG1", "visa MRZ (V)"]);
  }
  const { zone, visaZone: asked } = question(withZone(holding(...files), visaZone));
  assert.deepEqual([zone, asked], [null, visaZone]);
  assert.deepEqual(named(withZone(holding(), visaZone)), ["zone MRZ"]);
  assert.deepEqual(named(withZone(withZone(holding(...files), visaZone), visaZone)), ["visa MRZ (V)", "file EF.DG1"]);
});

test("what takes the place of a visa's zone leaves the passport's alone", async () => {
  for (const text of [visaZone.replace("ERIKSSON", "ERIKSEN<"), passportZone.replace("ERIKSSON", "ERIKSEN<")]) {
    const sorted = { documents: [{ parts: [part("zone", "MRZ", text)] }], trust: [], notes: [] };
    const { session } = sessionOn({ judge, sort: () => sorted });
    session.held = holding(part("zone", "MRZ", passportZone), part("visa", "MRZ (V)", visaZone));
    await session.replace(session.held.parts[1], { name: "other.txt" });
    assert.equal(session.error, null);
    assert.deepEqual(named(session.held), ["zone MRZ", "visa MRZ (V)"]);
    assert.equal(zoneOf(session.held), passportZone);
    assert.equal(question(session.held).visaZone, text);
  }
});

test("a zone that is not certain goes into the field, unless somebody typed in it, and is judged when they say so", async () => {
  const photo = (name, unsure) => part("picture", name, name, { seals: 0, zones: [false], unsure, fault: null });
  const documents = (...all) => ({ documents: all.map((parts, n) => ({ label: `${n}`, parts })), trust: [], notes: [], unsure: null });
  const asked = [];
  let sorted;
  const { session } = sessionOn({ judge: (message) => (asked.push(message.zone), judge()), sort: () => sorted });
  const give = (found) => {
    sorted = found;
    return session.give({ items: [{ name: "a.jpg" }] });
  };
  await give(documents([part("file", "EF.SOD", "w"), photo("a.jpg", passportZone)]));
  assert.deepEqual([session.typed, zoneOf(session.held), asked], [passportZone, "", [null]]);
  await session.judge();
  assert.deepEqual([zoneOf(session.held), asked.at(-1)], [passportZone, passportZone]);
  // Another document, whose zone is in doubt, takes the place of it, and of what the field holds of it.
  await give(documents([part("file", "EF.SOD", "x"), photo("b.jpg", visaZone)]));
  assert.deepEqual([session.typed, zoneOf(session.held)], [visaZone, ""]);
  // What somebody typed stays.
  session.typed = "P<UTO";
  await give(documents([photo("c.jpg", passportZone)]));
  assert.equal(session.typed, "P<UTO");
  // Of two documents each has its own.
  session.typed = "";
  await give(documents([part("file", "EF.SOD", "y"), photo("d.jpg", passportZone)], [part("file", "EF.SOD", "z"), photo("e.jpg", visaZone)]));
  await session.choose(session.held.choices[1] ?? session.held.choices[0]);
  assert.equal(session.typed, visaZone);
});

test("a zone in a picture that no browser shows is not lost", async () => {
  const { session } = sessionOn({ judge, sort: () => ({ documents: [], trust: [], notes: [{ code: "tiff", name: "a.tif" }], unsure: passportZone }) });
  await session.give({ items: [{ name: "a.tif" }] });
  assert.deepEqual([session.typed, session.held.unused.map(({ code }) => code)], [passportZone, ["tiff"]]);
});
