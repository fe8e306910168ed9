// Seals and zones in pictures in the page, in Chromium: dropped, and before a camera that shows a film.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { audit } from "./support/axe.js";
import { drop, encoded, open, textOf, visit } from "./support/browser.js";
import { readCase } from "./support/cases.js";
import { dg2Of, faceFile } from "./support/faces.js";
import { root } from "./support/installed.js";
import { greysOf, picture } from "./support/png.js";

const visa = readCase("G00-visa");
const octets = Buffer.from(visa.inputs.seal, "base64");
const trust = [
  { name: "at", bytes: Buffer.from(visa.at) },
  ...visa.trust.certificates.map((der, n) => ({ name: `certificate-${n}.cer`, bytes: Buffer.from(der, "base64") })),
  ...visa.trust.crls.map((der, n) => ({ name: `list-${n}.crl`, bytes: Buffer.from(der, "base64") })),
];
const shot = (name) => ({ name: `${name}.png`, bytes: picture(name) });
const wasm = (requests) => requests.filter((url) => url.includes(".wasm")).map((url) => new URL(url).pathname);

/** A visit that must end without a word on the console. */
async function calm(chromium, work, options = {}, prepare = undefined) {
  const { page, context, requests, complaints } = await visit(chromium, { reducedMotion: "reduce", ...options }, "", prepare);
  await page.waitForSelector("html[data-ready]");
  await work(page, requests, context);
  assert.deepEqual(complaints, []);
  await context.close();
}

describe("a picture that is given", () => {
  let chromium;
  before(async () => (chromium = await open()));
  after(() => chromium?.close());

  test("its seal is judged with the case, by modules that come for it", () => calm(chromium, async (page, requests) => {
    await drop(page, encoded([...trust, shot("G00-visa.datamatrix.page")]));
    await page.waitForSelector(".panel.seal");
    assert.deepEqual(wasm(requests), ["/doc9303.wasm", "/doc9303-pictures.wasm", "/doc9303-full.wasm"]);
    assert.match(await textOf(page, "#parts"), new RegExp(`seal ${octets.length} bytes · G00-visa\\.datamatrix\\.page\\.png`));
    assert.match(await textOf(page, ".part.picture"), /Seals read from this picture: 1\./);
    assert.match(await textOf(page, ".verdict"), /Seal genuine/);
    // With its printed zone, in another layout of the same document's barcode.
    await page.fill("#zone-text", visa.inputs.mrz);
    await page.click("#judge");
    await page.waitForSelector('[id="check-combined.mrz_seal"].successful', { state: "attached" });
    await page.waitForSelector(".verdict.successful");
    assert.match(await textOf(page, ".verdict"), /Genuine/);
    assert.deepEqual(await audit(page), []);
    // In the place of the picture comes another one, and with it another seal.
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click('[data-replace="G00-visa.datamatrix.page.png"]')]);
    await chooser.setFiles({ name: "other.png", mimeType: "image/png", buffer: picture("G00-visa-b.datamatrix.shaded") });
    await page.waitForSelector('[id="check-combined.mrz_seal"].failed', { state: "attached" });
    assert.match(await textOf(page, "#parts"), /other\.png/);
  }));

  test("its zone is judged, and where it is not certain put into the field to be compared first", () => calm(chromium, async (page) => {
    const pages = join(root, "../fixtures/mrz_image/pages");
    const printed = JSON.parse(readFileSync(join(pages, "manifest.json")));
    const give = async (name) => {
      await drop(page, encoded([{ name, bytes: readFileSync(join(pages, name)) }]));
      await page.waitForSelector(".part.picture");
      return printed.find(({ file }) => file === name).lines.join("\n");
    };
    const lines = await give("0001-clean.jpg");
    await page.waitForSelector(".verdict");
    assert.equal(await page.inputValue("#zone-text"), lines);
    assert.match(await textOf(page, ".part.picture"), /The machine readable zone was read from this picture\./);
    assert.deepEqual(await audit(page), []);
    await page.click("#wipe");
    const doubtful = await give("0012-scan.jpg");
    assert.equal(await page.inputValue("#zone-text"), doubtful);
    assert.equal(await page.locator(".verdict").count(), 0, "nothing is judged that nobody compared");
    assert.match(await textOf(page, ".part.picture"), /was read from this picture, but not with certainty: compare it character by character\./);
    await page.click("#judge");
    await page.waitForSelector(".verdict");
    await page.click("#wipe");
    await give("0067-none.jpg");
    assert.match(await textOf(page, ".part.picture"), /No machine readable zone was found in this picture: type it\. No seal was found/);
    assert.equal(await page.inputValue("#zone-text"), "");
  }));

  test("pictures without a seal, with two, broken and beyond what is read are told", () => calm(chromium, async (page) => {
    const white = Buffer.concat([Buffer.from("BM"), Buffer.from("7a000000000000007a0000006c000000", "hex")]);
    await drop(page, encoded([{ name: "white.bmp", bytes: white }]));
    await page.waitForSelector(".part.picture");
    assert.match(await textOf(page, ".part.picture"), /could not be searched to the end/);
    await page.click("#wipe");
    await drop(page, encoded([shot("G21-passport.aztec.blurred")]));
    await page.waitForSelector(".part.picture");
    assert.match(await textOf(page, ".part.picture"), /No seal was found in this picture/);
    assert.equal(await page.locator(".panel.seal").count(), 0);
    await page.click("#wipe");
    await drop(page, encoded([shot("G00-visa.datamatrix.plain"), shot("G21-visa.qrcode.plain")]));
    await page.waitForSelector("#choices");
    assert.match(await textOf(page, "#choices"), /G00-visa\.datamatrix\.plain\.png.*G21-visa\.qrcode\.plain\.png/);
    await page.click("#choices .choice:nth-child(2)");
    await page.waitForSelector(".panel.seal");
    assert.match(await textOf(page, ".panel.seal"), /Barcode by the data structure of ICAO/);
  }));

  test("where the module cannot be had, pictures are shown all the same", async () => {
    const { page, context } = await visit(chromium, {}, "", (page) => page.route("**/doc9303-pictures.wasm*", (route) => route.abort()));
    await page.waitForSelector("html[data-ready]");
    await drop(page, encoded([shot("G00-visa.datamatrix.plain")]));
    await page.waitForSelector(".part.picture");
    assert.match(await textOf(page, ".part.picture"), /that searches pictures could not be loaded/);
    assert.equal(await page.locator("#problem, .panel.seal").count(), 0);
    await page.unroute("**/doc9303-pictures.wasm*");
    await drop(page, encoded([shot("G00-visa.datamatrix.shaded")]));
    await page.waitForSelector(".panel.seal");
    await context.close();
  });

  test("without a camera, or leave to use it, that is told, and files go on", () => calm(chromium, async (page) => {
    await page.click("#camera");
    await page.waitForSelector(".camera");
    assert.match(await textOf(page, ".camera"), /no camera|does not let this page/);
    assert.equal(await page.evaluate(() => document.activeElement.id), "camera");
    await page.click("#camera-stop");
    await page.waitForSelector(".camera", { state: "detached" });
  }));
});

describe("a portrait in JPEG 2000", () => {
  let chromium;
  before(async () => (chromium = await open()));
  after(() => chromium?.close());

  const passport = readCase("good-passport");
  const zone = { name: "EF.DG1", bytes: Buffer.from(passport.inputs.files["EF.DG1"], "base64") };
  const portrait = (image) => ({ name: "EF.DG2", bytes: dg2Of(image) });
  const shownWidth = (page) => page.waitForFunction(() => document.querySelector("doc9303-report")?.shadowRoot.querySelector(".face")?.naturalWidth);

  test("is shown, by the module that comes for it", () => calm(chromium, async (page, requests) => {
    await drop(page, encoded([zone, portrait(faceFile("rgb.jp2"))]));
    assert.equal(await (await shownWidth(page)).jsonValue(), 60);
    assert.deepEqual(wasm(requests), ["/doc9303.wasm", "/doc9303-pictures.wasm"]);
    assert.match(await textOf(page, ".portrait"), /Not authenticated/);
    assert.deepEqual(await audit(page), []);
  }));

  test("that does not decode says so in words", () => calm(chromium, async (page) => {
    await drop(page, encoded([zone, portrait(faceFile("rgb.jp2").subarray(0, 900))]));
    await page.waitForSelector(".portrait");
    assert.match(await textOf(page, ".portrait"), /The portrait cannot be shown/);
    assert.equal(await page.locator(".face, #problem").count(), 0);
  }));

  test("says so too where the module cannot be had, and the document is judged all the same", async () => {
    const { page, context } = await visit(chromium, {}, "", (page) => page.route("**/doc9303-pictures.wasm*", (route) => route.abort()));
    await page.waitForSelector("html[data-ready]");
    await drop(page, encoded([zone, portrait(faceFile("rgb.jp2"))]));
    await page.waitForSelector(".portrait");
    assert.match(await textOf(page, ".portrait"), /The portrait cannot be shown/);
    assert.equal(await page.locator("#problem").count(), 0);
    await page.unroute("**/doc9303-pictures.wasm*");
    await drop(page, encoded([zone, portrait(faceFile("codestream.j2k"))]));
    assert.equal(await (await shownWidth(page)).jsonValue(), 60);
    await context.close();
  });
});

/** The greys of a JPEG, as a browser shows it. */
async function shown(file) {
  const chromium = await open();
  try {
    const page = await chromium.browser.newPage();
    const { greys, ...size } = await page.evaluate(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const [width, height] = [image.naturalWidth, image.naturalHeight];
      const context = new OffscreenCanvas(width, height).getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      return { width, height, greys: Array.from({ length: width * height }, (_, at) => (data[4 * at] + 2 * data[4 * at + 1] + data[4 * at + 2]) >> 2) };
    }, `data:image/jpeg;base64,${file.toString("base64")}`);
    return { ...size, data: new Uint8Array(greys) };
  } finally {
    await chromium.close();
  }
}

/** A film of a picture on white paper, or of the paper alone, as Chromium's camera shows it. */
function film(greys, width = 640, height = 480) {
  const { data, ...size } = greys ?? { data: new Uint8Array(), width: 0, height: 0 };
  const luma = new Uint8Array(width * height).fill(235);
  const [left, top] = [(width - size.width) >> 1, (height - size.height) >> 1];
  for (let y = 0; y < size.height; y += 1) luma.set(data.subarray(y * size.width, (y + 1) * size.width).map((grey) => 16 + (grey * 219) / 255), (y + top) * width + left);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, new Uint8Array((width * height) / 2).fill(128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`), frame, frame]);
}

describe("before a camera", () => {
  const camera = mkdtempSync(join(tmpdir(), "camera-"));
  const filmed = (greys) => {
    const path = join(mkdtempSync(join(camera, "film-")), "film.y4m");
    writeFileSync(path, film(greys));
    return open("--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${path}`);
  };
  /** Counts how often the page asks for a camera, and keeps what it was given. */
  const watched = (page) => page.addInitScript(() => {
    window.streams = [];
    const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await own(wanted);
      window.streams.push({ wanted, stream });
      return stream;
    };
  });
  const states = (page) => page.evaluate(() => window.streams.flatMap(({ stream }) => stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`)));
  after(() => rmSync(camera, { recursive: true }));

  test("a seal is read, judged, and the camera goes off", async () => {
    const chromium = await filmed(greysOf(picture("G00-visa.datamatrix.turned")));
    try {
      await calm(chromium, async (page, requests) => {
        await drop(page, encoded(trust));
        await page.waitForSelector("#states", { state: "attached" });
        assert.deepEqual(await states(page), []);
        await page.focus("#camera");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".panel.seal");
        await page.fill("#at", visa.at.slice(0, 10));
        await page.dispatchEvent("#at", "change");
        await page.waitForSelector(".verdict.successful");
        assert.match(await textOf(page, ".verdict"), /Seal genuine/);
        assert.match(await textOf(page, "#parts"), new RegExp(`seal ${octets.length} bytes · Camera`));
        assert.deepEqual(await states(page), ["video ended"]);
        assert.equal(await page.evaluate(() => window.streams[0].wanted.audio), false);
        assert.equal(await page.locator(".camera, video").count(), 0);
        // Nothing left the device, and no picture stayed.
        assert.deepEqual(requests.filter((url) => !url.startsWith(chromium.address) && !url.startsWith("blob:")), []);
        assert.equal(await page.locator(".part.picture").count(), 0);
      }, { permissions: ["camera"] }, watched);
    } finally {
      await chromium.close();
    }
  });

  test("a zone is read from two pictures that agree, outlined, and judged", async () => {
    const pages = join(root, "../fixtures/mrz_image/pages");
    const [printed] = JSON.parse(readFileSync(join(pages, "manifest.json"))).filter(({ file }) => file === "0001-clean.jpg");
    const chromium = await filmed(await shown(readFileSync(join(pages, printed.file))));
    try {
      await calm(chromium, async (page) => {
        await page.evaluate(() => {
          window.strokes = new Set();
          const own = CanvasRenderingContext2D.prototype.stroke;
          CanvasRenderingContext2D.prototype.stroke = function () {
            window.strokes.add(`${this.canvas.className} ${this.strokeStyle}`);
            return own.call(this);
          };
        });
        await page.click("#camera");
        await page.waitForSelector(".verdict");
        assert.equal(await page.inputValue("#zone-text"), printed.lines.join("\n"));
        assert.deepEqual(await page.evaluate(() => [...window.strokes]), ["camera-outline #1d9d4c"]);
        assert.deepEqual(await states(page), ["video ended"]);
        assert.equal(await page.locator(".camera, video, .part.picture").count(), 0);
      }, { permissions: ["camera"] }, watched);
    } finally {
      await chromium.close();
    }
  });

  test("as long as none is seen it goes on, in every language, until it is stopped", async () => {
    const chromium = await filmed(null);
    try {
      await calm(chromium, async (page) => {
        await page.click("#camera");
        await page.waitForSelector(".camera video");
        assert.equal(await page.evaluate(() => document.activeElement.id), "camera-stop");
        assert.deepEqual(await audit(page), []);
        for (const code of ["de", "es", "fr", "it", "ru", "en"]) {
          await page.selectOption("#language", code);
          await page.waitForSelector(`html[lang="${code}"]`);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), code);
          assert.equal(await page.evaluate(() => document.querySelector("video").paused), false, code);
        }
        assert.deepEqual(await states(page), ["video live"]);
        await page.focus("#camera-stop");
        await page.keyboard.press("Escape");
        await page.waitForSelector(".camera", { state: "detached" });
        assert.deepEqual(await states(page), ["video ended"]);
        assert.equal(await page.evaluate(() => document.activeElement.id), "camera");
        for (const [start, stop] of [["#camera", "#camera-stop"], ["#camera", "#wipe"], ["#camera", ".modes button:nth-child(2)"]]) {
          await page.click(start);
          await page.waitForSelector(".camera video");
          await page.click(stop);
          await page.waitForSelector(".camera", { state: "detached" });
        }
        assert.deepEqual(new Set(await states(page)), new Set(["video ended"]));
      }, { permissions: ["camera"], viewport: { width: 320, height: 800 } }, watched);
    } finally {
      await chromium.close();
    }
  });
});
