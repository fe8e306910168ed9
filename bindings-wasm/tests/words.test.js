// The six files of the page and those of the library say the same things, and everything that a report can hold.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { checks, codes, init } from "../pkg/node.js";
import { groupOf } from "../pkg/report/checks.js";
import { dateOfDetails } from "../pkg/report/facts.js";
import { loadWords } from "../pkg/report/words.js";
import states from "../pkg/states.js";

await init();
const languages = ["de", "en", "es", "fr", "it", "ru"];
const messages = Object.fromEntries(await Promise.all(languages.map(async (code) => {
  const { checks, codes } = JSON.parse(readFileSync(new URL(`../../core/languages/${code}.json`, import.meta.url), "utf8"));
  const [page, report] = await Promise.all([import(`../demo/lang/${code}.js`), import(`../npm/report/texts/${code}.js`)]);
  return [code, { ...page.default, report: report.default, check: checks, reason: codes }];
})));

/** Terms of the standard that are the same in every language that does not translate them. */
const terms = ["Document Signer", "Active Authentication"];

/** Every text by its path. */
function texts(value, path = "") {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

const english = new Map(texts(messages.en));
const blanks = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();

for (const code of languages) {
  const own = new Map(texts(messages[code]));
  test(`${code} has every text of English and no other`, () => {
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort());
  });
  test(`${code} has the blanks of English and no empty text`, () => {
    for (const [path, text] of own) {
      assert.ok(text.trim().length > 0, path);
      assert.equal(blanks(text), blanks(english.get(path) ?? ""), path);
    }
  });
  test(`${code} is translated`, { skip: code === "en" }, () => {
    const same = [...own].filter(([path, text]) => text.length > 14 && !terms.includes(text) && text === english.get(path)).map(([path]) => path);
    assert.deepEqual(same, []);
  });
  test(`${code} explains every check and every code`, () => {
    for (const { id } of checks()) {
      const own = messages[code].check[/^dg\d+\.hash$/.test(id) ? "dg.hash" : id];
      assert.deepEqual(Object.keys(own ?? {}), ["name", "means", "honest", "next"], id);
    }
    for (const { code: reason } of codes()) assert.ok(messages[code].reason[reason], reason);
  });
}

test("Russian is written in Cyrillic letters", () => {
  for (const [path, text] of texts(messages.ru.reason)) assert.match(text, /[а-яё]{3}/i, path);
});

/** Everything that is written in these folders, without the texts themselves. */
function written(...folders) {
  const scripts = folders.flatMap((folder) => readdirSync(new URL(folder, import.meta.url)).filter((name) => name.endsWith(".js")).map((name) => new URL(folder + name, import.meta.url)));
  return scripts.map((script) => readFileSync(script, "utf8")).join("\n");
}

test("every sentence of the page and of the report is used", () => {
  const report = written("../npm/report/");
  const page = written("../demo/src/", "../demo/src/view/", "../npm/files/");
  /** How keys begin that are put together from two words, as the source puts them. */
  const composed = { tray: ["choice_", "news_", "column_"], editor: ["repair_"], training: ["level_", "column_", "kind_"], protocol: ["proved_", "answered_", "error_"] };
  const ofReport = ["policy_", "verdict_", "outcome_", "weight_", "group_", "node_", "sex_"];
  /** The rows of a certificate, by which its facts are called. */
  const rows = ["subject", "issuer", "serial", "validity", "key", "fingerprint"];
  const unused = (texts, source, beginnings, others = []) => {
    for (const beginning of beginnings) assert.ok(source.includes(`\`${beginning}\${`), beginning);
    return Object.keys(texts).filter((key) => !source.includes(`"${key}"`) && !others.includes(key) && !beginnings.some((beginning) => key.startsWith(beginning)));
  };
  for (const part of ["ui", "note", "tray", "share", "editor", "training", "protocol"]) assert.deepEqual(unused(messages.en[part], page, composed[part] ?? []), [], part);
  assert.deepEqual(unused(messages.en.report.ui, report, ofReport, rows), []);
  const { feature, ...ofSeal } = messages.en.report.seal;
  assert.ok(Object.keys(feature).length > 60);
  assert.deepEqual(unused(ofSeal, report, ["kind_", "level_", "reading_"]), []);
});

test("every code of the standard has a name in every language, and none is its bare letters", async () => {
  for (const code of languages) {
    const words = await loadWords(code);
    for (const [code3] of states) assert.ok(words.state(code3)?.length >= 3 && words.state(code3) !== code3, `${code}: ${code3}`);
    for (const own of Object.keys(messages[code].report.state)) assert.ok(states.some(([code3]) => code3 === own), own);
  }
  const german = await loadWords("de");
  assert.deepEqual(["D", "DE", "UTO", "EUE", "UNO", "SK", "SKM"].map((code) => german.state(code)), ["Deutschland", "Deutschland", "Utopia", "Europäische Union", "Vereinte Nationen", "Slowakei", "Sikkim"]);
  assert.equal(german.state("QQQ"), undefined);
});

test("a date of the chip is said as far as the calendar has it, and else as it stands", async () => {
  const words = await loadWords("de");
  const rows = {
    19740812: "12. Aug. 1974", 19740800: "Aug. 1974", 19740000: "1974", 20000229: "29. Feb. 2000", 19740012: "1974-XX-12",
    "00000000": "XXXX-XX-XX", "00000812": "XXXX-08-12", 20260131235960: "31. Jan. 2026 23:59:60", "00740812": "12. Aug. 74",
    19741312: "19741312", 19740231: "19740231", 19000229: "19000229", 19740832: "19740832", "00000230": "00000230", 20260131240000: "20260131240000", "12 AUG 74": "12 AUG 74",
  };
  for (const [told, said] of Object.entries(rows)) assert.equal(dateOfDetails(words, told), said, told);
  for (const none of ["1974-13-12", "1974-02-30", "XXXX-08-12"]) assert.equal(words.date(none), none);
});

test("a check stands in the group that the library has it in", () => {
  for (const { id, group } of checks()) assert.equal(groupOf(id), group, id);
});

test("a text of the page is none of the report, which would hide it", () => {
  for (const code of languages) assert.deepEqual(Object.keys(messages[code].ui).filter((key) => key in messages[code].report.ui), []);
});
