// What the words of a verdict claim: never more than chip and seal vouch for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { TrustStore, init, inspect } from "../pkg/full/node.js";
import { verdictKey } from "../pkg/report/index.js";
import { inputOf, readCase, trustOf } from "./support/cases.js";

await init();
const judged = (each, more = {}) => {
  const trust = trustOf(each, TrustStore);
  try {
    return inspect({ ...inputOf(each), trust, ...more });
  } finally {
    trust.free();
  }
};
const redacted = ({ document, ...rest }) => rest;
const passport = readCase("good-full");
const visa = readCase("G00-visa");

/** A zone of a visa for the holder of a printed passport, which anybody can write. */
function inventedVisa(zone) {
  const [names, line] = zone.split("\n");
  return `V<${names.slice(2)}\n${line.slice(0, 28)}${"<".repeat(16)}`;
}

test("a chip vouches for the zone of its passport, and for no visa beside it", () => {
  const plain = judged(passport);
  assert.deepEqual([plain.verdict, verdictKey(plain), verdictKey(redacted(plain))], ["successful", "verdict_successful", "verdict_successful"]);
  const forged = judged(passport, { visaMrz: inventedVisa(passport.inputs.mrz) });
  assert.ok(forged.groups.electronic === "successful" && forged.results.some(({ source }) => source === "visa"));
  assert.deepEqual([forged.verdict, verdictKey(forged), verdictKey(redacted(forged))], ["successful", "verdict_visa", "verdict_visa"]);
  assert.equal(verdictKey(judged(passport, { mrz: undefined, visaMrz: inventedVisa(passport.inputs.mrz) })), "verdict_visa");
});

/** The same report with what its seal and the zone agree by. */
const agreeing = (report, compared) => ({ ...report, evidence: { ...report.evidence, seal: { ...report.evidence.seal, compared } } });

test("a seal vouches for the zone that it was compared with, and for no other", () => {
  const sealed = agreeing(judged(visa), "zone");
  assert.ok(sealed.results.some(({ check, outcome }) => check === "combined.mrz_seal" && outcome === "successful"));
  assert.deepEqual([verdictKey(sealed), verdictKey(redacted(sealed))], ["verdict_successful", "verdict_successful"]);
  // A seal that holds a number alone does not cover the zone, though the two agree.
  assert.equal(verdictKey(agreeing(sealed, "number")), "verdict_seal");
  assert.equal(verdictKey(agreeing(sealed, undefined)), "verdict_seal");
  // Beside a chip, the zone of the visa needs a seal that covers it.
  const beside = { ...sealed, groups: { ...sealed.groups, electronic: "successful" }, results: sealed.results.map((row) => ({ ...row, source: "visa" })) };
  assert.equal(verdictKey(beside), "verdict_successful");
  assert.equal(verdictKey(agreeing(beside, "number")), "verdict_visa");
  // Without a chip, nobody vouches for the passport.
  assert.equal(verdictKey({ ...beside, groups: sealed.groups }), "verdict_seal");
  assert.equal(verdictKey(agreeing(judged(readCase("G21-visa")), "zone")), "verdict_successful");
});
