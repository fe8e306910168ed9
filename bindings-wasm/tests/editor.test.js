// The field for a zone: what it draws, says and offers while one types.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { open, visit } from "./support/browser.js";
import { audit } from "./support/axe.js";

const TD3 = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
const TD1 = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];
const ZONE = TD3.join("\n");
const DAY = "2010-06-01";
let chromium;
let held;
before(async () => {
  chromium = await open();
  held = await visit(chromium);
  await held.page.fill("#at", DAY);
});
after(() => chromium?.close());

const field = "#zone-text";
const text = (page) => page.inputValue(field);
const advice = (page) => page.locator(".advice").textContent();
const layout = (page) => page.locator(".editor .layout option:checked").textContent();
const cells = (page, kind) => page.locator(`.cells-behind .c-${kind}:not(.c-empty)`).allTextContents();
/** Fills the field and waits until what is said is of this text. */
async function put(page, zone) {
  await page.fill(field, zone);
  await settled(page);
}
async function settled(page) {
  await page.waitForSelector(".editor:not([data-pending])");
}

describe("the zone's field", () => {
  test("small letters become capital ones under the caret, and a key can be undone", async () => {
    const { page } = held;
    await put(page, "");
    await page.locator(field).pressSequentially("p<utoeriksson");
    assert.equal(await text(page), "P<UTOERIKSSON");
    await page.keyboard.press("Home");
    await page.keyboard.press("Delete");
    await page.keyboard.type("v");
    assert.equal(await text(page), "V<UTOERIKSSON");
    assert.equal(await page.$eval(field, (each) => each.selectionStart), 1);
    await page.keyboard.press("Control+z");
    assert.notEqual(await text(page), "V<UTOERIKSSON");
    await put(page, "");
  });

  test("lines are counted, fields coloured, and check digits told as soon as they can be", async () => {
    const { page } = held;
    await put(page, `${TD3[0].slice(0, 43)}\n${TD3[1].slice(0, 20)}`);
    assert.equal(await page.locator(".counts").textContent(), "Line 1: 43 of 44 · Line 2: 20 of 44");
    assert.deepEqual(await cells(page, "number"), ["L898902C3"]);
    assert.deepEqual(await cells(page, "name"), ["ERIKSSON"]);
    assert.deepEqual(await cells(page, "given"), ["ANNA<MARIA"]);
    assert.deepEqual(await cells(page, "right"), ["6", "2"]);
    assert.deepEqual(await cells(page, "wrong"), []);
    assert.equal(await page.getAttribute(field, "aria-invalid"), "false");
    await put(page, ZONE);
    assert.equal((await cells(page, "right")).join(""), "62910");
    assert.match(await advice(page), /Every check digit fits/);
    await put(page, ZONE.replace("L898902C3", "L898902C4"));
    assert.deepEqual(await cells(page, "wrong"), ["6", "0"]);
    assert.match(await advice(page), /Check digit, Document number: 6 stands there, 7 would fit/);
    assert.equal(await page.getAttribute(field, "aria-invalid"), "true");
  });

  test("each letter lies on its own cell", async () => {
    const { page } = held;
    await put(page, ZONE);
    const [drawn, typed] = await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(".cells-behind div"));
      const field = document.querySelector("#zone-text");
      return [range.getBoundingClientRect().width, field.scrollWidth - 2 * parseFloat(getComputedStyle(field).paddingLeft)];
    });
    assert.ok(Math.abs(drawn - typed) <= 2, `${drawn} and ${typed}`);
    const spans = await page.locator(".cells-behind").evaluate((cells) => [...cells.children].map((row) => row.textContent));
    assert.deepEqual(spans, TD3);
  });

  test("the layout is guessed, and can be changed", async () => {
    const { page } = held;
    const rows = [["I<UTO", "TD1"], ["V<UTO", "MRV-A"], [`${"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<"}\nL`, "MRV-B"], ["I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "TD2"], ["IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "ID-FRA"]];
    for (const [zone, name] of rows) {
      await put(page, zone);
      assert.equal(await layout(page), `${name}, guessed`);
    }
    await page.selectOption(".editor .layout", "MRV-A");
    await page.waitForFunction(() => document.querySelector(".counts").textContent.includes("of 44"));
    await put(page, ZONE);
    assert.match(await advice(page), /this is TD3, not MRV-A/);
    await page.selectOption(".editor .layout", "");
    await page.waitForFunction(() => document.querySelector(".advice").textContent.includes("Every check digit fits"));
    assert.equal(await layout(page), "TD3, guessed");
    await put(page, TD1.join("\n"));
    assert.equal(await page.locator(".cells-behind div").count(), 3);
    assert.match(await advice(page), /Every check digit fits/);
  });

  test("blanks and guillemets are offered as fillers, and one press puts them", async () => {
    const { page } = held;
    await put(page, ZONE.replace("<<ANNA<MARIA", "«ANNA MARIA"));
    assert.match(await advice(page), /only the filler < can be: 2/);
    await page.click(".advice .offer");
    await settled(page);
    assert.equal(await text(page), ZONE);
    assert.equal(await page.evaluate(() => document.activeElement.id), "zone-text");
    assert.match(await advice(page), /Every check digit fits/);
    await page.keyboard.press("Control+z");
    assert.match(await text(page), /«ANNA MARIA/);
  });

  test("letters of other scripts are named, and replaced by those that they look like", async () => {
    const { page } = held;
    await put(page, ZONE.replace("ANNA", "\u0410NNA").replace("UTOE", "UTO\u0395").replace("MARIA", "MARIÄ"));
    const said = await advice(page);
    assert.match(said, /\u0410 is Cyrillic \(line 1, cell 16\)/);
    assert.match(said, /\u0395 is Greek \(line 1, cell 6\)/);
    assert.match(said, /Ä cannot be in a zone \(line 1, cell 25\)/);
    await page.locator(".advice .offer", { hasText: "Replace all" }).click();
    await settled(page);
    assert.equal(await text(page), ZONE.replace("MARIA", "MARIÄ"));
  });

  test("what was misread is put right, with what proves it", async () => {
    const { page } = held;
    await put(page, ZONE.replace("7408122F", "74O8122F"));
    assert.match(await advice(page), /only this makes it whole:Line 2, cell 16: 0 instead of O\. Proven by check digits: Date of birth/);
    await page.locator(".repairs .offer").click();
    await settled(page);
    assert.equal(await text(page), ZONE);
    // A zone that lost a filler at the end of the name is complete again.
    await put(page, `${TD3[0].slice(0, 40)}\n${TD3[1]}`);
    await page.locator(".repairs .offer").first().click();
    await settled(page);
    assert.equal(await text(page), ZONE);
    // Nothing is put right as long as one types.
    await put(page, ZONE.slice(0, 70).replace("7408122F", "74O8122F"));
    assert.equal(await page.locator(".repairs").count(), 0);
  });

  test("a pasted text is searched for zones", async () => {
    const { page } = held;
    await put(page, `Dear Sir, I hold this passport:\n${ZONE}\nand this card:\n${TD1.join("\n")}\nYours, Anna`);
    assert.deepEqual(await page.locator(".find pre").allTextContents(), [ZONE, TD1.join("\n")]);
    assert.equal(await page.locator(".advice-item").count(), 0);
    await page.locator(".find .offer").nth(1).click();
    await settled(page);
    assert.equal(await text(page), TD1.join("\n"));
    await put(page, TD3.join(""));
    await page.click(".find .offer");
    await settled(page);
    assert.equal(await text(page), ZONE);
  });

  test("dates that are none and lines that are too long are told at the field", async () => {
    const { page } = held;
    await put(page, ZONE.replace("7408122F", "7413122F"));
    assert.match(await advice(page), /Dates/);
    await put(page, `${TD3[0]}<\n${TD3[1]}\nX`);
    assert.match(await advice(page), /Line 1 has 1 more than 44 characters/);
    assert.match(await advice(page), /Line 3 is one too many: this layout has 2/);
    assert.deepEqual(await cells(page, "beyond"), ["<", "X"]);
  });

  test("a text of any kind and length breaks nothing", async () => {
    const { page, complaints } = held;
    for (const odd of ["\n\n\n\n", "😀".repeat(50), "<".repeat(20_000), "A\u0301".repeat(44), `${"x y ".repeat(4000)}\n`.repeat(3), "\t\u0000\u200b\uFEFFP<"]) {
      const start = Date.now();
      await put(page, odd.slice(0, 60_000));
      assert.ok(Date.now() - start < 5000, odd.slice(0, 10));
    }
    assert.deepEqual(complaints, []);
    await put(page, "");
    assert.equal(await advice(page), "");
  });

  test("what is beyond the field is cut off and told, and what is drawn and said is bounded", async () => {
    const { page } = held;
    // As a whole: Chromium takes seconds to insert so many lines one by one.
    const set = async (content) => {
      await page.$eval(field, (each, content) => {
        each.value = content;
        each.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, content);
      await settled(page);
    };
    const full = /The field takes 10000 characters; what was beyond them was cut off/;
    await set("\n".repeat(9_000) + "A".repeat(999));
    assert.doesNotMatch(await advice(page), full);
    assert.ok((await page.locator(".cells-behind *").count()) < 200);
    // The cells are as high as the text before them.
    const heights = await page.evaluate(() => ["#zone-text", ".cells-behind"].map((selector) => document.querySelector(selector).scrollHeight));
    assert.ok(Math.abs(heights[0] - heights[1]) < 60, heights.join(" and "));
    await set("\n");
    await set("A".repeat(9_999));
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("B".repeat(5_000));
    await settled(page);
    assert.equal(await text(page), `${"A".repeat(9_999)}B`);
    assert.match(await advice(page), full);
    await page.keyboard.press("Backspace");
    await settled(page);
    assert.doesNotMatch(await advice(page), full);
    const letters = Array.from({ length: 40 }, (_, n) => String.fromCodePoint(0x430 + (n % 32) + (n < 32 ? 0 : 0x60))).join("");
    await put(page, `P<UTO${letters}`);
    assert.ok((await page.locator(".advice-item").count()) <= 10);
    assert.match(await advice(page), /Further characters that cannot be in a zone: \d+/);
    await set(Array.from({ length: 30 }, () => "P<UTO".padEnd(50, "<")).join("\n"));
    assert.equal((await advice(page)).match(/more than 44 characters|one too many/g).length, 8);
    await put(page, "");
  });

  test("a text that is given to the page goes into the field as far as it takes it", async () => {
    const { page } = held;
    await page.focus("#policy");
    await page.evaluate((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", content);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, `Dear Sir,\n${ZONE}\n${"x y ".repeat(3_000)}`);
    await page.waitForFunction(() => document.querySelector(".advice")?.textContent.includes("cut off"));
    await settled(page);
    assert.equal((await text(page)).length, 10_000);
    // What can be made of it is offered at once.
    await page.click(".find .offer");
    await settled(page);
    assert.equal(await text(page), ZONE);
    assert.doesNotMatch(await advice(page), /cut off/);
  });

  test("another language keeps what is typed", async () => {
    const { page } = held;
    await put(page, ZONE.replace("7408122F", "74O8122F"));
    await page.selectOption("#language", "ru");
    await page.waitForFunction(() => document.querySelector(".repairs")?.textContent.includes("Доказано"));
    assert.equal(await text(page), ZONE.replace("7408122F", "74O8122F"));
    await page.selectOption("#language", "en");
    await page.waitForSelector(".repairs");
  });

  for (const width of [320, 390, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`is accessible and whole at ${width} pixels, ${colorScheme}`, async () => {
        const { page } = held;
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        await put(page, ZONE.replace("ANNA<", "\u0410NNA ").replace("7408122F", "74O8122F"));
        assert.deepEqual(await audit(page), []);
        const { inner, outer, letter } = await page.$eval(field, (each) => ({ inner: each.scrollWidth, outer: each.clientWidth, letter: parseFloat(getComputedStyle(each).fontSize) }));
        assert.ok(inner <= outer, `44 cells in ${outer} pixels, not ${inner}`);
        assert.ok(letter >= (width < 390 ? 8 : 11), `letters of ${letter} pixels`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      });
    }
  }
});
