// Every case of fixtures/vectors through the package: verdict, outcomes, reasons and deviations as the case says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { TrustStore, checks, codes, init, inspect, inspectToJson } from "../pkg/node.js";
import { init as initFull } from "../pkg/full/node.js";
import { verdictKey } from "../pkg/report/index.js";
import { allCases, differences, exceptions, inputOf, isSealed, lacking, trustOf } from "./support/cases.js";

await init();
const cases = allCases();
const sealed = cases.filter(isSealed);
const others = cases.filter((each) => !isSealed(each));

test("there are cases, and the package takes all of them", () => {
  assert.ok(others.length > 1000 && sealed.length > 300, `${others.length} cases, and ${sealed.length} with seals`);
  assert.deepEqual(cases.map((each) => [each.id, ...lacking(each)]).filter(([, ...missing]) => missing.length > 0), []);
});

/** What `work` gives on a case, with a store of its own that is made by the module that is loaded then. */
function judged(each, work = inspect, more = {}) {
  const trust = trustOf(each, TrustStore);
  try {
    return work({ ...inputOf(each), trust, ...more });
  } finally {
    trust.free();
  }
}

function comesOut(each) {
  test(each.id, () => {
    const found = differences(each, judged(each));
    if (each.id in exceptions) {
      assert.notEqual(found.length, 0, `${each.id} is excused (${exceptions[each.id]}) and comes out right`);
    } else {
      assert.deepEqual(found, []);
    }
  });
}

/** Whether a chip, or a seal that holds a zone, stands behind what is printed. */
const vouched = ({ groups, document }) => groups.electronic === "successful" || (groups.seal === "successful" && JSON.stringify(document.seal).includes('"name":"mrz"'));

function isWellFormed(name, cases) {
  test(`${name}: reports hold known words only, and every reason but success`, () => {
    const groups = new Map(checks().map(({ id, group }) => [id, group]));
    const known = new Set(codes().map((row) => row.code));
    for (const each of cases) {
      const report = judged(each);
      for (const { check, outcome, reason, clause } of report.results) {
        assert.ok(groups.has(check), check);
        assert.ok(groups.get(check) in report.groups || outcome === "not_supported", `${each.id} ${check}`);
        assert.ok(clause.length > 0);
        assert.equal(reason === undefined, outcome === "successful", `${each.id} ${check}`);
        if (reason) assert.ok(known.has(reason.code), reason.code);
      }
      assert.ok(verdictKey(report) !== "verdict_successful" || vouched(report), `${each.id} is said to be genuine`);
      for (const { code } of report.deviations) assert.ok(known.has(code) && code.startsWith("deviation."), code);
    }
  });
  test(`${name}: a redacted report is the report without the document`, () => {
    for (const each of cases) {
      const { document, ...rest } = judged(each);
      assert.ok(document, each.id);
      assert.deepEqual(JSON.parse(judged(each, inspectToJson, { redact: true })), rest);
    }
  });
}

for (const each of others) comesOut(each);
isWellFormed("chips and zones", others);

test("the small module judges no seal, and says which does", () => {
  const [each] = sealed;
  const refused = (error) => error.code === "module.small" && error.message.includes("doc9303/full");
  assert.throws(() => judged(each), refused);
  assert.throws(() => inspect({ visaMrz: "V<UTO", at: each.at }), refused);
  assert.throws(() => inspect({ dtc: new Uint8Array(), at: each.at }), refused);
  assert.equal(inspect({ mrz: "V<UTO", seal: null, visaMrz: undefined, dtc: null, at: each.at }).groups.seal, undefined);
});

/** Made by the small module, which goes on holding it. */
const before = new TrustStore();
test("the full module is loaded", () => initFull());

test("a store of the small module goes on, and knows no seals", () => {
  const [each] = sealed;
  assert.throws(() => inspect({ ...inputOf(each), trust: before }), { code: "module.small" });
});

for (const each of sealed) comesOut(each);
isWellFormed("seals", sealed);

test("a seal is bytes or text, and one that is none is a report", () => {
  const at = "2026-01-01";
  for (const [seal, outcome, code] of [["no seal", "failed", "seal.wrong_format"], [new TextEncoder().encode("no seal"), "failed", "seal.wrong_format"], ["", "undetermined", "seal.read_error"]]) {
    const { verdict, results } = inspect({ seal, at });
    const [row] = results.filter(({ check }) => check === "seal.format");
    assert.deepEqual([verdict, row.outcome, row.reason.code], [outcome, outcome, code]);
  }
  assert.throws(() => inspect({ seal: 5, at }), { code: "argument.type" });
  assert.throws(() => inspect({ visaMrz: [], at }), { code: "argument.type" });
});

/** An element of DER. */
function element(tag, content) {
  const octets = content.length.toString(16);
  const length = Buffer.from(octets.padStart(octets.length + (octets.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, ...(content.length < 128 ? [] : [0x80 + length.length]), ...length]), content]);
}

test("the virtual component of a credential stands for a chip, and is compared with it", () => {
  const each = cases.find(({ id }) => id === "good-passport");
  const [{ files }, { at }] = [inputOf(each), each];
  const names = ["EF.SOD", ...Array.from({ length: 16 }, (_, number) => `EF.DG${number + 1}`)];
  const held = names.flatMap((name, number) => (files[name] ? [element(0x80 + number, Buffer.from(files[name]))] : []));
  const dtc = element(0x30, Buffer.concat([Buffer.from([2, 1, 1]), element(0x30, Buffer.concat(held))]));
  const outcomes = (input) => Object.fromEntries(inspect({ at, dtc, ...input }).results.map(({ check, outcome }) => [check, outcome]));
  const alone = outcomes({});
  assert.equal(alone["sod.signature"], "successful");
  assert.equal(alone["combined.dtc_chip"], "undetermined", "a copy proves no chip");
  assert.equal(outcomes({ files })["combined.dtc_chip"], "successful");
  const other = inputOf(cases.find(({ id }) => id === "good-full")).files;
  assert.equal(outcomes({ files: other })["combined.dtc_chip"], "failed");
  assert.equal(outcomes({ dtc: Buffer.from("no credential") })["combined.dtc_chip"], "failed");
  assert.throws(() => inspect({ dtc: 5, at }), { code: "argument.type" });
});
