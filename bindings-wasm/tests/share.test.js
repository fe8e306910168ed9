// What leaves the page in Chromium: addresses, files and paper; and what they never hold.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { drop, encoded, open, textOf, visit } from "./support/browser.js";
import { readCase } from "./support/cases.js";

let chromium;
before(async () => (chromium = await open()));
after(() => chromium?.close());

const { inputs } = readCase("good-passport");
const chip = Object.entries(inputs.files).map(([name, content]) => ({ name, base64: content }));
const passport = [...chip, ...encoded([{ name: "mrz.txt", bytes: Buffer.from(inputs.mrz) }])];
const PERSONAL = /ERIKSSON|ANNA|L898902C3|740812|ZE184226B/;

/** A visit to an address of the page that must end without a word on the console. */
async function calm(hash, work, options = {}) {
  const { page, context, complaints } = await visit(chromium, { reducedMotion: "reduce", ...options }, chromium.address + hash);
  await work(page, context);
  assert.deepEqual(complaints, []);
  await context.close();
}

const saved = async (page, button) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
};
const hash = (page) => page.evaluate(() => location.hash);
const openChecks = (page) => page.locator("details.check").evaluateAll((all) => all.filter((each) => each.open).map((each) => each.dataset.check));

describe("addresses", () => {
  test("open a sample, a check of it and a language", () => calm("#sample=demo-forged&check=dg1.hash&language=de", async (page) => {
    await page.waitForSelector(".verdict.failed");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
    await page.waitForSelector('[id="check-dg1.hash"][open]');
    assert.equal(await hash(page), "#sample=demo-forged&check=dg1.hash&language=de");
    await page.evaluate(() => (location.hash = "#sample=good-passport&language=fr"));
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator(".verdict h2").textContent(), "Authentique");
  }));

  test("follow what is shown of a sample, and leave with it", () => calm("", async (page) => {
    await page.click('[data-sample="demo-forged"]');
    await page.waitForSelector(".verdict.failed");
    assert.equal(await hash(page), "#sample=demo-forged");
    await page.click(".decisive a");
    await page.waitForFunction(() => location.hash === "#sample=demo-forged&check=dg1.hash");
    await page.selectOption("#language", "it");
    await page.waitForFunction(() => location.hash === "#sample=demo-forged&check=dg1.hash&language=it");
    assert.deepEqual(await openChecks(page), ["dg1.hash"]);
    await page.click("[data-remove='EF.DG2']");
    await page.waitForSelector("#undo");
    assert.equal(await hash(page), "#language=it");
    assert.equal(await page.locator("#copy-link").count(), 0);
    await page.click("#undo");
    await page.waitForFunction(() => location.hash.startsWith("#sample=demo-forged"));
    await page.click("#wipe");
    assert.equal(await hash(page), "#language=it");
  }));

  test("hold nothing of a document that somebody gave", () => calm("", async (page) => {
    await drop(page, passport);
    await page.waitForSelector(".verdict");
    await page.locator("details.check").evaluateAll((all) => all.forEach((each) => (each.open = true)));
    await page.selectOption("#policy", "strict");
    await page.waitForFunction(() => !document.querySelector("#busy *"));
    assert.equal(await hash(page), "");
    assert.equal(page.url(), chromium.address);
  }));

  test("that ask for a sample put the user's document away, and not for good", () => calm("", async (page) => {
    await drop(page, passport);
    await page.waitForSelector(".verdict.undetermined");
    await page.evaluate(() => (location.hash = "#sample=demo-forged"));
    await page.waitForSelector(".verdict.failed");
    await page.click("#undo");
    await page.waitForSelector(".verdict.undetermined");
    assert.equal(await page.locator(".part").count(), chip.length);
    assert.equal(await hash(page), "");
  }));

  test("that ask for what is not there say so, and for anything else are left alone", () => calm("#sample=no-such-thing&language=xx&check=%3Cb%3E", async (page) => {
    await page.waitForSelector("#unused");
    assert.match(await textOf(page, ".unused"), /the sample no-such-thing, which is not here/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await page.evaluate(() => (location.hash = "#output"));
    await page.waitForFunction(() => !document.querySelector("#busy *"));
    assert.equal(await page.locator(".unused li").count(), 1);
  }));
});

describe("files", () => {
  test("of HTML hold the whole report and need nothing else", () => calm("", async (page, context) => {
    await drop(page, passport);
    await page.waitForSelector(".verdict");
    const { name, text } = await saved(page, "#save-html");
    assert.equal(name, "report.html");
    assert.match(text, PERSONAL);
    const alone = await context.newPage();
    const asked = [];
    alone.on("request", (request) => asked.push(request.url()));
    await alone.setContent(text);
    assert.equal(await alone.locator(".verdict h2").textContent(), "Cannot be told");
    assert.equal(await alone.locator("script, button, input, link").count(), 0);
    assert.equal(await alone.locator(".face").evaluate((face) => face.naturalWidth > 0), true);
    assert.equal(await alone.locator("details.group:not([open]), details.check.undetermined:not([open])").count(), 0);
    assert.deepEqual(asked.filter((address) => !address.startsWith("data:")), []);
    await alone.close();
  }));

  test("and everything else hold nothing personal once that is switched off, until it is switched on", () => calm("", async (page) => {
    await drop(page, passport);
    await page.waitForSelector(".document");
    await page.check("#redact");
    await page.waitForFunction(() => !document.querySelector("doc9303-report").shadowRoot.querySelector(".document"));
    assert.equal(await page.locator(".bytes").count(), 0);
    for (const button of ["#save-html", "#save-json"]) assert.doesNotMatch((await saved(page, button)).text, PERSONAL);
    assert.doesNotMatch(await textOf(page, "#output"), PERSONAL);
    // The switch holds for the next document as well, in any language.
    await page.selectOption("#language", "de");
    await page.click("#new-case");
    await page.click('[data-sample="good-full"]');
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.isChecked("#redact"), true);
    assert.doesNotMatch(await textOf(page, "#output"), PERSONAL);
    await page.uncheck("#redact");
    await page.waitForSelector(".document");
    const { text } = await saved(page, "#save-json");
    assert.equal(JSON.parse(text).document.mrz.fields.primary_identifier, "ERIKSSON");
  }));
});

describe("the switch for personal data", () => {
  test("comes back with what was wiped, and is off for another", () => calm("", async (page) => {
    await drop(page, passport);
    await page.waitForSelector(".document");
    await page.check("#redact");
    await page.click("#wipe");
    await page.click("#undo");
    await page.waitForSelector(".verdict.undetermined");
    assert.equal(await page.isChecked("#redact"), true);
    assert.doesNotMatch(await textOf(page, "#output"), PERSONAL);
    await page.click("#wipe");
    await page.click("#forget");
    await page.click('[data-sample="good-full"]');
    await page.waitForSelector(".document");
    assert.equal(await page.isChecked("#redact"), false);
  }));

  test("stays as it is when a part comes back", () => calm("", async (page) => {
    await drop(page, passport);
    await page.waitForSelector(".document");
    await page.click("[data-remove='EF.DG2']");
    await page.waitForSelector("#undo");
    await page.check("#redact");
    await page.click("#undo");
    await page.waitForFunction(() => document.querySelector("[data-remove='EF.DG2']"));
    assert.equal(await page.isChecked("#redact"), true);
    assert.doesNotMatch(await textOf(page, "#output"), PERSONAL);
  }));
});

describe("paper", () => {
  const printed = (page) => page.evaluate(() => {
    const roots = [document, document.querySelector("doc9303-report").shadowRoot];
    const shown = (each) => each.checkVisibility() && each.getBoundingClientRect().width > 1;
    const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]).filter(shown);
    const text = (node) => (node.nodeType === Node.TEXT_NODE ? node.data : node.checkVisibility && !node.checkVisibility() ? "" : [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].map(text).join(" "));
    return {
      controls: all("button:not(.field), input, select, textarea, progress").map((each) => each.id || each.className),
      closed: all("details.group:not([open]), details.check.failed:not([open])").length,
      ground: getComputedStyle(document.documentElement).backgroundColor,
      ink: getComputedStyle(roots[1].querySelector(".check")).color,
      cut: all("*").filter((each) => each.scrollWidth > each.clientWidth + 1 && ["auto", "scroll", "hidden"].includes(getComputedStyle(each).overflowX)).map((each) => each.className),
      text: text(document.body),
    };
  });
  const onPaper = async (page, work) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    // A4 without its margins.
    await page.setViewportSize({ width: 718, height: 1046 });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    work(await printed(page));
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: null });
  };

  test("shows the report alone, open, light and whole", () => calm("#sample=demo-forged", async (page) => {
    await page.waitForSelector(".verdict.failed");
    const before = await openChecks(page);
    await onPaper(page, ({ controls, closed, ground, ink, cut, text }) => {
      assert.deepEqual(controls, []);
      assert.equal(closed, 0);
      assert.equal(ground, "rgb(255, 255, 255)");
      assert.match(ink, /^rgb\((?:\d|[1-4]\d), /);
      assert.deepEqual(cut, []);
      assert.match(text, PERSONAL);
      assert.match(text, /Why it can fail honestly/);
    });
    assert.deepEqual(await openChecks(page), before);
    const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages <= 5, `${pages} pages`);
  }));

  test("shows nothing personal once that is switched off", () => calm("#sample=demo-forged", async (page) => {
    await page.waitForSelector(".verdict.failed");
    await page.check("#redact");
    await page.waitForFunction(() => !document.querySelector("doc9303-report").shadowRoot.querySelector(".document"));
    await onPaper(page, ({ text }) => {
      assert.doesNotMatch(text, PERSONAL);
      assert.match(text, /Not in order/);
    });
  }));
});
