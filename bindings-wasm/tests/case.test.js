// The case in Chromium: its parts, what brings it back, what could not be used, and how it is given.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { audit } from "./support/axe.js";
import { drop, open, textOf, visit } from "./support/browser.js";
import { readCase } from "./support/cases.js";

let chromium;
before(async () => (chromium = await open()));
after(() => chromium?.close());

const octets = (base64) => Buffer.from(base64, "base64");
const { inputs, trust, at } = readCase("good-passport");
const chip = Object.entries(inputs.files).map(([name, content]) => ({ name, base64: content }));
const text = (name, content) => ({ name, base64: Buffer.from(content).toString("base64") });
const trusted = [...trust.certificates.map((base64, n) => ({ name: `c${n}.cer`, base64 })), ...trust.crls.map((base64, n) => ({ name: `l${n}.crl`, base64 }))];
const whole = [...chip, ...trusted, text("mrz.txt", inputs.mrz), text("at", at)];
const zoneOnly = readCase("F00-td3").inputs.mrz;

const done = (page) => page.waitForFunction(() => !document.querySelector("#busy *"));
const remove = (page, name) => page.click(`[data-remove="${name}"]`);
const focused = (page) => page.evaluate(() => document.activeElement.id);

/** A visit that must end without a word on the console. */
async function calm(work, options = {}) {
  const { page, context, complaints } = await visit(chromium, { reducedMotion: "reduce", ...options });
  await work(page, context);
  assert.deepEqual(complaints, []);
  await context.close();
}

/** A passport that is in order. */
const withPassport = (work, options) => calm(async (page, context) => {
  await drop(page, whole);
  await page.waitForSelector(".verdict.successful");
  await work(page, context);
}, options);

/** What a person pastes into the page, wherever the focus is. */
const paste = (page, content, files = []) => page.evaluate(([content, files]) => {
  const transfer = new DataTransfer();
  if (content) transfer.setData("text/plain", content);
  for (const { name, base64 } of files) transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}, [content, files]);

describe("parts", () => {
  test("come one after the other into one case", () => calm(async (page) => {
    await page.fill("#at", at.slice(0, 10));
    await page.fill("#zone-text", inputs.mrz);
    await page.click("#judge");
    await page.waitForSelector(".verdict.successful");
    await drop(page, chip.slice(0, 2));
    await page.waitForSelector(".part");
    await drop(page, chip.slice(2));
    await page.waitForSelector(".verdict.undetermined");
    await drop(page, trusted);
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator(".part").count(), chip.length);
    assert.equal(await page.locator('[id="check-combined.mrz_dg1"].successful').count(), 1);
    assert.equal(await page.inputValue("#zone-text"), inputs.mrz);
  }));

  test("are taken away and brought back, and nothing else is lost", () => withPassport(async (page) => {
    await remove(page, "EF.DG1");
    await page.waitForSelector(".verdict.undetermined");
    assert.match(await textOf(page, "#news"), /Taken away: EF\.DG1\. It can be brought back for 10 seconds/);
    assert.equal(await page.locator(".part").count(), chip.length - 1);
    assert.equal(await page.inputValue("#zone-text"), inputs.mrz);
    await page.click("#undo");
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator(".part").count(), chip.length);
    assert.equal(await page.locator("#undo").count(), 0);
  }));

  test("leave the focus on the next of them", () => withPassport(async (page) => {
    await page.focus('[data-remove="EF.COM"]');
    const next = await page.evaluate(() => document.activeElement.closest("li").nextElementSibling.querySelector("[data-remove]").dataset.remove);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !document.querySelector('[data-remove="EF.COM"]'));
    assert.equal(await page.evaluate(() => document.activeElement.dataset.remove), next);
  }));

  test("are replaced by a file of any name", () => withPassport(async (page) => {
    const other = octets(readCase("B01-dg2-bit-flipped").inputs.files["EF.DG2"]);
    const replace = async (buffer) => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click('[data-replace="EF.DG2"]')]);
      await chooser.setFiles({ name: "portrait.bin", mimeType: "application/octet-stream", buffer });
    };
    await replace(other);
    await page.waitForSelector(".verdict.failed");
    assert.match(await textOf(page, "#parts"), /EF\.DG2.*portrait\.bin/);
    assert.equal(await page.locator(".part").count(), chip.length);
    await replace(octets(inputs.files["EF.DG2"]));
    await page.waitForSelector(".verdict.successful");
  }));

  test("of trust are taken away, each source by itself", () => withPassport(async (page) => {
    assert.deepEqual(await page.locator(".source > span").allTextContents(), ["c0.cer: new entries 1, known before 0.", "l0.crl: new entries 1, known before 0."]);
    await remove(page, "c0.cer");
    await page.waitForSelector(".verdict.undetermined");
    assert.match(await textOf(page, ".trust"), /Revocation lists: 1\. No CSCA certificate yet/);
    await page.click("#undo");
    await page.waitForSelector(".verdict.successful");
  }));

  test("of a sample are parts like any other, and its trust can be taken away", () => calm(async (page) => {
    await page.click('[data-sample="good-passport"]');
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.inputValue("#zone-text"), inputs.mrz);
    await remove(page, "what the sample trusts");
    await page.waitForSelector(".verdict.undetermined");
    assert.match(await textOf(page, ".trust"), /No CSCA certificate yet/);
    await drop(page, trusted);
    await page.waitForSelector(".verdict.successful");
  }));

  test("are pictures as well, to type the zone from", () => calm(async (page) => {
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 30 } });
    await drop(page, [{ name: "page.png", base64: png.toString("base64") }]);
    await page.waitForFunction(() => document.querySelector(".given-picture")?.naturalWidth === 40);
    await page.fill("#zone-text", zoneOnly);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".verdict");
    assert.equal(await page.locator(".given-picture").count(), 1);
    await remove(page, "page.png");
    await page.waitForFunction(() => !document.querySelector(".given-picture"));
    assert.equal(await page.locator(".verdict").count(), 1);
  }));

  test("another document puts them away and keeps trust", () => withPassport(async (page) => {
    await page.click("#new-case");
    await page.waitForFunction(() => !document.querySelector(".part, .verdict"));
    assert.equal(await page.locator(".source").count(), 2);
    assert.equal(await page.inputValue("#zone-text"), "");
    await page.click("#undo");
    await page.waitForSelector(".verdict.successful");
  }));
});

describe("what took the place of something", () => {
  const card = Object.entries(readCase("good-identity-card").inputs.files).map(([name, content]) => ({ name, base64: content }));
  const other = readCase("F01-td3-number").inputs.mrz;
  const isBack = async (page) => {
    await page.click("#undo");
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator(".part").count(), chip.length);
    assert.equal(await page.inputValue("#zone-text"), inputs.mrz);
    assert.equal(await page.inputValue("#at"), at.slice(0, 10));
    assert.equal(await page.locator("#undo").count(), 0);
  };

  test("goes again: another document that was dropped", () => withPassport(async (page) => {
    await drop(page, card);
    await page.waitForSelector(".verdict.undetermined");
    assert.match(await textOf(page, "#news"), /The document was put away\. Added: .*EF\.SOD.*\. It can be brought back/);
    await isBack(page);
    // The same again takes nothing away.
    await drop(page, chip);
    await done(page);
    assert.equal(await page.locator("#undo").count(), 0);
  }));

  for (const [nth, choice, news] of [[0, "another document", /The document was put away\. Added: MRZ/], [1, "the same document", /Replaced: MRZ/]]) {
    test(`goes again: ${choice}, as it was chosen`, () => withPassport(async (page) => {
      await drop(page, [text("mrz.txt", other)]);
      await page.waitForSelector("#choices");
      assert.equal(await page.locator("#undo").count(), 0);
      await page.locator(".choice").nth(nth).click();
      await page.waitForSelector("#undo");
      assert.match(await textOf(page, "#news"), news);
      assert.equal(await page.inputValue("#zone-text"), other);
      await page.click("#undo");
      // The question is asked again.
      await page.waitForSelector("#choices");
      assert.equal(await page.inputValue("#zone-text"), inputs.mrz);
      assert.equal(await page.locator(".part").count(), chip.length);
      assert.equal(await page.locator(".verdict.successful").count(), 1);
    }));
  }

  test("goes again: a zone that was typed, or taken out of the field", () => withPassport(async (page) => {
    for (const [zone, news, genuine] of [[other, /Replaced: MRZ\./, 0], ["", /Taken away: MRZ\./, 1]]) {
      await page.fill("#zone-text", zone);
      await page.click("#judge");
      await page.waitForSelector("#undo");
      assert.match(await textOf(page, "#news"), news);
      assert.equal(await page.locator(".verdict.successful").count(), genuine);
      await isBack(page);
    }
    await page.click("#judge");
    await done(page);
    assert.equal(await page.locator("#undo").count(), 0);
  }));

  test("goes again if it took the place of what joined a sample, and not of a sample as it came", () => calm(async (page) => {
    const sampleOn = async (id, outcome) => {
      await page.evaluate(() => document.getElementById("another")?.setAttribute("open", ""));
      await page.click(`[data-sample="${id}"]`);
      await page.waitForSelector(`.verdict.${outcome}`);
    };
    await sampleOn("good-passport", "successful");
    await sampleOn("demo-forged", "failed");
    assert.equal(await page.locator("#undo").count(), 0);
    await sampleOn("good-passport", "successful");
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 30 } });
    await drop(page, [{ name: "page.png", base64: png.toString("base64") }]);
    await page.waitForSelector("#choices");
    await page.locator(".choice").nth(1).click();
    await page.waitForSelector(".given-picture");
    await sampleOn("demo-forged", "failed");
    assert.equal(await page.locator(".given-picture").count(), 0);
    await page.click("#undo");
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator(".given-picture").count(), 1);
  }));
});

describe("trust", () => {
  test("is a list of States with count, age and source, those that end first above", () => calm(async (page) => {
    await drop(page, [{ name: "list.ml", base64: readCase("D10-master-list").trust.master_lists[0].list }]);
    await page.click("#list-any");
    await page.waitForFunction(() => document.querySelectorAll("#states tbody tr").length > 0 && !document.querySelector("#list-any"));
    await page.click("#states > summary");
    const rows = await page.locator("#states tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    const [, count] = /(\d+) CSCA certificates/.exec(await textOf(page, ".trust"));
    assert.equal(rows.reduce((sum, row) => sum + Number(row[1]), 0), Number(count));
    assert.ok(rows.every(([state]) => /\([A-Z]{2}\)$|no State named/.test(state)), String(rows));
    assert.ok(rows.length > 1 && rows.every((row) => row[4] === "list.ml"), String(rows));
    const ends = rows.map((row) => Date.parse(row[3]));
    assert.deepEqual(ends, [...ends].sort((one, other) => one - other));
    assert.equal(await page.locator(".ended").count(), 0);
    await page.fill("#at", "2090-01-01");
    await page.waitForFunction(() => document.querySelectorAll(".ended").length === document.querySelectorAll("#states tbody tr").length);
    await page.click("#today");
    await page.waitForFunction(() => !document.querySelector(".ended"));
    assert.equal(await page.inputValue("#at"), new Date().toISOString().slice(0, 10));
    assert.equal(await page.locator("#states[open]").count(), 1);
  }));

  test("tells of link certificates that wait, and that nobody trusts them", () => calm(async (page) => {
    const certificates = readCase("C15-roll-over").trust.certificates.map((base64, n) => ({ name: `certificate-${n}.cer`, base64 }));
    const rows = () => page.locator("#states tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    // One after the other, so that a link that comes first has to wait for its root.
    for (const each of certificates.reverse()) {
      await drop(page, [each]);
      await page.waitForFunction((name) => document.querySelector(".trust")?.textContent.includes(name), each.name);
      if (await page.locator("#states").count() && (await page.locator("#states thead th").allTextContents()).includes("Links waiting")) break;
    }
    await page.click("#states > summary");
    assert.match(await textOf(page, "#states"), /nothing that is trusted here leads to it/);
    assert.ok((await rows()).some(([, , waiting]) => Number(waiting) > 0), String(await rows()));
    await drop(page, certificates);
    await page.waitForFunction(() => ![...document.querySelectorAll("#states thead th")].some(({ textContent }) => textContent === "Links waiting"));
  }));
});

describe("ways to give", () => {
  test("a drop anywhere, and a paste of files or of a text anywhere", () => calm(async (page) => {
    const transfer = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "mrz.txt"));
      return transfer;
    }, zoneOnly);
    await page.dispatchEvent("footer", "dragover", { dataTransfer: transfer });
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains("dropping")), true);
    await page.dispatchEvent("footer", "drop", { dataTransfer: transfer });
    await page.waitForSelector(".verdict");
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains("dropping")), false);
    await page.click("#wipe");
    await paste(page, zoneOnly);
    await page.waitForSelector(".verdict");
    assert.equal(await page.inputValue("#zone-text"), zoneOnly);
    await page.click("#wipe");
    await page.focus("#zone-text");
    await paste(page, "", whole);
    await page.waitForSelector(".verdict.successful");
  }));

  test("a text that is pasted into the field stays in the field", () => calm(async (page) => {
    await page.focus("#zone-text");
    await paste(page, "Dear Sir");
    await done(page);
    assert.equal(await page.locator("#unused").count(), 0);
  }));

  test("a text that is no zone by itself goes into the field, wherever it is pasted", () => withPassport(async (page) => {
    await paste(page, `Dear Sir,\n${zoneOnly}\nYours`);
    await page.waitForFunction(() => document.getElementById("zone-text").value.startsWith("Dear Sir"));
    await done(page);
    assert.equal(await focused(page), "zone-text");
    assert.equal(await page.locator(".verdict.successful").count(), 1);
    assert.equal(await page.locator("#unused").count(), 0);
  }));

  test("two drops in a row are both taken", () => calm(async (page) => {
    await Promise.all([drop(page, chip), drop(page, trusted), drop(page, [text("mrz.txt", inputs.mrz), text("letter.txt", "Dear Sir")])]);
    await page.waitForFunction((count) => document.querySelectorAll(".part").length === count && document.querySelectorAll(".source").length === 2 && document.getElementById("unused"), chip.length);
    assert.equal(await page.inputValue("#zone-text"), inputs.mrz);
  }));
});

describe("what could not be used", () => {
  const note = async (page, name, bytes) => {
    await drop(page, [{ name, base64: Buffer.from(bytes).toString("base64") }]);
    await page.waitForFunction((name) => [...document.querySelectorAll(".unused li")].some((each) => each.textContent.includes(name)), name);
    return page.locator(".unused li", { hasText: name }).textContent();
  };
  const tar = Buffer.alloc(512);
  tar.write("ustar", 257);
  const kinds = [
    ["a.pdf", "%PDF-1.7\n", /is a PDF.*Copy the zone out of it/],
    ["a.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], /document of an office program/],
    ["a.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0"), /HEIC or AVIF.*Save it as JPEG/],
    ["a.jp2", [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20], /JPEG 2000.*EF\.DG2/],
    ["a.tiff", [0x49, 0x49, 0x2a, 0, 8], /TIFF.*as JPEG or PNG/],
    ["a.rar", "Rar!\x1a\x07\x01\0", /of the kind RAR.*Unpack it/],
    ["a.7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], /of the kind 7z/],
    ["a.gz", [0x1f, 0x8b, 8, 0], /of the kind gzip/],
    ["a.tar", tar, /of the kind tar/],
    ["part.zip", [0x50, 0x4b, 7, 8, ...new Array(60).fill(0)], /one piece of a zip that was split/],
    ["a.dat", [0, 1, 2], /nothing that is known/],
    ["empty.bin", "", /is empty\. Copy it again/],
  ];

  test("is said for each kind of file, with what to do, and stays until it is dismissed", () => withPassport(async (page) => {
    for (const [name, bytes, pattern] of kinds) assert.match(await note(page, name, bytes), pattern);
    assert.equal(await page.locator(".unused li").count(), kinds.length);
    assert.equal(await focused(page), "unused");
    assert.equal(await page.locator(".verdict.successful").count(), 1);
    await page.selectOption("#policy", "strict");
    await done(page);
    await remove(page, "EF.DG1");
    await page.waitForSelector(".verdict.undetermined");
    assert.equal(await page.locator(".unused li").count(), kinds.length);
    await page.locator(".unused li", { hasText: "a.pdf" }).getByRole("button").click();
    await page.waitForFunction((count) => document.querySelectorAll(".unused li").length === count, kinds.length - 1);
    await page.click("#dismiss-all");
    await page.waitForFunction(() => !document.getElementById("unused"));
  }));

  test("is said if nothing was given at all", () => calm(async (page) => {
    await page.click("#judge");
    await page.waitForSelector("#unused");
    assert.match(await textOf(page, ".unused"), /Nothing to inspect was found/);
    assert.equal(await focused(page), "unused");
  }));

  test("is the same sentence once", () => calm(async (page) => {
    for (let n = 0; n < 2; n += 1) await note(page, "a.dat", [0, 1, 2]);
    await done(page);
    assert.equal(await page.locator(".unused li").count(), 1);
  }));
});

describe("wiping", () => {
  test("can be taken back for a short time, and is then gone with the worker", () => withPassport(async (page) => {
    await page.clock.install();
    const before = page.workers().length;
    assert.equal(before, 1);
    const [worker] = page.workers();
    await page.click("#wipe");
    assert.equal(/ERIKSSON/.test(await textOf(page, "body")), false);
    assert.equal(await page.locator(".part, .source, .verdict").count(), 0);
    assert.equal(await focused(page), "undo");
    await page.click("#undo");
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator(".source").count(), 2);
    await page.click("#wipe");
    await page.clock.runFor(9_000);
    assert.equal(await page.locator("#undo").count(), 1);
    assert.deepEqual(page.workers(), [worker]);
    const ended = worker.waitForEvent("close");
    await page.clock.runFor(1_500);
    assert.equal(await page.locator("#undo").count(), 0);
    assert.match(await textOf(page, "#news"), /gone for good/);
    await ended;
    assert.equal(page.workers().includes(worker), false);
    assert.equal(await focused(page), "case");
  }));

  test("is final at once if it is asked for twice, or anything else is done", () => withPassport(async (page) => {
    const [first] = page.workers();
    await page.click("#wipe");
    await page.click("#forget");
    assert.equal(await page.locator("#undo").count(), 0);
    assert.equal(page.workers().includes(first), false);
    await drop(page, whole);
    await page.waitForSelector(".verdict.successful");
    const [second] = page.workers();
    await page.click("#wipe");
    await drop(page, chip);
    await page.waitForSelector(".verdict.undetermined");
    assert.equal(page.workers().includes(second), false);
    assert.equal(await page.locator("#undo, .source").count(), 0);
  }));

  test("a deed that is cancelled leaves the case as it was", () => withPassport(async (page) => {
    await page.evaluate(() => {
      document.querySelector('[data-remove="EF.DG1"]').click();
      document.getElementById("cancel").click();
    });
    await page.waitForSelector("#problem");
    assert.match(await textOf(page, "#problem"), /Cancelled\. The case is as it was before/);
    assert.equal(await page.locator(".part").count(), chip.length);
    assert.equal(await page.locator(".verdict.successful").count(), 1);
    await remove(page, "EF.DG1");
    await page.waitForSelector(".verdict.undetermined");
  }));
});

describe("drawn anew", () => {
  test("another language keeps what is open, typed and focused", () => withPassport(async (page) => {
    await page.click(".bytes > summary");
    await page.click("#parts > summary");
    await page.locator('[id="check-sod.signature"]').evaluate((each) => {
      each.parentElement.closest("details").open = true;
      each.open = true;
    });
    await page.fill("#zone-text", "ABC");
    await page.selectOption("#language", "de");
    await page.waitForFunction(() => document.documentElement.lang === "de");
    assert.equal(await page.inputValue("#zone-text"), "ABC");
    assert.equal(await page.locator(".bytes").getAttribute("open"), "");
    assert.equal(await page.locator("#parts").getAttribute("open"), null);
    assert.equal(await page.locator('[id="check-sod.signature"]').getAttribute("open"), "");
    assert.equal(await page.isVisible("#zone-unsaid"), true);
    await page.focus("#language");
    await page.selectOption("#language", "fr");
    await page.waitForFunction(() => document.documentElement.lang === "fr");
    assert.equal(await focused(page), "language");
  }));

  test("what was done and what came of it is announced", () => withPassport(async (page) => {
    const announced = () => page.locator("[role=status]").first().textContent();
    assert.match(await announced(), /^Added: .*EF\.SOD.*\. Result: Genuine$/);
    await remove(page, "EF.DG1");
    await page.waitForSelector(".verdict.undetermined");
    assert.equal(await announced(), "Taken away: EF.DG1. Result: Cannot be told");
  }));
});

describe("for everyone", () => {
  test("axe finds nothing at any width, light and dark", () => withPassport(async (page) => {
    await drop(page, [text("letter.txt", "Dear Sir"), text("x.txt", "Dear Madam"), { name: "list.ml", base64: readCase("D10-master-list").trust.master_lists[0].list }]);
    await page.waitForSelector("#list-any");
    await page.click("#states > summary");
    await drop(page, [text("mrz.txt", readCase("F01-td3-number").inputs.mrz)]);
    await page.waitForSelector("#choices");
    await remove(page, "EF.DG1");
    await page.waitForSelector("#undo");
    for (const width of [320, 390, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await audit(page), [], `${width} ${colorScheme}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
      }
    }
  }));
});
