// A real Chromium and the page in it, watched: what it requests, what it complains about.

import { chromium } from "playwright-core";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, crc32 } from "node:zlib";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.js";

const program = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const folder = fileURLToPath(new URL("../../pkg-demo", import.meta.url));

export function launch(...more) {
  if (!existsSync(program)) throw new Error(`${program} is missing: install chromium, or name one in CHROMIUM`);
  return chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more],
  });
}

export async function open(...more) {
  const browser = await launch(...more);
  const server = await serve(folder);
  return { browser, address: server.address, close: async () => {
    await browser.close();
    await server.close();
  } };
}

/** A page that is ready, with everything that it asked for and complained about. `prepare` may come before it opens, and then nothing is waited for. */
export async function visit({ browser, address }, options = {}, where = "", prepare = undefined) {
  const context = await browser.newContext({ locale: "en-GB", serviceWorkers: "block", viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(Number(process.env.PAGE_TIMEOUT ?? 30_000));
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !message.text().includes("blocked by Playwright") && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await prepare?.(page);
  await page.goto(where || address);
  if (!prepare) await page.waitForSelector("html[data-ready]");
  return { page, context, requests, complaints };
}

/** All that a part of the page says, with what is drawn inside the elements of reports. */
export const textOf = (page, selector) => page.locator(selector).first().evaluate((place) => {
  const text = (node) => (node.nodeType === Node.TEXT_NODE ? node.data : [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].map(text).join(""));
  return text(place);
});

/** Opens everything that can be opened, in reports as well. */
export const openAll = (page) => page.locator("details").evaluateAll((all) => all.forEach((each) => (each.open = true)));

/** What `pick` gives to the page comes as if it were dropped: files by name, with bytes in base64. */
export async function drop(page, files) {
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, files);
  await page.dispatchEvent("#drop", "drop", { dataTransfer: transfer });
}

/** Every file of a folder, however deep, by its path from there. */
export function filesIn(path, under = "") {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesIn(inner, `${under}${entry.name}/`) : [{ name: under + entry.name, bytes: readFileSync(inner) }];
  });
}

/** Files as `drop` takes them. */
export const encoded = (files) => files.map(({ name, bytes }) => ({ name: name.split("/").at(-1), base64: Buffer.from(bytes).toString("base64") }));

/** A zip archive of these files, deflated. */
export function zip(files) {
  const local = [];
  const central = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(title.length, 22);
    const start = Buffer.from([0x50, 0x4b, 3, 4]);
    local.push(start, facts, title, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), facts, tail, title);
    offset += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
