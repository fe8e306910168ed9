// Every case of fixtures/vectors through the package: verdict, outcomes, reasons and deviations as the case says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { TrustStore, checks, codes, init, inspect, inspectToJson } from "../pkg/node.js";
import { allCases, differences, exceptions, inputOf, lacking, trustOf } from "./support/cases.js";

await init();
const cases = allCases();

test("there are cases", () => assert.ok(cases.length > 400, `${cases.length} cases`));

for (const each of cases) {
  const missing = lacking(each);
  test(each.id, { skip: missing.length > 0 && `needs ${missing.join(", ")}` }, () => {
    const trust = trustOf(each, TrustStore);
    const report = inspect({ ...inputOf(each), trust });
    trust.free();
    const found = differences(each, report);
    if (each.id in exceptions) {
      assert.notEqual(found.length, 0, `${each.id} is excused (${exceptions[each.id]}) and comes out right`);
    } else {
      assert.deepEqual(found, []);
    }
  });
}

test("reports hold known words only, and every reason but success", () => {
  const checkIds = new Set(checks().map((row) => row.id));
  const known = new Set(codes().map((row) => row.code));
  for (const each of cases.filter((each) => lacking(each).length === 0)) {
    const trust = trustOf(each, TrustStore);
    const report = inspect({ ...inputOf(each), trust });
    trust.free();
    for (const { check, outcome, reason, clause } of report.results) {
      assert.ok(checkIds.has(check), check);
      assert.ok(clause.length > 0);
      assert.equal(reason === undefined, outcome === "successful", `${each.id} ${check}`);
      if (reason) assert.ok(known.has(reason.code), reason.code);
    }
    for (const { code } of report.deviations) assert.ok(known.has(code) && code.startsWith("deviation."), code);
  }
});

test("a redacted report is the report without the document", () => {
  for (const each of cases.filter((each) => lacking(each).length === 0)) {
    const trust = trustOf(each, TrustStore);
    const { document, ...rest } = inspect({ ...inputOf(each), trust });
    const redacted = inspectToJson({ ...inputOf(each), trust, redact: true });
    trust.free();
    assert.ok(document, each.id);
    assert.deepEqual(JSON.parse(redacted), rest);
  }
});
