// The page's README says what the page is made of, and the samples follow its rules.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const guide = read("../demo/README.md");
const samples = [...read("../tools/page.js").match(/const SAMPLES = \[([^]*?)\];/)[1].matchAll(/"([^"]+)"/g)].map(([, id]) => id);
const cases = samples.map((id) => JSON.parse(read(`../../fixtures/vectors/cases/${id}.json`)));

test("the guide has a row for each request that the worker answers", () => {
  const handlers = read("../demo/src/worker.js").match(/const deeds = \{([^}]*)\}/)[1];
  const answered = handlers.split(",").map((entry) => entry.split(":")[0].trim());
  const protocol = guide.slice(guide.indexOf("| `deed` |"));
  const described = [...protocol.matchAll(/^\| `(\w+)` \| /gm)].map(([, deed]) => deed).filter((deed) => deed !== "deed");
  assert.deepEqual(described.sort(), answered.sort());
});

test("the guide has a row for each file of the page", () => {
  const files = readdirSync(new URL("../demo/src/", import.meta.url)).map((name) => (name.includes(".") ? `src/${name}` : `src/${name}/`));
  for (const file of files) assert.ok(guide.includes(`\`${file}\``), file);
});

test("there is a sample for each verdict, and forgeries fail in ways of their own", () => {
  const verdicts = new Set(cases.map(({ expect }) => expect.verdict));
  assert.deepEqual([...verdicts].sort(), ["failed", "successful", "undetermined"]);
  const ways = cases.filter(({ expect }) => expect.verdict === "failed").map(({ expect }) => JSON.stringify(expect.results));
  assert.equal(new Set(ways).size, ways.length);
});

test("samples are small and have a name in each language", async () => {
  const size = samples.reduce((sum, id) => sum + statSync(new URL(`../../fixtures/vectors/cases/${id}.json`, import.meta.url)).size, 0);
  assert.ok(size < 600 * 1024, `${size} bytes`);
  for (const file of readdirSync(new URL("../demo/lang/", import.meta.url))) {
    const { default: messages } = await import(`../demo/lang/${file}`);
    for (const id of samples) assert.ok(messages.sample[id], `${file}: ${id}`);
  }
});
