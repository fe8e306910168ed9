// The training in Chromium: fair rounds, levels, score, summary, sheet and addresses of rounds.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit } from "./support/axe.js";
import { open, visit } from "./support/browser.js";
import { readCase } from "./support/cases.js";

let chromium;
before(async () => (chromium = await open()));
after(() => chromium?.close());

/** A visit without complaints. */
async function calm(work, options = {}, where = "") {
  const { page, context, complaints } = await visit(chromium, options, where && chromium.address + where);
  await work(page);
  assert.deepEqual(complaints, []);
  await context.close();
}
const tab = (page, which) => page.click(`.modes button:nth-child(${which})`);
async function enter(page, level = 3) {
  await tab(page, 2);
  await page.waitForSelector(".clues");
  await page.selectOption("#level", String(level - 1));
  await page.waitForSelector(".answers [data-answer]:enabled");
}
const numberOf = (page) => page.locator(".round a").textContent().then((text) => Number(/\d+/.exec(text)[0]));
const score = (page) => page.locator(".score").textContent();
const samplesOf = (page) => page.locator("[data-sample]").evaluateAll((buttons) => Object.fromEntries(buttons.map((button) => [button.textContent, button.dataset.sample])));
async function answer(page, which) {
  await page.click(`.answers [data-answer="${which}"]`);
  if (await page.locator(".why").count()) await page.click(".why button:nth-child(1)");
  await page.waitForSelector(".explanation");
  const [, right, name] = /The answer: (.+?)\. (.+)\.$/.exec(await page.locator(".explanation p:nth-of-type(2)").textContent());
  return { right, name };
}
async function next(page) {
  await page.click(".explanation .primary");
  await page.waitForFunction(() => !document.querySelector(".explanation"));
}

test("a round is played, explained and counted, and nothing gives it away", () => calm(async (page) => {
  await enter(page);
  for (let round = 1; round <= 5; round += 1) {
    assert.equal(await page.locator(".verdict, .explanation, .training .sign").count(), 0);
    await page.click('.answers [data-answer="failed"]');
    if (await page.locator(".why").count()) {
      assert.equal(await page.locator(".why button").count(), 4);
      await page.click(".why button:nth-child(1)");
    }
    await page.waitForSelector(".explanation");
    assert.match(await score(page), new RegExp(`of ${round} right`));
    await next(page);
  }
}));

test("every round shows enough to decide, and what does not decide is an answer of its own", () => calm(async (page) => {
  const ids = await samplesOf(page);
  await enter(page);
  const answers = new Map();
  const byClues = new Map();
  for (let round = 0; answers.size < Object.keys(ids).length && round < 60; round += 1) {
    const shown = await page.locator("[data-checks]").evaluateAll((each) => each.flatMap((clue) => clue.dataset.checks.split(" ")));
    const clues = (await page.locator(".clues").innerHTML()).replace(/blob:[^"]+/g, "");
    const { right, name } = await answer(page, "undetermined");
    const { inputs, expect } = readCase(ids[name]);
    const verdict = [expect.verdict].flat()[0];
    const deciding = Object.entries(expect.results).filter(([, { outcome }]) => outcome === verdict).map(([check]) => check);
    if (verdict !== "successful") assert.ok(deciding.some((check) => shown.includes(check)), `${name}: ${deciding} among ${shown}`);
    const isAlone = Object.keys(inputs.files).length === 0 && inputs.seal == null;
    const expected = { successful: isAlone ? "Cannot be told from what is shown" : "Genuine and in order", failed: "Not in order", undetermined: "Cannot be told from what is shown" }[verdict];
    assert.equal(right, expected, name);
    // Two documents that show the same have the same answer, or what is shown would not be enough.
    assert.equal(byClues.get(clues) ?? right, right, name);
    byClues.set(clues, right);
    answers.set(name, right);
    await next(page);
  }
  assert.equal(answers.size, Object.keys(ids).length);
  assert.equal(new Set(answers.values()).size, 3);
}));

test("the first level asks of print and files alone", () => calm(async (page) => {
  await enter(page, 1);
  const met = new Set();
  for (let round = 0; round < 14; round += 1) {
    const { name } = await answer(page, "successful");
    met.add(name);
    await next(page);
  }
  for (const name of ["A copied chip", "A signer that was revoked", "A State that nobody vouches for", "Genuine, but expired"]) assert.ok(!met.has(name), name);
  assert.ok(met.has("A portrait with one bit changed") && met.has("A passport in order"), [...met].join());
}));

test("the score and the round are kept over languages, views and levels, and summed up by kind", () => calm(async (page) => {
  await page.goto(`${chromium.address}#round=6`);
  await page.reload();
  await page.waitForSelector(".clues");
  const { name } = await answer(page, "successful");
  assert.equal(await score(page), "0 of 1 right");
  await page.selectOption("#language", "de");
  await page.waitForSelector('html[lang="de"]');
  assert.match(await page.locator(".explanation").textContent(), /Nicht ganz/);
  await page.selectOption("#language", "en");
  await page.waitForSelector('html[lang="en"]');
  await tab(page, 1);
  await page.click('[data-sample="good-passport"]');
  await page.waitForSelector(".verdict");
  await tab(page, 2);
  assert.equal(await score(page), "0 of 1 right");
  assert.equal(await page.locator(".explanation").count(), 1);
  await page.selectOption("#level", "1");
  await next(page);
  const number = await numberOf(page);
  await page.click("#summary");
  assert.match(await page.locator('[data-kind="file"], [data-kind="print"]').textContent(), new RegExp(`0 of 1 right.*${name}`));
  assert.equal(await page.locator(".summary tbody tr").count(), 1);
  await page.selectOption("#language", "ru");
  await page.waitForSelector('html[lang="ru"]');
  assert.match(await page.locator(".summary").textContent(), /Упущено/);
  await page.click(".back");
  assert.equal(await numberOf(page), number);
  await page.click("#wipe");
  await page.waitForSelector("#drop");
  await tab(page, 2);
  await page.waitForSelector(".clues");
  assert.match(await score(page), /^\D*0\D+0/);
}));

test("a round has an address, and the page opens it", () => calm(async (page) => {
  await page.waitForSelector(".clues");
  assert.equal(await numberOf(page), 11);
  await page.evaluate(() => (location.hash = "#round=4"));
  await page.waitForFunction(() => document.querySelector(".round")?.textContent.includes("4"));
  const { right, name } = await answer(page, "undetermined");
  assert.deepEqual([right, name], ["Cannot be told from what is shown", "Only the printed zone"]);
  assert.equal(await score(page), "1 of 1 right");
  await next(page);
  const number = await numberOf(page);
  assert.equal(new URL(page.url()).hash, `#round=${number}`);
  // A number that no round has is no error.
  await page.evaluate(() => (location.hash = "#round=999"));
  await page.waitForFunction(() => location.hash !== "#round=999");
  assert.ok(await numberOf(page) <= 18);
}, {}, "#round=11"));

test("the exercise sheet is printed alone, with the answers on a page of their own", () => calm(async (page) => {
  await enter(page, 2);
  await page.click("#sheet");
  await page.waitForSelector(".solutions");
  const count = await page.locator(".exercise").count();
  assert.ok(count >= 10 && count === (await page.locator(".solutions li").count()), `${count} exercises`);
  assert.doesNotMatch((await page.locator(".exercise").allTextContents()).join(), /A portrait with one bit changed/);
  assert.match(await page.locator(".solutions").textContent(), /Round 7: Not in order\. A portrait with one bit changed\. Data group 2 unchanged: The file was changed/);
  assert.equal(await page.locator(".exercise").first().locator(".box").count(), 3);
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["header", ".notice", ".training-tools", ".modes", ".training .print", ".training .back", "footer"]) {
    for (const each of await page.locator(hidden).all()) assert.equal(await each.isVisible(), false, hidden);
  }
  assert.equal(await page.$eval(".solutions", (each) => getComputedStyle(each).breakBefore), "page");
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  assert.ok([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length > 2);
  await page.emulateMedia({ media: "screen" });
  await page.selectOption("#language", "fr");
  await page.waitForSelector('html[lang="fr"]');
  assert.match(await page.locator(".solutions").textContent(), /Solutions/);
  await page.click(".back");
  await page.waitForSelector(".answers [data-answer]");
}));

test("it waits for the module, and leaving, wiping and another view break nothing", async () => {
  let release;
  const gate = new Promise((done) => (release = done));
  const { page, context, complaints } = await visit(chromium, {}, "", (page) => page.route("**/doc9303.wasm*", (route) => gate.then(() => route.continue())));
  await tab(page, 2);
  await page.click("#wipe");
  await tab(page, 2);
  await tab(page, 1);
  await tab(page, 2);
  release();
  await page.waitForSelector(".clues");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("every view is accessible and whole at each width, light and dark", () => calm(async (page) => {
  const views = [
    async () => page.waitForSelector(".clues"),
    async () => answer(page, "failed"),
    async () => page.click("#summary"),
    async () => page.click("#sheet").then(() => page.waitForSelector(".solutions")),
  ];
  for (const view of views) {
    await view();
    for (const width of [320, 390, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await audit(page), [], `${width} ${colorScheme}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
      }
    }
  }
}, { reducedMotion: "reduce" }, "#round=7"));
