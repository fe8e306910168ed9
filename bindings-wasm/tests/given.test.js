// What is given to the page in Chromium: one document at a time, archives, trust, and the moment before it is loaded.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { drop, encoded, filesIn, open, textOf, visit, zip } from "./support/browser.js";
import { readCase, vectorsFolder } from "./support/cases.js";

let chromium;
before(async () => (chromium = await open()));
after(() => chromium?.close());

const octets = (base64) => Buffer.from(base64, "base64");

/** A case as somebody keeps it: the chip, the print, and whom to trust. */
function folderOf(id) {
  const { inputs, trust, at } = readCase(id);
  return [
    { name: "at", bytes: Buffer.from(at) },
    { name: "mrz.txt", bytes: Buffer.from(inputs.mrz) },
    ...Object.entries(inputs.files).map(([name, content]) => ({ name: `chip/${name}`, bytes: octets(content) })),
    ...trust.certificates.map((content, n) => ({ name: `trust/certificate-${n}.cer`, bytes: octets(content) })),
    ...trust.crls.map((content, n) => ({ name: `trust/list-${n}.crl`, bytes: octets(content) })),
  ];
}
const passport = folderOf("good-passport");
const forged = folderOf("demo-forged");
const without = (files, ...names) => files.filter(({ name }) => !names.includes(name));
const trustOf = (files) => files.filter(({ name }) => name.startsWith("trust/"));
const zoneOf = (files) => files.find(({ name }) => name === "mrz.txt").bytes.toString().trim();
const chipOf = (id) => Object.entries(readCase(id).inputs.files).map(([name, content]) => ({ name, base64: content }));
const text = (name, content) => ({ name, base64: Buffer.from(content).toString("base64") });
const output = (page) => textOf(page, "main");
/** The page is not waited for with its old result. */
const settled = (page) => page.waitForFunction(() => !document.querySelector("#busy *"));
const field = (page, name) => page.locator(".field", { hasText: name }).first().textContent();

/** A visit that must end without a word on the console. */
async function calm(work, ...how) {
  const { page, context, complaints } = await visit(chromium, ...how);
  await work(page, context);
  assert.deepEqual(complaints, []);
  await context.close();
}

const printed = (page) => page.locator('[id="check-combined.mrz_dg1"]').count();

describe("one document at a time", () => {
  test("the zone of a document is never held against the chip of the next", () => calm(async (page) => {
    await drop(page, encoded(passport));
    await page.waitForSelector(".verdict.successful");
    assert.equal(await printed(page), 1);
    // A chip of another kind of document, without a zone of its own.
    await drop(page, chipOf("good-identity-card"));
    await page.waitForFunction(() => document.querySelector("doc9303-report")?.shadowRoot.querySelector(".document h2")?.textContent.includes("TD1"));
    assert.match(await page.locator(".document h2").textContent(), /from the chip/);
    assert.equal(await page.locator('[id="check-combined.mrz_dg1"].failed, [id="check-combined.mrz_dg1"].successful').count(), 0);
    assert.equal(await page.inputValue("#zone-text"), "");
  }));

  test("a zone beside a chip that has another is a question, and either answer is judged", () => calm(async (page) => {
    await drop(page, encoded(passport));
    await page.waitForSelector(".verdict.successful");
    await drop(page, [text("mrz.txt", readCase("F16-expiry-differs").inputs.mrz)]);
    await page.waitForSelector("#choices");
    assert.match(await textOf(page, "#choices"), /Not the same as in this document: MRZ/);
    assert.equal(await page.locator(".verdict.successful").count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.id), "choices");
    await page.click(".choice >> text=To this document");
    await page.waitForSelector(".verdict.failed");
    assert.match(await output(page), /The printed zone is not the one on the chip/);
    await drop(page, [text("mrz.txt", readCase("F00-td3").inputs.mrz)]);
    await page.click(".choice >> text=To another document");
    await settled(page);
    assert.equal(await printed(page), 0);
    assert.equal(await page.locator(".part").count(), 0);
  }));

  test("a zone that was typed before goes with a chip only if somebody says so", () => calm(async (page) => {
    await page.fill("#zone-text", zoneOf(passport));
    await drop(page, encoded(without(passport, "mrz.txt")));
    await page.waitForSelector(".verdict");
    assert.equal(await page.locator('[id="check-combined.mrz_dg1"].successful').count(), 0);
    assert.equal(await page.isVisible("#zone-unsaid"), true);
    assert.equal(await page.inputValue("#zone-text"), zoneOf(passport));
    await page.click("#judge");
    await page.waitForSelector('[id="check-combined.mrz_dg1"].successful', { state: "attached" });
    assert.equal(await page.locator(".document h2").textContent(), "Document TD3, as printed");
    assert.equal(await page.isVisible("#zone-unsaid"), false);
  }));

  test("a zone that was typed before is not held against a document that has its own", () => calm(async (page) => {
    await page.fill("#zone-text", readCase("F01-td3-number").inputs.mrz);
    await drop(page, encoded(passport));
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.inputValue("#zone-text"), zoneOf(passport));
  }));

  test("a zone that is put right is compared anew, and one that is none is told at its field", () => calm(async (page) => {
    await drop(page, encoded(passport));
    await page.waitForSelector(".verdict.successful");
    await page.fill("#zone-text", readCase("F16-expiry-differs").inputs.mrz);
    await page.press("#zone-text", "Control+Enter");
    await page.waitForSelector(".verdict.failed");
    assert.match(await output(page), /The printed zone is not the one on the chip/);
    await page.click("#new-case");
    await page.waitForFunction(() => !document.querySelector("#busy *, .part"));
    assert.equal(await page.inputValue("#zone-text"), "");
    await page.fill("#zone-text", "Dear Sir or Madam,");
    await page.click("#judge");
    await page.waitForSelector("#zone-fault");
    assert.match(await textOf(page, "#zone-fault"), /no machine readable zone/);
    assert.equal(await page.evaluate(() => document.activeElement.id), "zone-text");
    assert.equal(await page.getAttribute("#zone-text", "aria-describedby"), "zone-fault zone-text-counts zone-text-advice");
  }));

  test("an empty folder is told", () => calm(async (page) => {
    await drop(page, []);
    await page.waitForSelector("#unused");
    assert.match(await output(page), /Nothing to inspect was found/);
  }));

  test("files of two documents are a choice, and one after the other is inspected", () => calm(async (page) => {
    const all = [...passport.map(({ name, bytes }) => ({ name: `one/${name}`, bytes })), ...forged.map(({ name, bytes }) => ({ name: `two/${name}`, bytes }))];
    await page.setInputFiles("#pick-files", { name: "both.zip", mimeType: "application/zip", buffer: zip(all) });
    await page.waitForSelector("#choices");
    assert.deepEqual(await page.locator(".choice b").allTextContents(), ["one", "two"]);
    assert.equal(await page.locator(".verdict").count(), 0);
    await page.click(".choice >> text=two");
    await page.waitForSelector(".verdict.failed");
    await page.click(".choice >> text=one");
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator('.choice[aria-pressed="true"] b').textContent(), "one");
    await page.click("#choices .leave");
    await page.waitForFunction(() => !document.getElementById("choices"));
    assert.equal(await page.locator(".verdict.successful").count(), 1);
    await page.click("#wipe");
    await drop(page, [text("a.txt", readCase("F00-td3").inputs.mrz), text("b.txt", readCase("F01-td3-number").inputs.mrz)]);
    await page.click(".choice >> text=b.txt");
    await page.waitForSelector(".verdict.failed");
    // The same file twice is one document.
    await page.click("#wipe");
    await drop(page, [...encoded(passport), ...encoded(passport.filter(({ name }) => name.endsWith("DG1")))]);
    await page.waitForSelector(".verdict.successful");
  }));

  test("files of two documents in one heap are neither", () => calm(async (page) => {
    await drop(page, [...encoded(passport), ...encoded(forged)]);
    await page.waitForSelector("#unused");
    assert.match(await output(page), /which belong together cannot be told/);
    assert.equal(await page.locator(".verdict, .part").count(), 0);
  }));

  test("the names of other readers are read, and a file without one by what it holds", () => calm(async (page) => {
    const names = { "EF.DG1": "EF_DG1.BIN", "EF.DG2": "Datagroup2.bin", "EF.DG11": "010B", "EF.SOD": "011D", "EF.COM": "file0.rsp" };
    const renamed = passport.map(({ name, bytes }) => ({ name: names[name.replace("chip/", "")] ?? name, bytes }));
    await drop(page, encoded(renamed));
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.locator("#unused").count(), 0);
    assert.match(await textOf(page, "#parts"), /EF\.SOD.*011D/);
  }));

  test("what is no document is listed, and takes nothing away", () => calm(async (page) => {
    await drop(page, encoded(passport));
    await page.waitForSelector(".verdict.successful");
    await drop(page, [text("letter.txt", "Dear Sir or Madam,\nplease find enclosed.")]);
    await page.waitForSelector("#unused");
    assert.match(await output(page), /letter\.txt is a text, but no machine readable zone/);
    assert.equal(await page.locator(".verdict.successful").count(), 1);
  }));
});

describe("text", () => {
  const zone = readCase("F00-td3").inputs.mrz;
  test("prose beside a chip is no zone", () => calm(async (page) => {
    await drop(page, [...encoded(without(passport, "mrz.txt")), text("notes.txt", "Seen at the desk on Monday.\nAll in order.")]);
    await page.waitForSelector(".verdict.successful");
    assert.match(await output(page), /notes\.txt is a text, but no machine readable zone/);
    assert.equal(await page.locator('[id="check-mrz.format"].failed').count(), 0);
  }));

  test("a zone that is quoted in a letter is told, not judged", () => calm(async (page) => {
    await drop(page, [text("letter.txt", `Dear Sir or Madam,\n${zone}\nYours`)]);
    await page.waitForSelector("#unused");
    assert.match(await output(page), /among other text\. Copy the zone alone/);
  }));

  test("a mark in front and UTF-16 do not make a zone another text", () => calm(async (page) => {
    const utf16 = (content) => ({ name: "mrz.txt", base64: Buffer.from(`\uFEFF${content}`, "utf16le").toString("base64") });
    for (const file of [text("mrz.txt", `\uFEFF${zone}\r\n`), utf16(zone), text("MRZ", `\n\n${zone}\n\n`)]) {
      await drop(page, [file]);
      await page.waitForSelector(".verdict");
      assert.equal(await page.locator(".document h2").textContent(), "Document TD3, as printed");
      await page.click("#wipe");
    }
  }));
});

describe("archives", () => {
  const give = async (page, name, buffer) => {
    await page.setInputFiles("#pick-files", { name, mimeType: "application/zip", buffer });
    await page.waitForSelector("#result, #unused");
  };
  const deep = passport.map(({ name, bytes }) => ({ name: `a/b/c/${name}`, bytes }));
  /** Changes an archive of one file: `local` and `central` are offsets in its two headers. */
  const altered = (change) => {
    const archive = Buffer.from(zip([{ name: "EF.DG1", bytes: Buffer.from("sixteen or more octets of a file") }]));
    change(archive, archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2])));
    return archive;
  };

  test("folders within are folders", () => calm(async (page) => {
    await give(page, "deep.zip", zip([{ name: "a/", bytes: Buffer.alloc(0) }, ...deep, { name: "__MACOSX/a/._EF.SOD", bytes: Buffer.from("x") }, { name: "a/.DS_Store", bytes: Buffer.from("x") }]));
    assert.equal(await page.locator(".verdict.successful").count(), 1);
  }));

  const cases = [
    ["a wrong checksum", altered((bytes, central) => { bytes[14] ^= 1; bytes[central + 16] ^= 1; }), /was damaged: the checksum/],
    ["an octet that changed", altered((bytes) => { bytes[39] ^= 0x10; }), /was damaged|cannot be unpacked/],
    ["a password", altered((bytes, central) => { bytes[6] |= 1; bytes[central + 8] |= 1; }), /locked with a password/],
    ["a method that nobody knows", altered((bytes, central) => { bytes[8] = 99; bytes[central + 10] = 99; }), /in a way that browsers cannot unpack/],
    ["DEFLATE64", altered((bytes, central) => { bytes[8] = 9; bytes[central + 10] = 9; }), /such as DEFLATE64\. Unpack it/],
    ["an archive that breaks off", altered((bytes) => { bytes.writeUInt32LE(0, bytes.length - 22); }), /of which a piece is missing/],
    ["an archive whose end is missing", zip(passport).subarray(0, 4000), /of which a piece is missing/],
    ["a Word document", zip([{ name: "[Content_Types].xml", bytes: Buffer.from("<Types/>") }, { name: "word/document.xml", bytes: Buffer.from("<w/>") }]), /document of an office program/],
    ["a bomb that says it is small", altered((bytes, central) => { bytes.writeUInt32LE(1, 22); bytes.writeUInt32LE(1, central + 24); }), /cannot be unpacked/],
    ["too many entries", zip(Array.from({ length: 501 }, (_, n) => ({ name: `${n}`, bytes: Buffer.from("x") }))), /grow beyond/],
    ["a path that leads out", zip([{ name: "../EF.SOD", bytes: Buffer.from("x") }]), /cannot be unpacked/],
    ["an archive within", zip([{ name: "inner.zip", bytes: zip(passport) }]), /is a zip within a zip/],
  ];
  for (const [name, archive, pattern] of cases) {
    test(`${name} is a sentence, and nothing of it is taken`, () => calm(async (page) => {
      await give(page, "given.zip", archive);
      assert.match(await output(page), pattern);
      assert.equal(await page.locator(".verdict").count(), 0);
    }));
  }

  test("a bomb stays within bounds of time", () => calm(async (page) => {
    const bomb = zip([{ name: "EF.DG2", bytes: Buffer.alloc(300 << 20) }]);
    const start = Date.now();
    await give(page, "bomb.zip", bomb);
    assert.match(await output(page), /grow beyond/);
    assert.ok(Date.now() - start < 20_000);
  }));
});

describe("trust", () => {
  const list = () => readCase("D10-master-list").trust.master_lists[0];
  const wrong = Buffer.from(readCase("good-passport").trust.certificates[0], "base64");
  const sign = (page, name, buffer) => page.setInputFiles("#list-signer", { name, mimeType: "application/pkix-cert", buffer });
  const trusted = (page) => page.locator(".trust").textContent();

  test("a wrong signer is told, and the list goes on waiting", () => calm(async (page) => {
    await drop(page, [{ name: "list.ml", base64: list().list }]);
    await page.waitForSelector("#list-any");
    assert.match(await output(page), /list\.ml holds a master list, which waits/);
    await sign(page, "letter.txt", Buffer.from("Dear Sir or Madam,"));
    await page.waitForFunction(() => document.querySelector("main").textContent.includes("letter.txt is no certificate"));
    await sign(page, "other.cer", wrong);
    await page.waitForFunction(() => document.querySelector(".source").textContent.includes("was not taken into the trust store"));
    assert.match(await trusted(page), /No CSCA certificate yet/);
    await sign(page, "signer.cer", Buffer.from(list().signer, "base64"));
    await page.waitForFunction(() => /\d CSCA certificates of/.test(document.querySelector(".trust").textContent));
    assert.equal(await page.locator("#list-any").count(), 0);
  }));

  test("a revocation list alone is taken, and said to need more", () => calm(async (page) => {
    await drop(page, [{ name: "list.crl", base64: readCase("good-passport").trust.crls[0] }]);
    await page.waitForSelector(".source");
    assert.match(await output(page), /list\.crl: new entries 1,/);
    assert.match(await trusted(page), /Revocation lists: 1\. No CSCA certificate yet/);
  }));

  test("a master list in an LDIF waits for its word as well", () => calm(async (page) => {
    const fold = (base64) => base64.match(/.{1,70}/g).join("\n ");
    const ldif = `version: 1\n\ndn: cn=list,o=ml,c=UT,dc=data,dc=download,dc=pkd,dc=icao,dc=int\nobjectClass: top\npkdMasterListContent:: ${fold(list().list)}\n`;
    await drop(page, [text("pkd.ldif", ldif)]);
    await page.waitForSelector("#list-any");
    assert.match(await output(page), /pkd\.ldif holds a master list, which waits/);
    await page.click("#list-any");
    await page.waitForFunction(() => /\d CSCA certificates of/.test(document.querySelector(".trust").textContent));
  }));

  test("trust that comes later judges the document that is there", () => calm(async (page) => {
    await drop(page, encoded(without(passport, ...trustOf(passport).map(({ name }) => name))));
    await page.waitForSelector(".verdict.undetermined");
    await drop(page, encoded(trustOf(passport)));
    await page.waitForSelector(".verdict.successful");
    assert.match(await output(page), /certificate-0\.cer: new entries 1,/);
    assert.match(await field(page, "Document number"), /L898902C3/);
  }));

  test("a file that is none of it is told", () => calm(async (page) => {
    await drop(page, [text("broken.pem", "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n")]);
    await page.waitForSelector("#unused");
    assert.match(await output(page), /broken\.pem.*not taken into the trust store/);
  }));
});

describe("rules and day", () => {
  test("a change of either judges anew what is there, and loses nothing of it", () => calm(async (page) => {
    await drop(page, [...encoded(passport), text("letter.txt", "Dear Sir or Madam,")]);
    await page.waitForSelector(".verdict.successful");
    await page.selectOption("#policy", "strict");
    await page.waitForSelector(".verdict:has-text('Strict: to the letter')");
    await page.fill("#at", "2051-01-01");
    await page.waitForSelector(".verdict.failed:has-text('2051')");
    assert.match(await output(page), /has expired/);
    assert.match(await output(page), /letter\.txt is a text/);
    assert.equal(await printed(page), 1);
    assert.equal(await page.evaluate(() => document.activeElement.id), "at");
    await page.fill("#at", "2026-06-01");
    await page.selectOption("#policy", "icao");
    await page.waitForSelector(".verdict.successful");
    assert.match(await page.locator(".trust").textContent(), /CSCA certificates of 1 States/);
  }));

  test("a sample is judged anew by its own day, which is not that of the next document", () => calm(async (page) => {
    await page.evaluate(() => document.querySelector('[data-sample="good-passport"]').click());
    await page.waitForSelector(".verdict.successful");
    assert.equal(await page.inputValue("#at"), "2026-06-01");
    await page.fill("#at", "2051-01-01");
    await page.waitForSelector(".verdict.failed");
    await drop(page, encoded(without(passport, "at")));
    await page.waitForSelector(".verdict:not(.failed)");
    assert.notEqual(await page.inputValue("#at"), "2051-01-01");
  }));

  test("an empty day is today", () => calm(async (page) => {
    await drop(page, encoded(without(passport, "at")));
    await page.waitForSelector(".verdict");
    await page.fill("#at", "");
    await page.waitForSelector(".verdict");
    assert.equal(await page.locator(".problem").count(), 0);
  }));
});

describe("records of a terminal", () => {
  const recorded = filesIn(join(vectorsFolder, "passport"));

  test("prove something only to the owner of the terminal, who says so", () => calm(async (page) => {
    await drop(page, encoded(recorded));
    await page.waitForSelector(".verdict.undetermined");
    assert.match(await output(page), /whoever handed it over could have made it/);
    assert.equal(await page.isChecked("#own-terminal"), false);
    await page.check("#own-terminal");
    await page.waitForSelector(".verdict.successful");
    await page.selectOption("#policy", "strict");
    await page.waitForSelector(".verdict:has-text('Strict')");
    assert.equal(await page.isChecked("#own-terminal"), true);
    await page.selectOption("#policy", "icao");
    await page.waitForSelector(".verdict.successful");
    await page.uncheck("#own-terminal");
    await page.waitForSelector(".verdict.undetermined");
    // The word is about one document, and not about the next.
    await page.check("#own-terminal");
    await page.waitForSelector(".verdict.successful");
    await drop(page, encoded(recorded));
    await page.waitForSelector(".verdict.undetermined");
    assert.equal(await page.isChecked("#own-terminal"), false);
  }));

  test("say nothing without the chip, and nothing that is none is taken", () => calm(async (page) => {
    await drop(page, encoded(recorded.filter(({ name }) => name.endsWith(".json"))));
    await page.waitForSelector(".part");
    assert.match(await output(page), /says nothing without the files of the chip/);
    // With the chip they count, and prove nothing to whom they were handed over.
    await drop(page, encoded(passport));
    await page.waitForSelector(".verdict.undetermined");
    assert.equal(await page.isChecked("#own-terminal"), false);
    await page.click("#wipe");
    await drop(page, [...encoded(passport), text("chip_auth.json", '{"oid": 1, "exchanges": []}')]);
    await page.waitForSelector(".verdict.successful");
    assert.match(await output(page), /chip_auth\.json is not such a record/);
    assert.equal(await page.locator("#own-terminal").count(), 0);
  }));
});

describe("the bytes of a file", () => {
  test("come with how many elements are not shown", () => calm(async (page) => {
    const nulls = Buffer.alloc(50_000).fill(Buffer.from([5, 0]));
    const dg13 = Buffer.concat([Buffer.from([0x6d, 0x82, 0xc3, 0x50]), nulls]);
    await drop(page, encoded([{ name: "EF.DG13", bytes: dg13 }]));
    await page.waitForSelector(".verdict");
    await page.click(".bytes summary");
    await page.waitForSelector(".tree li");
    assert.match(await page.textContent(".tree"), /24601 more elements are not shown/);
    assert.equal(await page.locator(".tree li button").count(), 400);
    await page.click(".tree li:nth-child(3) button");
    assert.equal(await page.locator('.tree button[aria-pressed="true"]').count(), 1);
  }));
});

describe("before it is loaded", () => {
  /** Holds the module back until it is let go. */
  const held = () => {
    let release;
    const gate = new Promise((done) => (release = done));
    return { release, hold: (page) => page.route("**/doc9303.wasm*", async (route) => {
      await gate;
      await route.continue();
    }) };
  };

  test("a click waits, and is then done", async () => {
    const { release, hold } = held();
    await calm(async (page) => {
      await page.click('[data-sample="good-passport"]');
      await page.waitForSelector("#cancel");
      release();
      await page.waitForSelector(".verdict.successful");
    }, {}, "", hold);
  });

  test("wiping, training and cancelling wait for nothing", async () => {
    const { release, hold } = held();
    await calm(async (page) => {
      await page.click("#wipe");
      await page.click(".modes button:nth-child(2)");
      await page.click(".modes button:nth-child(1)");
      await page.click("#judge");
      await page.click("#cancel");
      await page.click(".modes button:nth-child(2)");
      release();
      await page.waitForSelector(".clues");
      await page.click(".modes button:nth-child(1)");
      await page.click('[data-sample="good-passport"]');
      await page.waitForSelector(".verdict.successful");
    }, {}, "", hold);
  });

  test("a module that does not come is a sentence", async () => {
    const { page, context } = await visit(chromium, {}, "", (page) => page.route("**/doc9303.wasm*", (route) => route.fulfill({ status: 200, contentType: "application/wasm", body: "no module" })));
    await page.waitForSelector(".problem");
    assert.match(await output(page), /could not be loaded/);
    await page.click('[data-sample="good-passport"]');
    await page.waitForSelector(".problem");
    assert.match(await output(page), /could not be loaded/);
    await context.close();
  });
});
