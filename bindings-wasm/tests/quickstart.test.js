// The quick starts of the package's README, as somebody copies them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "../tools/serve.js";
import { launch } from "./support/browser.js";
import { vectorsFolder } from "./support/cases.js";
import { installed, root } from "./support/installed.js";

const readme = readFileSync(join(root, "npm/README.md"), "utf8");
/** The first block of code under a heading. The day of the tests is that of the fixtures. */
const example = (heading) => readme.split(`## ${heading}\n`)[1].match(/```\w+\n([^]*?)```/)[1].replaceAll("new Date()", 'new Date("2026-06-01")');
const passport = join(vectorsFolder, "passport");
const chip = ["EF.SOD", "EF.DG1", "EF.DG2", "EF.DG11", "EF.DG12", "EF.COM"].map((name) => join(passport, "chip", name));

let folder;
let browser;
before(async () => {
  folder = installed("vite", "rolldown", "postcss", "picomatch", "tinyglobby", "lightningcss");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Gives the files of a chip to a page and waits for what it says of them. */
async function judged(site, complaints = []) {
  // Browsers ask for it by themselves.
  writeFileSync(join(site, "favicon.ico"), "");
  const server = await serve(site);
  const page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(server.address);
  await page.setInputFiles("input", [join(passport, "mrz.txt"), ...chip]);
  try {
    await page.waitForSelector(".verdict", { timeout: 20_000 });
    // Nobody is trusted, and every file was given but what vouches for them.
    assert.equal(await page.locator(".verdict h2").textContent(), "Cannot be told");
    await page.waitForSelector(".portrait.doubtful .face");
    assert.match(await page.locator(".portrait").textContent(), /Not authenticated/);
  } finally {
    assert.deepEqual(complaints, []);
    await page.close();
    await server.close();
  }
}

test("in Node", () => {
  cpSync(passport, join(folder, "document"), { recursive: true });
  cpSync(join(passport, "trust"), join(folder, "trust"), { recursive: true });
  writeFileSync(join(folder, "start.js"), example("In Node"));
  const printed = execFileSync("node", ["start.js"], { cwd: folder, encoding: "utf8" });
  assert.match(printed, /^undetermined\n/);
  assert.match(printed, /^dg1\.hash successful $/m);
  assert.match(printed, /^ds\.signature successful $/m);
});

test("with Vite", async () => {
  const site = join(folder, "site");
  mkdirSync(site);
  writeFileSync(join(site, "main.js"), example("With Vite"));
  writeFileSync(join(site, "index.html"), '<!doctype html><html lang="en"><title>Report</title><body><script type="module" src="/main.js"></script></body></html>');
  execFileSync("node", [join(root, "node_modules/vite/bin/vite.js"), "build", site, "--logLevel", "error"], { cwd: folder, encoding: "utf8" });
  await judged(join(site, "dist"));
});

test("in a page without a bundler", async () => {
  writeFileSync(join(folder, "index.html"), example("In a page without a bundler"));
  await judged(folder);
});
