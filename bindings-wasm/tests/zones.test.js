// Zones written, repaired and found, names across scripts, and words explained.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as doc9303 from "../pkg/node.js";

const ZONE = "PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3404159ZE184226B<<<<<16";
const coded = (code) => (error) => error instanceof Error && error.code === code;

before(() => doc9303.init());

const { inspect, normalizeMrz, parseMrz, writeMrz } = doc9303;

test("a typed zone is put in the characters that zones have, and a wrong length is told with the right one", () => {
  const zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
  // Small letters, a guillemet for two fillers, a blank for one, a Cyrillic letter, and the line end of another system.
  const normal = normalizeMrz("  p<utoЕriksson«anna maria      \r\n l898902c36uto7408122f1204159ze184226b<<<<<10 ");
  assert.equal(normal, zone.replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA"));
  assert.equal(normalizeMrz(zone), zone);
  assert.equal(normalizeMrz("P<UTO漢"), "P<UTO漢");
  const wrong = (found, expected) => (error) => error.code === "mrz.length" && error.found.join() === found && error.expected.join() === expected;
  assert.throws(() => parseMrz(normal, { at: "2026-01-01" }), wrong("25,44", "44,44"));
  assert.throws(() => parseMrz("", { at: "2026-01-01" }), ({ code, found }) => code === "mrz.length" && found.join() === "0");
});

test("words that are refused are named", () => {
  const at = "2026-01-01";
  const named = (code, word) => (error) => error.code === code && error.given === word && error.message.includes(JSON.stringify(word));
  assert.throws(() => inspect({ at: "yesterday" }), named("argument.at", "yesterday"));
  assert.throws(() => inspect({ at, policy: "lenient" }), named("argument.policy", "lenient"));
  assert.throws(() => inspect({ at, policy: { expects: ["dg1.hsah"] } }), named("argument.check", "dg1.hsah"));
  assert.throws(() => inspect({ at, files: { readme: new Uint8Array(9) } }), named("argument.file", "readme"));
  assert.throws(() => inspect({ at, files: { "EF.DG1": [1, 2] } }), /EF\.DG1 is not a Uint8Array or ArrayBuffer but an array$/);
  assert.throws(() => writeMrz({ format: "TD9" }), named("argument.format", "TD9"));
  assert.throws(() => parseMrz(5, { at }), /the zone is not a string but Number/);
});

test("what is somebody's own is repeated by no error", () => {
  const silent = (code, ...secrets) => (error) => error.code === code && secrets.every((secret) => !`${error.message} ${error.given}`.includes(secret));
  for (const language of [undefined, "any", "ukrainian"]) {
    assert.throws(() => doc9303.transliterate("Anna 山田", { language }), silent("argument.name", "Anna", "山", '"any"', "ukrainian"));
  }
  const access = (protocol, password) => () => inspect({ at: "2026-01-01", access: { protocol, password } });
  assert.throws(access("PACE", "500540"), (error) => silent("argument.access", "500540")(error) && error.given === "PACE" && error.message.includes('"PACE"'));
  assert.throws(access("EAC", "500540"), silent("argument.access", "500540"));
});

test("a zone is written from its fields and reads back", () => {
  const fields = {
    format: "TD3", document_code: "PP", issuing_state: "UTO", primary_identifier: "Eriksson",
    secondary_identifier: "Anna Maria", document_number: "L898902C3", nationality: "UTO", birth_date: "740812",
    sex: "F", expiry_date: "340415", personal_number: "ZE184226B",
  };
  assert.equal(doc9303.writeMrz(fields), ZONE);
  assert.throws(() => doc9303.writeMrz({ ...fields, format: "A4" }), coded("argument.format"));
  assert.throws(() => doc9303.writeMrz({ ...fields, shoe_size: "42" }), coded("argument.field"));
  assert.throws(() => doc9303.writeMrz({ ...fields, document_number: "L898902C3L898902C3" }), coded("argument.field"));
  assert.throws(() => doc9303.writeMrz({ ...fields, sex: 1 }), coded("argument.type"));
});

test("a badly read zone has candidates, and is not changed", () => {
  assert.equal(doc9303.repairMrz(ZONE).kind, "intact");
  const read = ZONE.replace("7408122F", "74O8122F");
  const { kind, candidates } = doc9303.repairMrz(read);
  assert.equal(kind, "unique");
  assert.equal(candidates[0].zone, ZONE);
  assert.deepEqual(candidates[0].changes, [{ line: 1, column: 15, from: "O", to: "0", proven: true }]);
  assert.ok(candidates[0].proven);
  const blank = doc9303.repairMrz(ZONE.replace("ANNA<MARIA", "ANNA MARIA"));
  assert.equal(blank.kind, "unproven");
  assert.equal(blank.candidates[0].zone, ZONE);
  assert.ok(!blank.candidates[0].proven);
  assert.throws(() => doc9303.repairMrz("no zone"), coded("mrz.charset"));
});

test("a zone is judged while it is typed", () => {
  const begun = doc9303.draftMrz(ZONE.slice(0, 65).replace("ANNA", "\u0410NNA"));
  assert.deepEqual([begun.format, begun.lines], ["TD3", [44, 44]]);
  assert.deepEqual(begun.strange, [{ at: [0, 15, 16], letter: "\u0410", meant: "A" }]);
  assert.deepEqual(begun.check_digits.map(({ field, ok }) => [field, ok]), [
    ["document_number", true], ["birth_date", true], ["expiry_date", undefined], ["personal_number", undefined], ["composite", undefined],
  ]);
  assert.deepEqual(begun.fields.find(({ field }) => field === "sex").at, [1, 20, 21]);
  const visa = doc9303.draftMrz(ZONE, { format: "MRV-A" });
  assert.deepEqual([visa.format, visa.check_digits.length], ["MRV-A", 3]);
  assert.equal(doc9303.draftMrz("").format, "TD3");
  assert.throws(() => doc9303.draftMrz(ZONE, { format: "A4" }), coded("argument.format"));
  assert.throws(() => doc9303.draftMrz(ZONE, { layout: "TD3" }), coded("argument.unknown"));
});

test("zones are found in text at places that JavaScript counts", () => {
  const page = `Пасспорт 😀 of Utopia\n${ZONE}\nsigned`;
  const [found, ...others] = doc9303.findMrz(page);
  assert.deepEqual(others, []);
  assert.ok(found.sure);
  assert.equal(page.slice(found.start, found.end), ZONE);
  assert.equal(found.zone, ZONE);
  assert.deepEqual(doc9303.findMrz(""), []);
});

test("names cross scripts", () => {
  assert.equal(doc9303.transliterate("Müller"), "MUELLER");
  assert.throws(() => doc9303.transliterate("山田"), coded("argument.name"));
  assert.throws(() => doc9303.transliterate("A", { language: "elvish" }), (error) => error.code === "argument.language" && error.given === "elvish" && error.message.includes('"elvish"'));
  assert.equal(doc9303.compareNames({ primary: "Eriksson", secondary: "Anna Maria", zone: ZONE }), "equal");
  assert.equal(doc9303.compareNames({ primary: "Svensson", secondary: "Anna Maria", zone: ZONE }), "different");
  assert.equal(doc9303.checkDigit("520727"), "3");
});

test("every check and code is explained", () => {
  for (const { id } of doc9303.checks()) assert.ok(doc9303.explain(id).meaning, id);
  for (const { code } of doc9303.codes()) assert.ok(doc9303.explain(code).next_steps, code);
  assert.equal(doc9303.explain("constructor"), undefined);
});
