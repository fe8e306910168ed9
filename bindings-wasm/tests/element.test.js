// <doc9303-report> in a bare page in Chromium, as any site would use it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { TrustStore, init, inputsOf, inspect, writeMrz } from "../pkg/node.js";
import { serve } from "../tools/serve.js";
import { audit } from "./support/axe.js";
import { launch, openAll, textOf } from "./support/browser.js";
import { inputOf, readCase, trustOf } from "./support/cases.js";

/** A policy that lets nothing in but the page's own files: the element asks for no exception. */
const policy = "default-src 'none'; script-src 'self'; img-src blob:; connect-src 'none'";

let browser;
let server;
before(async () => {
  await init();
  server = await serve(fileURLToPath(new URL("../pkg", import.meta.url)));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** What a case of the corpus comes to, as it crosses into a page. */
function shown(id) {
  const each = readCase(id);
  const trust = trustOf(each, TrustStore);
  const document = inputOf(each);
  const report = inspect({ ...document, trust });
  trust.free();
  const { portrait, ...zones } = inputsOf(document);
  return { report, inputs: { ...zones, portrait: portrait && Buffer.from(portrait).toString("base64") } };
}

/** A bare page that imports the package; its requests and complaints are kept. */
async function bare(markup = "", options = {}, prepare = undefined) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const [requests, complaints] = [[], []];
  page.on("request", (request) => requests.push(request.url().replace(server.address, "")));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const html = `<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>Host</title><meta http-equiv="Content-Security-Policy" content="${policy}"><main><h1>Host</h1>${markup}</main><script type="module" src="/report/index.js"></script>`;
  await prepare?.(page);
  await page.route(`${server.address}host`, (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${server.address}host`);
  await page.waitForFunction(() => customElements.get("doc9303-report"));
  return { page, context, requests, complaints };
}

const show = (page, values, nth = 0) =>
  page.evaluate(([{ inputs, ...rest }, nth]) => {
    const element = document.querySelectorAll("doc9303-report")[nth];
    const portrait = inputs?.portrait && Uint8Array.from(atob(inputs.portrait), (letter) => letter.charCodeAt(0));
    Object.assign(element, rest, inputs && { inputs: { ...inputs, portrait } });
  }, [values, nth]);

describe("a bare page", () => {
  test("shows a report with its zone, portrait, checks and chain, and complains of nothing", async () => {
    const { page, context, complaints } = await bare("<doc9303-report></doc9303-report>");
    await show(page, shown("good-passport"));
    assert.equal(await page.locator(".verdict h2").textContent(), "Genuine");
    assert.equal(await page.locator(".zone g[data-line]").count(), 2);
    await page.waitForFunction(() => document.querySelector("doc9303-report").shadowRoot.querySelector(".face").naturalWidth > 0);
    assert.ok((await page.locator(".check").count()) > 20);
    assert.match(await page.locator(".chain").textContent(), /CSCA, the State.s own key/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("its own style reaches nothing of the report, and the report's nothing of it", async () => {
    const { page, context } = await bare('<p class="verdict failed quiet">Host</p><doc9303-report></doc9303-report>');
    await show(page, shown("demo-forged"));
    const colours = await page.locator(".verdict").evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor));
    assert.equal(colours[0], "rgba(0, 0, 0, 0)");
    assert.notEqual(colours[1], colours[0]);
    await context.close();
  });

  test("a language is fetched when it is asked for, and what was open stays so", async () => {
    const { page, context, requests, complaints } = await bare('<doc9303-report language="en-GB"></doc9303-report>');
    await show(page, shown("demo-forged"));
    await page.click(".decisive a");
    assert.ok((await page.locator('[data-check="dg1.hash"]').getAttribute("open")) !== null);
    assert.equal(requests.some((url) => url.includes("languages/de")), false);
    await show(page, { language: "de-AT" });
    await page.waitForSelector(".verdict h2:text-is('Nicht in Ordnung')");
    assert.ok(requests.includes("languages/de.js"));
    assert.equal(await page.locator("details[open].check").count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.parentElement.dataset.check), "dg1.hash");
    // A language that is none is English.
    await show(page, { language: "tlh" });
    await page.waitForSelector(".verdict h2:text-is('Not in order')");
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("redacted, it draws nothing of the holder", async () => {
    const { page, context } = await bare("<doc9303-report redacted></doc9303-report>");
    const passport = shown("good-full");
    await show(page, passport);
    await page.waitForSelector(".verdict");
    const told = await page.evaluate(() => document.querySelector("doc9303-report").shadowRoot.querySelector("main, section").parentNode.innerHTML);
    for (const own of Object.values(passport.report.document.mrz.fields).filter((value) => value.length > 3)) assert.equal(told.includes(own), false, own);
    assert.equal(await page.locator(".face, .zone").count(), 0);
    await show(page, { redacted: false });
    await page.waitForSelector(".zone");
    assert.match(await textOf(page, "doc9303-report"), new RegExp(passport.report.document.mrz.fields.primary_identifier));
    await context.close();
  });

  test("nobody's face stays beside the report of another", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report>");
    const passport = shown("good-passport");
    await show(page, passport);
    await page.waitForSelector(".face");
    await show(page, { report: shown("F00-td3").report });
    await page.waitForSelector(".verdict h2:text-is('Consistent')");
    assert.equal(await page.locator(".face, .zone").count(), 0);
    // In the other order it is the same report with its inputs.
    await page.evaluate(() => (document.querySelector("doc9303-report").inputs = {}));
    await show(page, { inputs: passport.inputs, report: passport.report });
    await page.waitForSelector(".face");
    await context.close();
  });

  test("the host hears of checks and fields, opens a check by its id, and two reports stand side by side", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report><doc9303-report><p>From the host</p></doc9303-report>");
    await page.evaluate(() => {
      window.heard = [];
      for (const name of ["doc9303-check", "doc9303-field"]) addEventListener(name, ({ type, detail }) => window.heard.push([type, detail.check ?? detail.field]));
    });
    await show(page, shown("demo-forged"), 0);
    await show(page, shown("good-passport"), 1);
    assert.deepEqual(await page.locator(".verdict h2").allTextContents(), ["Not in order", "Genuine"]);
    assert.ok(await page.getByText("From the host").isVisible());
    const opened = await page.evaluate(() => ["dg2.hash", "no.check"].map((id) => document.querySelectorAll("doc9303-report")[1].openCheck(id)));
    assert.deepEqual(opened, [true, false]);
    await page.locator('[data-field="document_number"]').first().hover();
    await page.waitForFunction(() => window.heard.length >= 2);
    assert.deepEqual(await page.evaluate(() => window.heard.sort()), [["doc9303-check", "dg2.hash"], ["doc9303-field", "document_number"]]);
    await context.close();
  });

  test("a check that is open after a new drawing was opened by nobody", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report>");
    await page.evaluate(() => {
      window.heard = [];
      addEventListener("doc9303-check", ({ detail }) => window.heard.push(`${detail.check} ${detail.open}`));
    });
    await show(page, shown("demo-forged"));
    await page.focus('[data-check="dg1.hash"] > summary');
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => window.heard.length === 1);
    await show(page, { language: "de" });
    await page.waitForSelector(".verdict h2:text-is('Nicht in Ordnung')");
    await show(page, shown("B01-dg2-bit-flipped"));
    assert.equal(await page.locator("details.check[open]").count(), 1);
    await page.click('[data-check="dg1.hash"] > summary');
    await page.waitForFunction(() => window.heard.length > 1);
    assert.deepEqual(await page.evaluate(() => window.heard), ["dg1.hash true", "dg1.hash false"]);
    await context.close();
  });

  test("whoever holds the element outside a page has no more of a document than was left in it", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report>");
    const passport = shown("good-full");
    await show(page, passport);
    await page.waitForSelector(".zone");
    const [whole, redacted, left] = await page.evaluate(async () => {
      const element = document.querySelector("doc9303-report");
      element.remove();
      const whole = element.toHTML();
      element.redacted = true;
      const redacted = element.toHTML();
      Object.assign(element, { redacted: false, report: null, inputs: {} });
      await Promise.resolve();
      return [whole, redacted, [element.shadowRoot.childNodes.length, element.toHTML()]];
    });
    for (const own of Object.values(passport.report.document.mrz.fields).filter((value) => value.length > 3)) {
      assert.ok(whole.includes(own), own);
      assert.equal(redacted.includes(own), false, own);
    }
    assert.deepEqual(left, [0, null]);
    await context.close();
  });

  test("without the words of its language a report is drawn, and saved, in English", async () => {
    const { page, context } = await bare("<doc9303-report language='de'></doc9303-report>", {}, (page) => page.route("**/languages/de.js", (route) => route.abort()));
    await show(page, shown("demo-forged"));
    await page.waitForSelector(".verdict h2:text-is('Not in order')");
    const html = await page.evaluate(() => document.querySelector("doc9303-report").toHTML());
    assert.match(html, /<html lang="en">[^]*<title>doc9303: Not in order<\/title>/);
    await context.close();
  });

  test("while the words of another language are on their way, what was taken away is gone", async () => {
    let release;
    const gate = new Promise((done) => (release = done));
    const { page, context } = await bare("<doc9303-report></doc9303-report>", {}, (page) => page.route("**/languages/fr.js", (route) => gate.then(() => route.continue())));
    const passport = shown("good-full");
    await show(page, passport);
    await page.waitForSelector(".zone");
    await show(page, { language: "fr", redacted: true });
    assert.equal((await textOf(page, "doc9303-report")).includes(passport.report.document.mrz.fields.primary_identifier), false);
    release();
    await page.waitForSelector(".verdict h2:text-is('Authentique')");
    await context.close();
  });

  test("what was set before the element was defined is not lost", async () => {
    const { page, context } = await bare();
    await page.evaluate(({ report }) => {
      const early = document.createElement("doc9303-report");
      Object.defineProperty(early, "report", { value: report, configurable: true, writable: true, enumerable: true });
      document.querySelector("main").append(early);
    }, shown("F00-td3"));
    await page.waitForSelector(".verdict");
    await context.close();
  });
});

describe("facts", () => {
  const fieldOf = (page, name) => page.locator(`[data-field="${name}"]`).textContent();

  test("dates, States and sex are said in the language, with the cells beside", async () => {
    const { page, context } = await bare('<doc9303-report language="fr"></doc9303-report>');
    await show(page, shown("good-full"));
    await page.waitForSelector(".fields");
    assert.match(await fieldOf(page, "birth_date"), /12 août 1974.*740812.*siècle déduit/);
    assert.match(await fieldOf(page, "issuing_state"), /Utopie.*UTO/);
    assert.match(await fieldOf(page, "sex"), /féminin.*F/);
    assert.match(await fieldOf(page, "secondary_identifier"), /ANNA MARIA.*ANNA<MARIA/);
    const detail = (name) => page.locator(`[data-detail="${name}"]`).first().textContent();
    assert.equal(await detail("date_of_birth"), "12 août 1974 19740812");
    assert.equal(await detail("full_name"), "ERIKSSON, ANNA MARIA ERIKSSON<<ANNA<MARIA");
    const chain = await page.locator(".chain").textContent();
    for (const link of shown("good-full").report.evidence.chain) {
      assert.ok(chain.includes(link.issuer) && chain.includes(link.serial), link.subject);
      assert.ok(chain.replaceAll(" ", "").includes(link.sha256), link.subject);
    }
    await context.close();
  });

  test("a century that two digits leave open is told as open", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report>");
    const zone = writeMrz({ format: "TD1", document_code: "I", issuing_state: "D", document_number: "X1", nationality: "XXB", birth_date: "200101", expiry_date: "300101", primary_identifier: "NEMO" });
    await show(page, { report: inspect({ mrz: zone, at: "2026-01-01" }), inputs: { zone } });
    assert.match(await fieldOf(page, "birth_date"), /1 Jan 2020 or 1 Jan 1920|Jan 1, 2020 or Jan 1, 1920/);
    assert.match(await fieldOf(page, "issuing_state"), /Germany.*D/);
    assert.match(await fieldOf(page, "nationality"), /Refugee under the 1951 Convention.*XXB/);
    assert.match(await fieldOf(page, "sex"), /not stated/);
    await context.close();
  });

  test("print against chip is told cell by cell", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report>");
    await show(page, shown("F16-expiry-differs"));
    const rows = await page.locator(".differences li").allTextContents();
    assert.deepEqual(rows, ["Line 2, character 23: 5 is printed, 4 is on the chip", "Line 2, character 28: 2 is printed, 9 is on the chip"]);
    assert.equal(await page.locator(".differences .faults rect").count(), 4);
    await show(page, shown("good-passport"));
    await page.waitForSelector(".verdict h2:text-is('Genuine')");
    assert.equal(await page.locator(".differences").count(), 0);
    await context.close();
  });

  test("what nobody vouches for is never shown without saying so", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report>");
    await show(page, shown("C01-unknown-csca"));
    assert.match(await page.locator(".portrait").textContent(), /Not authenticated: anybody may have written this/);
    const parts = page.locator(".told");
    assert.ok((await parts.count()) >= 2);
    assert.equal(await page.locator(".told .vouching.doubtful").count(), await parts.count());
    await show(page, shown("good-passport"));
    await page.waitForSelector(".verdict h2:text-is('Genuine')");
    assert.equal(await page.locator(".vouching.doubtful").count(), 0);
    await context.close();
  });
});

describe("on paper", () => {
  test("as a file it needs nothing else, shows everything, and nothing personal if that is asked for", async () => {
    const { page, context } = await bare("<doc9303-report language='de'></doc9303-report>");
    const passport = shown("good-full");
    await show(page, passport);
    await page.waitForSelector(".verdict h2:text-is('Echt')");
    const [whole, redacted] = await page.evaluate(() => {
      const element = document.querySelector("doc9303-report");
      const whole = element.toHTML();
      element.redacted = true;
      return [whole, element.toHTML()];
    });
    const alone = await context.newPage();
    const loaded = [];
    const complaints = [];
    alone.on("request", (request) => loaded.push(request.url()));
    alone.on("console", (message) => complaints.push(message.text()));
    await alone.route("**/report.html", (route) => route.fulfill({ contentType: "text/html", body: whole }));
    await alone.goto("http://alone.test/report.html");
    assert.deepEqual(loaded.filter((url) => !url.startsWith("data:")), ["http://alone.test/report.html"]);
    assert.deepEqual(complaints, []);
    assert.equal(await alone.title(), "doc9303: Echt");
    assert.ok(await alone.locator(".face").evaluate((image) => image.naturalWidth > 0));
    assert.equal(await alone.locator("button, input, script, details.group:not([open])").count(), 0);
    for (const own of Object.values(passport.report.document.mrz.fields).filter((value) => value.length > 3)) {
      assert.ok(whole.includes(own), own);
      assert.equal(redacted.includes(own), false, own);
    }
    await context.close();
  });

  test("printed, everything is open, light, uncut and without what is there to press", async () => {
    const { page, context } = await bare("<doc9303-report></doc9303-report>", { colorScheme: "dark" });
    await show(page, shown("demo-forged"));
    await page.emulateMedia({ media: "print" });
    for (const [check, isRead] of [["dg1.hash", true], ["dg2.hash", false]]) assert.equal(await page.locator(`[data-check="${check}"] dd`).first().isVisible(), isRead);
    assert.ok(await page.locator('[data-check="mrz.format"] summary').isVisible());
    assert.equal(await page.locator(".toggle").isVisible(), false);
    const [paper, cut] = await page.locator(".panel.document").evaluate((panel) => [getComputedStyle(panel).backgroundColor, panel.querySelector(".zone-frame").scrollWidth - panel.querySelector(".zone-frame").clientWidth]);
    assert.deepEqual([paper, cut], ["rgb(255, 255, 255)", 0]);
    await context.close();
  });
});

describe("for everyone", () => {
  for (const width of [320, 390, 1280]) {
    test(`axe finds nothing, and nothing is cut off: ${width}`, async () => {
      const { page, context } = await bare("<doc9303-report></doc9303-report>", { viewport: { width, height: 800 } });
      for (const id of ["good-full", "demo-forged"]) {
        await show(page, shown(id));
        await openAll(page);
        assert.deepEqual(await audit(page), [], id);
        await page.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await audit(page), [], `${id}, dark`);
        await page.emulateMedia({ colorScheme: "light" });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, id);
      }
      await context.close();
    });
  }
});
