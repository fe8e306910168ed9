// The page in Chromium, as a person uses it.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "../tools/serve.js";
import { audit } from "./support/axe.js";
import { drop, encoded, filesIn, folder, open, openAll, textOf, visit, zip } from "./support/browser.js";
import { readCase, vectorsFolder } from "./support/cases.js";

let chromium;
before(async () => (chromium = await open()));
after(() => chromium?.close());

const filesOf = (name) => filesIn(join(vectorsFolder, name));
const verdict = (page) => page.locator(".verdict h2").textContent();
/** The passport comes with what a terminal recorded, which proves something only to whom the terminal is. */
const ofOwnTerminal = async (page) => {
  await page.waitForSelector(".verdict.undetermined");
  await page.check("#own-terminal");
  await page.waitForSelector(".verdict.successful");
};
const sampleOn = async (page, id) => {
  await page.evaluate(() => document.querySelector(".another")?.setAttribute("open", ""));
  await page.click(`[data-sample="${id}"]`);
  await page.waitForSelector(".verdict");
};

describe("documents", () => {
  test("a passport that is dropped is genuine, and a forged one is not", async () => {
    const { page, context, complaints } = await visit(chromium);
    await drop(page, encoded(filesOf("passport")));
    await ofOwnTerminal(page);
    assert.equal(await verdict(page), "Genuine");
    await drop(page, encoded(filesOf("forged")));
    await page.waitForSelector(".verdict.failed");
    assert.equal(await verdict(page), "Not in order");
    assert.match(await page.locator(".decisive").textContent(), /Data group 1 unchanged: The file was changed/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("a zip and a folder are read like files", async () => {
    const { page, context } = await visit(chromium);
    const files = filesOf("passport").map(({ name, bytes }) => ({ name: `passport/${name}`, bytes }));
    await page.setInputFiles("#pick-files", { name: "passport.zip", mimeType: "application/zip", buffer: zip(files) });
    await ofOwnTerminal(page);
    await page.click("#wipe");
    await page.setInputFiles("#pick-folder", join(vectorsFolder, "forged"));
    await page.waitForSelector(".verdict.failed");
    await context.close();
  });

  test("a typed zone is judged, and the verdict says what it is worth", async () => {
    const { page, context } = await visit(chromium);
    await page.fill("#at", "2026-06-01");
    await page.fill("#zone-text", readCase("F00-td3").inputs.mrz);
    await page.click("#judge");
    await page.waitForSelector(".verdict.successful");
    assert.equal(await verdict(page), "Consistent");
    assert.match(await page.locator(".verdict").textContent(), /nothing proves who printed it/);
    await context.close();
  });

  test("every sample has the verdict under which it stands", async () => {
    const { page, context, complaints } = await visit(chromium);
    const ids = await page.locator("[data-sample]").evaluateAll((buttons) => buttons.map((button) => button.dataset.sample));
    assert.ok(ids.length >= 12);
    for (const id of ids) {
      await sampleOn(page, id);
      const expected = [readCase(id).expect.verdict].flat()[0];
      assert.ok(await page.locator(`.verdict.${expected}`).count(), id);
    }
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("a master list waits for a word on its signer", async () => {
    const { page, context } = await visit(chromium);
    const each = readCase("D10-master-list");
    const [{ list, signer }] = each.trust.master_lists;
    await drop(page, [{ name: "list.ml", base64: list }]);
    await page.waitForSelector("#list-any");
    assert.match(await page.locator(".trust").textContent(), /No CSCA certificate yet/);
    await page.setInputFiles("#list-signer", { name: "signer.cer", mimeType: "application/pkix-cert", buffer: Buffer.from(signer, "base64") });
    await page.waitForFunction(() => /1 CSCA|2 CSCA|3 CSCA/.test(document.querySelector(".trust").textContent));
    assert.equal(await page.locator("#list-any").count(), 0);
    await context.close();
  });
});

describe("the result", () => {
  test("a check opens from the verdict and explains itself", async () => {
    const { page, context } = await visit(chromium);
    await sampleOn(page, "demo-forged");
    await page.click(".decisive a");
    const opened = page.locator('[id="check-dg1.hash"]');
    assert.ok(await opened.getAttribute("open") !== null);
    const text = await opened.textContent();
    for (const part of ["What this means", "Why it can fail honestly", "What to do next", "Doc 9303-11 §5.1"]) assert.ok(text.includes(part), part);
    await context.close();
  });

  test("a field lights its place up, and its check digit with it", async () => {
    const { page, context } = await visit(chromium);
    await sampleOn(page, "F01-td3-number");
    assert.equal(await page.locator(".faults rect").count() > 0, true);
    // Wherever the pointer was left, it is over no field.
    await page.mouse.move(0, 0);
    await page.locator(".field", { hasText: "Document number" }).focus();
    assert.equal(await page.locator(".marks rect").count(), 2);
    assert.match(await page.locator(".place").textContent(), /Line 2, characters 1 to 9; Line 2, characters 10 to 10/);
    await page.locator(".field", { hasText: "Date of birth" }).hover();
    assert.equal(await page.locator(".marks rect").count(), 2);
    assert.match(await page.locator(".place").textContent(), /Line 2, characters 14 to 19/);
    await page.locator(".document h2").hover();
    assert.equal(await page.locator(".marks rect").count(), 2);
    assert.match(await page.locator(".place").textContent(), /Line 2, characters 1 to 9/);
    await context.close();
  });

  test("the chain marks the broken arrow", async () => {
    const { page, context } = await visit(chromium);
    await sampleOn(page, "C03-csca-look-alike");
    assert.match(await page.locator(".edge.failed").textContent(), /does not hold/);
    assert.equal(await page.locator(".edge.failed").count(), 1);
    await context.close();
  });

  test("bytes and elements lead to each other", async () => {
    const { page, context } = await visit(chromium);
    await sampleOn(page, "good-passport");
    await page.click(".bytes > summary");
    await page.locator(".tree button", { hasText: "messageDigest" }).click();
    const marked = await page.locator(".octets .head, .octets .body").evaluateAll((cells) => cells.map((cell) => cell.textContent).join(""));
    assert.equal(marked, "06092a864886f70d010904");
    // The first byte on show, before the digest's own: the element that it is of is the one that is chosen.
    const first = page.locator(".octets span").first();
    const at = Number(await first.getAttribute("data-at"));
    await first.click();
    const chosen = await page.locator('.tree [aria-pressed="true"]').evaluateAll((all) => all.map((each) => Number(each.parentElement.dataset.start)));
    const [shown] = await page.locator(".octets .head").evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.at)));
    assert.ok(await page.locator(`.octets [data-at="${at}"].head, .octets [data-at="${at}"].body`).count());
    assert.equal(chosen.length, 1);
    assert.ok(chosen[0] <= at && (shown === undefined || shown === chosen[0]), `${at} in ${chosen}`);
    await context.close();
  });

  test("the report can be saved, and without personal data", async () => {
    const { page, context } = await visit(chromium);
    await sampleOn(page, "good-passport");
    const save = async () => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-json")]);
      return JSON.parse(readFileSync(await download.path(), "utf8"));
    };
    const whole = await save();
    assert.equal(whole.document.mrz.fields.primary_identifier, "ERIKSSON");
    await page.check("#redact");
    const redacted = await save();
    assert.equal(redacted.document, undefined);
    assert.equal(JSON.stringify(redacted).includes("ERIKSSON"), false);
    await context.close();
  });
});

describe("bad input", () => {
  const plain = async (page, pattern) => {
    await page.waitForFunction(() => document.querySelector("#result, #problem, #unused, #zone-fault, .part.picture") && !document.querySelector("#busy *"));
    assert.match(await textOf(page, "main"), pattern);
  };
  const cases = [
    ["a JPEG", [{ name: "face.jpg", bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]) }], /face\.jpg.*This picture cannot be shown|could not be searched/],
    ["an empty zip", [{ name: "a.zip", bytes: zip([]) }], /zip without anything/],
    ["a broken zip", [{ name: "b.zip", bytes: zip([{ name: "x", bytes: Buffer.alloc(999) }]).subarray(0, 60) }], /of which a piece is missing/],
    ["a zip bomb", [{ name: "bomb.zip", bytes: zip([{ name: "EF.DG2", bytes: Buffer.alloc(200 << 20) }]) }], /grow beyond/],
    ["junk", [..."abcdefgh"].map((name, n) => ({ name: `${name}.dat`, bytes: Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919 + n * 31) & 255)) })), /nothing that is known/],
    ["an empty file", [{ name: "nothing", bytes: Buffer.alloc(0) }], /nothing is empty/],
    ["a Cyrillic letter in the zone", [{ name: "mrz.txt", bytes: Buffer.from("P<UTOЕRIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10") }], /line 1, character 6/],
    ["a text that is no zone", [{ name: "letter.txt", bytes: Buffer.from("Dear Sir or Madam,") }], /letter\.txt is a text, but no machine readable zone/],
    ["a file for EF.SOD that is none", [{ name: "EF.SOD", bytes: Buffer.from("<html>") }], /Not in order/],
    ["a certificate that is none", [{ name: "csca.cer", bytes: Buffer.from([0x30, 3, 2, 1, 5]) }], /was not taken/],
  ];
  for (const [name, files, pattern] of cases) {
    test(`${name} gives a plain sentence`, async () => {
      const { page, context, complaints } = await visit(chromium);
      if (name === "a zip bomb") await page.setInputFiles("#pick-files", { name: "bomb.zip", mimeType: "application/zip", buffer: files[0].bytes });
      else await drop(page, encoded(files));
      await plain(page, pattern);
      await page.click("#wipe");
      await sampleOn(page, "good-passport");
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  test("a file of two gigabytes is not read", async () => {
    const { page, context, complaints } = await visit(chromium);
    const transfer = await page.evaluateHandle(() => {
      const piece = new Blob([new Uint8Array(1 << 24)]);
      const transfer = new DataTransfer();
      transfer.items.add(new File(Array.from({ length: 128 }, () => piece), "EF.DG2"));
      return transfer;
    });
    await page.dispatchEvent("#drop", "drop", { dataTransfer: transfer });
    await plain(page, /is larger than 64 MB/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("work can be broken off, and taken up again", async () => {
    const { page, context, complaints } = await visit(chromium);
    await page.evaluate(() => {
      document.querySelector('[data-sample="good-full"]').click();
      document.getElementById("cancel").click();
    });
    await page.waitForFunction(() => document.getElementById("output").textContent.includes("Cancelled. The case is as it was before."));
    await sampleOn(page, "good-full");
    assert.equal(await verdict(page), "Genuine");
    assert.deepEqual(complaints, []);
    await context.close();
  });
});

describe("privacy", () => {
  test("nothing is requested after the page has loaded, and nothing is stored", async () => {
    const { page, context, requests, complaints } = await visit(chromium);
    const own = ["", "app.js", "style.css", "doc9303.wasm"].map((name) => chromium.address + name);
    // A round with a visa asks for the full module, here in vain, and is left out.
    const network = () => requests.filter((url) => !/^(?:blob|data):/.test(url) && !url.startsWith(`${chromium.address}doc9303-full.wasm`));
    assert.deepEqual([...new Set(network().map((url) => url.replace(/\?v=\w+$/, "")))].sort(), own.sort());
    const before = network().length;
    await context.setOffline(true);
    for (const id of ["good-full", "demo-forged", "D03-crl-missing"]) await sampleOn(page, id);
    await page.selectOption("#language", "ru");
    await drop(page, encoded(filesOf("passport")));
    await page.waitForSelector(".verdict");
    await page.click(".modes button:nth-child(2)");
    await page.waitForSelector(".clues");
    await page.click("#wipe");
    await sampleOn(page, "good-passport");
    assert.equal(network().length, before);
    const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length]);
    assert.deepEqual(kept, [0, 0, "", 0, 0]);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text)), []);
    await context.close();
  });

  test("the policy refuses connections, pictures and scripts from elsewhere", async () => {
    const outside = await serve(folder);
    let reached = 0;
    outside.server.on("request", () => (reached += 1));
    const { page, context } = await visit(chromium);
    const tried = await page.evaluate(async (address) => {
      const connection = await fetch(`${address}app.js`, { mode: "no-cors" }).then(() => "sent", () => "refused");
      navigator.sendBeacon(address, "x");
      const picture = await new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve("sent");
        image.onerror = () => resolve("refused");
        image.src = `${address}i.png`;
      });
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return [connection, picture, window.ran ?? "refused"];
    }, outside.address);
    assert.deepEqual(tried, ["refused", "refused", "refused"]);
    assert.equal(reached, 0);
    await context.close();
    await outside.close();
  });

  test("wiping leaves nothing of a document", async () => {
    const { page, context } = await visit(chromium);
    await drop(page, encoded(filesOf("passport")));
    await page.waitForSelector(".verdict");
    assert.match(await textOf(page, "html"), /ERIKSSON/);
    await page.click("#wipe");
    assert.equal(/ERIKSSON/.test(await textOf(page, "html") + (await page.content())), false);
    assert.equal(await page.inputValue("#zone-text"), "");
    assert.match(await page.locator("[role=status]").first().textContent(), /wiped/);
    assert.match(await page.locator(".trust").textContent(), /No CSCA certificate yet/);
    await context.close();
  });

  test("the offline page is one file that asks for nothing", async () => {
    const { page, context, requests, complaints } = await visit(chromium, { offline: true }, pathToFileURL(join(folder, "offline.html")).href);
    await sampleOn(page, "good-passport");
    assert.equal(await verdict(page), "Genuine");
    assert.equal(requests.filter((url) => !/^(?:blob|data):/.test(url)).length, 1);
    assert.deepEqual(complaints, []);
    await context.close();
  });
});

describe("for everyone", () => {
  const calmAt = async (page, state) => assert.deepEqual(await audit(page), [], state);
  for (const [name, options] of [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }], ["phone", { viewport: { width: 390, height: 844 } }], ["forced colours", { forcedColors: "active" }]]) {
    test(`axe finds nothing: ${name}`, async () => {
      const { page, context } = await visit(chromium, { reducedMotion: "reduce", ...options });
      await calmAt(page, "start");
      for (const id of ["good-full", "demo-forged", "C01-unknown-csca", "F01-td3-number"]) {
        await sampleOn(page, id);
        await openAll(page);
        await calmAt(page, id);
      }
      await drop(page, [{ name: "x.dat", base64: "AAEC" }]);
      await page.waitForSelector("#unused");
      await calmAt(page, "unused");
      await page.click(".modes button:nth-child(2)");
      await page.waitForSelector(".clues");
      await calmAt(page, "training");
      await page.click('[data-answer="undetermined"]');
      await calmAt(page, "training, answered");
      await context.close();
    });
  }

  test("everything is reached by the keyboard, and the verdict is announced", async () => {
    const { page, context } = await visit(chromium, { reducedMotion: "reduce" });
    const focused = () => page.evaluate(() => document.activeElement.dataset.sample ?? document.activeElement.id ?? "");
    for (let n = 0; n < 60 && (await focused()) !== "demo-forged"; n += 1) await page.keyboard.press("Tab");
    assert.equal(await focused(), "demo-forged");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".verdict");
    assert.equal(await focused(), "result");
    assert.equal(await page.locator("[role=status]").first().textContent(), "Result: Not in order");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.ok((await page.locator('[id="check-dg1.hash"]').getAttribute("open")) !== null);
    await context.close();
  });

  test("every language shows its own words", async () => {
    for (const [code, locale, word] of [["de", "de-AT", "Echt"], ["es", "es-MX", "Auténtico"], ["fr", "fr-CH", "Authentique"], ["it", "it-IT", "Autentico"], ["ru", "ru-RU", "Подлинный"], ["en", "ja-JP", "Genuine"]]) {
      const { page, context } = await visit(chromium, { locale });
      assert.equal(await page.evaluate(() => document.documentElement.lang), code);
      await sampleOn(page, "good-passport");
      assert.equal(await verdict(page), word);
      await page.selectOption("#language", "en");
      assert.equal(await verdict(page), "Genuine");
      await context.close();
    }
  });

  test("nothing is cut off at the width of a small phone or at 400 % zoom", async () => {
    for (const locale of ["en-GB", "de-DE", "ru-RU"]) {
      const { page, context } = await visit(chromium, { viewport: { width: 320, height: 640 }, locale });
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(await wide(), 0);
      await sampleOn(page, "demo-forged");
      await openAll(page);
      assert.equal(await wide(), 0);
      await context.close();
    }
  });
});

describe("pictures of the page", () => {
  const target = fileURLToPath(new URL("../screenshots/", import.meta.url));
  for (const [name, options] of [["desktop", { viewport: { width: 1280, height: 900 } }], ["phone", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }], ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }]]) {
    test(name, async () => {
      mkdirSync(target, { recursive: true });
      const { page, context } = await visit(chromium, { reducedMotion: "reduce", ...options });
      const shot = async (state, fullPage = true) => {
        await page.screenshot({ path: join(target, `${name}-${state}.png`), fullPage });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${state} is cut off`);
      };
      await shot("start");
      for (const id of ["good-full", "demo-forged", "C01-unknown-csca"]) {
        await sampleOn(page, id);
        await shot(id);
      }
      if (name === "desktop") {
        await sampleOn(page, "demo-forged");
        await page.locator("#result").scrollIntoViewIfNeeded();
        await shot("result", false);
      }
      await page.click(".bytes > summary");
      await page.locator(".bytes").screenshot({ path: join(target, `${name}-bytes.png`) });
      await page.click(".modes button:nth-child(2)");
      await page.waitForSelector(".clues");
      await shot("training");
      const bytes = readFileSync(join(target, `${name}-demo-forged.png`));
      assert.ok(bytes.length > 30_000);
      await context.close();
    });
  }
});
