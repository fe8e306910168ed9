// A chip is read in Node, through an asynchronous function: a virtual document at the end of a socket, which keeps to the rules or does not.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createPrivateKey, createSign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { TrustStore as SmallStore, inspect as smallInspect } from "../pkg/index.js";
import { TrustStore, init, inspect, inspectToJson, readChip, replaySession, sessionLog, version } from "../pkg/full/node.js";
import { init as initSmall } from "../pkg/node.js";
import { KEYS, lacking, passport, withChip, zone } from "./support/virtual-chip.js";

const program = process.env.DOC9303_BIN ?? "";
const at = "2026-06-01T00:00:00Z";
const skip = lacking;
const file = (name) => new Uint8Array(readFileSync(join(passport, "chip", name)));
const coded = (code) => (error) => {
  assert.ok(error instanceof Error, String(error));
  assert.equal(error.code, code, error.message);
  return true;
};

function trusted(Store) {
  const store = new Store();
  store.addCertificate(new Uint8Array(readFileSync(join(passport, "trust/certificate-0.cer"))));
  store.addCrl(new Uint8Array(readFileSync(join(passport, "trust/list-0.crl"))));
  return store;
}

const gm = ["--pace", "gm-13-aes128"];

test("without the full module nothing is read, and that is said", async () => {
  await assert.rejects(readChip(async () => new Uint8Array([0x6a, 0x82]), { can: "500540" }), coded("module.not_ready"));
  assert.throws(() => replaySession("{}"), coded("module.not_ready"));
  await initSmall();
  await assert.rejects(readChip(async () => new Uint8Array([0x6a, 0x82]), { can: "500540" }), coded("module.not_ready"));
});

test("the full module has all of the small one, and what was made before goes on", async () => {
  await initSmall();
  const before = trusted(SmallStore);
  await init();
  await init();
  assert.equal(SmallStore, TrustStore);
  assert.equal(smallInspect, inspect);
  const document = { mrz: zone, files: { "EF.SOD": file("EF.SOD"), "EF.DG1": file("EF.DG1") }, at };
  const after = trusted(TrustStore);
  assert.equal(inspectToJson({ ...document, trust: after }), inspectToJson({ ...document, trust: before }));
  assert.match(version(), /^\d+\./);
  before.free();
  after.free();
});

test("a passport is read and judged, and its session gives the same report", { skip }, async () => {
  await init();
  const events = [];
  const reading = await withChip([...gm, ...KEYS], ({ transmit }) => readChip(transmit, { mrz: zone, onEvent: (event) => events.push(event) }));
  assert.equal(reading.error, null);
  assert.deepEqual(reading.attempts, [{ protocol: "PACE", variant: "PACE-GM brainpoolP256r1 AES-128", error: null }]);
  assert.deepEqual(reading.access, { protocol: "PACE", password: "MRZ" });
  assert.deepEqual(reading.proofs.map(({ step }) => step), ["chip_auth", "active_auth"]);
  assert.deepEqual(reading.failures, []);
  assert.equal(reading.isProtectedToEnd, true);
  assert.deepEqual(reading.document.files["EF.DG2"], file("EF.DG2"));
  assert.deepEqual(Object.keys(reading.document.recordFiles).sort(), ["access.json", "active_auth.json", "chip_auth.json"]);

  // What happened was told while it happened.
  const files = events.filter(({ type }) => type === "file");
  assert.deepEqual(Object.fromEntries(files.map(({ file, bytes }) => [file, bytes])), reading.document.files);
  const last = events.filter(({ type, file }) => type === "progress" && file === "EF.DG2").at(-1);
  assert.ok(last.read === last.size && last.size === file("EF.DG2").length);

  // Each command is told with what it was for.
  const steps = reading.exchanges.map(({ step }) => step);
  for (const step of ["pace.set", "pace.nonce", "pace.mapping", "pace.agreement", "pace.token", "chip_auth", "active_auth"]) assert.ok(steps.includes(step), step);
  const first = reading.exchanges[0];
  assert.deepEqual([first.file, [...first.command], [...first.response]], ["EF.CardAccess", [0, 0xa4, 2, 0x0c, 2, 1, 0x1c], [0x90, 0]]);
  const ofDg2 = reading.exchanges.filter(({ file }) => file === "EF.DG2");
  assert.ok(ofDg2.length > 2 && ofDg2.every(({ step, command }) => command[0] === 0x0c && step.endsWith(".file")));

  const trust = trusted(TrustStore);
  const judged = (kept) => inspectToJson({ ...kept.document, mrz: zone, trust, at });
  const live = judged(reading);
  const outcomes = Object.fromEntries(JSON.parse(live).results.map(({ check, outcome }) => [check, outcome]));
  for (const check of ["dg1.hash", "dg2.hash", "ds.signature", "chip.access", "chip.chip_auth", "chip.active_auth"]) assert.equal(outcomes[check], "successful", check);

  const again = replaySession(reading.session, { records: "own_terminal" });
  assert.equal(judged(again), live);
  assert.deepEqual(again, reading);
  const handedOver = replaySession(new TextEncoder().encode(reading.session));
  assert.equal(handedOver.document.records, "handed_over");
  assert.equal(JSON.parse(judged(handedOver)).results.find(({ check }) => check === "chip.chip_auth").outcome, "undetermined");

  // The command line says the same of the session.
  const folder = mkdtempSync(join(tmpdir(), "doc9303-"));
  writeFileSync(join(folder, "session.json"), reading.session);
  const options = ["--session", join(folder, "session.json"), "--mrz", join(passport, "mrz.txt"), "--trust", join(passport, "trust"), "--at", at, "--json", "--records-of-own-terminal"];
  const { stdout, stderr } = spawnSync(program, ["inspect", ...options], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  assert.equal(live, stdout.trimEnd(), stderr);

  // An editor may have put a mark in front, or made it UTF-16.
  const utf16 = Buffer.from(`\ufeff${reading.session}`, "utf16le");
  for (const text of [`\ufeff${reading.session}`, Buffer.from(`\ufeff${reading.session}`), utf16, Buffer.from(utf16).swap16()]) {
    assert.deepEqual(replaySession(text, { records: "own_terminal" }), reading);
    assert.equal(sessionLog(text), sessionLog(reading.session));
  }

  // A log has nothing personal, and proves nothing.
  const log = sessionLog(reading.session);
  assert.ok(reading.session.includes("L898902C") && !log.includes("L898902C") && log.includes("EF.DG2"));
  assert.throws(() => replaySession(log), coded("session.withheld"));
  const changed = reading.session.replace(/("command": "0ca4[0-9a-f]{10})([0-9a-f])/, (_, head, digit) => head + (digit === "0" ? "1" : "0"));
  assert.notEqual(changed, reading.session);
  assert.throws(() => replaySession(changed), coded("session.differs"));
  trust.free();
});

test("the example of the README reads and judges", { skip }, async (context) => {
  await init();
  const readme = readFileSync(new URL("../npm/README.md", import.meta.url), "utf8");
  const [, example] = readme.split("## Reading a chip\n")[1].match(/```js\n([^]*?)```/);
  const folder = mkdtempSync(join(tmpdir(), "doc9303-"));
  const module = join(folder, "example.mjs");
  writeFileSync(module, example.replace('"doc9303/full"', JSON.stringify(new URL("../pkg/full/node.js", import.meta.url).href)).replace("new Date()", JSON.stringify(at)));
  context.mock.method(console, "log", () => {});
  const { readPassport } = await import(pathToFileURL(module));
  const report = await withChip([...gm, ...KEYS], ({ transmit }) => readPassport({ transceive: transmit }, zone));
  rmSync(folder, { recursive: true });
  assert.equal(report.verdict, "undetermined");
  const outcomes = Object.fromEntries(report.results.map(({ check, outcome }) => [check, outcome]));
  assert.deepEqual([outcomes["dg2.hash"], outcomes["ds.signature"], outcomes["combined.mrz_dg1"]], ["successful", "undetermined", "successful"]);
});

test("every way to open a chip opens it", { skip }, async () => {
  await init();
  const key = { documentNumber: "L898902C", birthDate: "690806", expiryDate: "940623" };
  const [, line] = zone.split("\n");
  const own = { documentNumber: line.slice(0, 9).replaceAll("<", ""), birthDate: line.slice(13, 19), expiryDate: line.slice(21, 27) };
  const ways = [
    [["--bac"], { key: own }, { protocol: "BAC", password: "MRZ" }],
    [[...gm, "--can", "500540"], { can: "500540", mrz: zone }, { protocol: "PACE", password: "CAN" }],
    [["--pace", "im-12-aes256", "--longest", "4096"], { mrz: zone, extended: true }, { protocol: "PACE", password: "MRZ" }],
  ];
  for (const [options, wanted, access] of ways) {
    const reading = await withChip(options, ({ transmit }) => readChip(transmit, { files: ["dg1", "EF.SOD"], ...wanted }));
    assert.equal(reading.error, null, options.join(" "));
    assert.deepEqual(reading.access, access);
    assert.deepEqual(Object.keys(reading.document.files).filter((name) => name !== "EF.CardAccess").sort(), ["EF.DG1", "EF.SOD"]);
  }
  const wrong = await withChip(["--bac"], ({ transmit }) => readChip(transmit, { key }));
  assert.deepEqual([wrong.access, wrong.error.code, wrong.error.step], [null, "refused", "bac"]);
  assert.ok(!sessionLog(wrong.session).includes("L898902C"));
});

/** A fault of the chip, what it is told as, and whether the chip was opened before. */
const FAULTS = [
  [gm, "pace.token_wrong", { code: "not_proved", step: "pace.token" }, false],
  [gm, "pace.mapping_echo", { code: "not_proved", step: "pace.mapping" }, false],
  [gm, "pace.agreement_off_curve", { code: "not_proved", step: "pace.agreement" }, false],
  [gm, "pace.nonce_missing", { code: "malformed", step: "pace.nonce" }, false],
  [["--bac"], "bac.code_wrong", { code: "not_proved", step: "bac" }, false],
  [gm, "messaging.wrong_code", { code: "messaging" }, true],
  [gm, "messaging.plain_data", { code: "messaging" }, true],
  [gm, "read.truncated_status", { code: "malformed" }, true],
  [gm, "chip_auth.other_key", { code: "not_proved", step: "chip_auth" }, true],
];

for (const [options, fault, expected, isOpened] of FAULTS) {
  test(`a chip with ${fault} is not believed`, { skip }, async () => {
    await init();
    const reading = await withChip([...options, ...KEYS, "--fault", fault], ({ transmit }) => readChip(transmit, { mrz: zone }));
    assert.ok(reading.error, "it was read to the end");
    const { code, step, text } = reading.error;
    assert.deepEqual({ code, ...(expected.step && { step }) }, expected, text);
    assert.equal(reading.access !== null, isOpened, text);
    // Nothing that was read before is lost, and none of it is what the chip does not hold.
    for (const [name, bytes] of Object.entries(reading.document.files)) {
      if (name !== "EF.CardAccess") assert.deepEqual(bytes, file(name), name);
    }
    assert.deepEqual(replaySession(reading.session, { records: "own_terminal" }).document, reading.document);
  });
}

test("PACE is never given up in silence", { skip }, async () => {
  await init();
  const options = [...gm, "--bac", "--fault", "pace.denied"];
  const refused = await withChip(options, ({ transmit }) => readChip(transmit, { mrz: zone }));
  assert.equal(refused.access, null);
  const allowed = await withChip(options, ({ transmit }) => readChip(transmit, { mrz: zone, allowBacAfterPace: true }));
  assert.deepEqual(allowed.attempts.map(({ protocol, error }) => [protocol, error === null]), [["PACE", false], ["BAC", true]], JSON.stringify(allowed.attempts));
  const report = inspect({ ...allowed.document, mrz: zone, at });
  const access = report.results.find(({ check }) => check === "chip.access");
  assert.deepEqual([access.outcome, access.reason.code], ["failed", "chip.pace_downgrade"]);
});

test("a chip that leaves is told, comes back, and nothing is read twice", { skip }, async () => {
  await init();
  const leaving = (transmit, after) => {
    let left = after;
    return async (command) => {
      left -= 1;
      if (left === 0) throw new Error("tag was lost");
      return transmit(command);
    };
  };
  const lost = await withChip(["--bac"], ({ transmit }) => readChip(leaving(transmit, 60), { mrz: zone }));
  assert.equal(lost.error.code, "lost");
  assert.equal(lost.error.cause.message, "tag was lost");
  assert.deepEqual(lost.document.files["EF.SOD"], file("EF.SOD"));
  assert.equal(replaySession(lost.session).error.code, "lost");

  let calls = 0;
  const back = await withChip(["--bac", ...KEYS], (chip) => {
    const reconnect = async () => {
      calls += 1;
      // The field was lost for the terminal alone: a reset of the chip is a new session.
      return true;
    };
    return readChip(leaving(chip.transmit, 60), { mrz: zone, reconnect });
  });
  assert.deepEqual([back.error, back.resumed, calls], [null, 1, 1]);
  assert.deepEqual(back.document.files["EF.DG2"], file("EF.DG2"));
  assert.ok(replaySession(back.session).resumed === 1);
  const gone = await withChip(["--bac"], ({ transmit }) => readChip(leaving(transmit, 60), { mrz: zone, reconnect: async () => false }));
  assert.equal(gone.error.code, "lost");
  // Whoever cannot wait for it any longer has what was read, and why.
  const failed = async () => {
    throw new Error("no field any more");
  };
  const kept = await withChip(["--bac"], ({ transmit }) => readChip(leaving(transmit, 60), { mrz: zone, reconnect: failed }));
  assert.deepEqual([kept.error.code, kept.error.cause.message], ["lost", "no field any more"]);
  assert.deepEqual(kept.document.files, lost.document.files);
  const control = new AbortController();
  const broken = () => {
    control.abort(new Error("enough"));
    throw new Error("no field any more");
  };
  await withChip(["--bac"], ({ transmit }) => assert.rejects(readChip(leaving(transmit, 60), { mrz: zone, reconnect: broken, signal: control.signal }), { message: "enough" }));
});

test("a chip that leaves by itself is opened anew, and a replay of the session before does not pass", { skip }, async () => {
  await init();
  const read = (fault) => withChip(["--bac", "--fault", fault], (chip) => readChip(chip.transmit, { mrz: zone, reconnect: () => chip.back() }));
  const back = await read("file.changed_after_loss");
  assert.deepEqual([back.error, back.resumed], [null, 1]);
  assert.deepEqual(back.attempts.map(({ protocol, error }) => [protocol, error]), [["BAC", null], ["BAC", null]]);
  assert.deepEqual(replaySession(back.session, { records: "own_terminal" }), back);
  const replayed = await read("bac.replayed");
  assert.deepEqual([replayed.error.code, replayed.error.step, replayed.resumed], ["not_proved", "bac", 1]);
});

test("reading is broken off between commands, and while one is under way", { skip }, async () => {
  await init();
  const control = new AbortController();
  await withChip(gm, async ({ transmit }) => {
    let sent = 0;
    const carry = (command) => {
      sent += 1;
      if (sent === 10) control.abort(new Error("enough"));
      return transmit(command);
    };
    await assert.rejects(readChip(carry, { mrz: zone, signal: control.signal }), { message: "enough" });
    assert.equal(sent, 10);
  });
  const never = () => new Promise(() => {});
  const other = new AbortController();
  setTimeout(() => other.abort(), 20);
  await assert.rejects(readChip(never, { can: "500540", signal: other.signal }), { name: "AbortError" });
  await assert.rejects(readChip(never, { can: "500540", signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("arguments are checked, and errors name them", async () => {
  await init();
  const blank = async () => new Uint8Array([0x6a, 0x82]);
  const refused = (wanted, code, transmit = blank) => assert.rejects(readChip(transmit, wanted), coded(code));
  await refused({}, "argument.password");
  await refused({ can: "12a" }, "argument.can");
  await refused({ can: 500540 }, "argument.type");
  await refused({ can: "500540", password: "x" }, "argument.unknown");
  await refused({ mrz: "P<UTO" }, "mrz.length");
  await refused({ key: { documentNumber: "L898902C", birthDate: "6908", expiryDate: "940623" } }, "argument.key");
  await refused({ key: { documentNumber: "L898902C", birthDate: "690806", expires: "940623" } }, "argument.unknown");
  await refused({ can: "500540", files: ["EF.DG99"] }, "argument.file");
  for (const documentNumber of ["", "<<<", " "]) await refused({ key: { documentNumber, birthDate: "690806", expiryDate: "940623" } }, "argument.key");
  await refused({ can: "500540", extended: "yes" }, "argument.type");
  for (const signal of [true, {}, new AbortController(), { aborted: false }]) await refused({ can: "500540", signal }, "argument.type");
  await refused({ can: "500540", activeAuthChallenge: new Uint8Array(7) }, "argument.challenge");
  await refused({ can: "500540", onEvent: {} }, "argument.type");
  await refused({ can: "500540" }, "argument.type", "transmit");
  await refused({ can: "500540" }, "argument.type", async () => "6A82");
  const { error } = await readChip(blank, { can: "500540", signal: null });
  assert.deepEqual(error, { code: "refused", text: "the chip refuses select.application, status 6A82", step: "select.application", status: "6A82" });
  assert.equal((await readChip(async () => new Uint8Array(0), { can: "500540" })).error.code, "malformed");
  for (const [wrong, code] of [["{}", "file.malformed"], ["no", "file.malformed"], [new Uint8Array([255]), "file.malformed"], [5, "argument.type"]]) {
    assert.throws(() => replaySession(wrong), coded(code), String(wrong));
  }
  assert.throws(() => replaySession("{}", { records: "mine" }), coded("argument.records"));
});

/** Recordings of foreign chips with the terminal's keys, where they are at hand. */
const recording = join(process.env.DOC9303_REAL_DATA ?? "", "chip-sessions/persosim-p01-mrz-223.json");
test("with the keys of a recording, the same bytes are sent to a foreign chip", { skip: !process.env.DOC9303_REAL_DATA && "DOC9303_REAL_DATA is not set" }, async (context) => {
  await init();
  const { password, apdus, reader_map_private_key: mapping, reader_agreement_private_key: agreement } = JSON.parse(readFileSync(recording, "utf8"));
  const drawn = [mapping, agreement];
  context.mock.method(crypto, "getRandomValues", (array) => {
    const bytes = Buffer.from(drawn.shift(), "hex");
    assert.equal(bytes.length, array.length);
    array.set(bytes);
    return array;
  });
  const [, documentNumber, birthDate, expiryDate] = password.value.match(/^(.*)\d(\d{6})\d(\d{6})\d$/);
  let sent = 0;
  const transmit = async (command) => {
    const [expected, response] = apdus[sent] ?? [];
    const hex = Buffer.from(command).toString("hex");
    // The recording reader takes the first 256 bytes of EF.CardAccess for the whole.
    if (hex !== expected && /^00b0(?!0000)/.test(hex)) return new Uint8Array([0x6b, 0]);
    assert.equal(hex, expected, `command ${sent + 1}`);
    sent += 1;
    return new Uint8Array(Buffer.from(response, "hex"));
  };
  const files = ["EF.COM", "EF.SOD", "EF.DG1", "EF.DG2", "EF.DG3", "EF.DG14", "EF.DG15"];
  const reading = await readChip(transmit, { key: { documentNumber, birthDate, expiryDate }, files, chipAuthentication: false, activeAuthentication: false });
  assert.equal(sent, apdus.length, reading.error?.text);
  assert.deepEqual(reading.access, { protocol: "PACE", password: "MRZ" });
  assert.equal(reading.document.files["EF.DG2"][0], 0x75);
});

const chain = JSON.parse(readFileSync(join(passport, "../../../core/reader/tests/cv_chain.json"), "utf8"));
const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));
const certificates = ["terminal", "cvca", "verifier"].map((holder) => unhex(chain.certificates[holder]));

/** What keeps the terminal's key: Node's own cryptography. */
function terminalModule() {
  const head = unhex("3042020100301406072A8648CE3D020106092B2403030208010107042730250201010420");
  const der = Buffer.concat([head, unhex(chain.private_keys.terminal)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return (message) => new Uint8Array(createSign("sha256").update(message).sign({ key, dsaEncoding: "ieee-p1363" }));
}

/** Reads a passport with fingerprints, which it gives to certified terminals. */
async function readFingerprints(terminal) {
  const folder = mkdtempSync(join(tmpdir(), "doc9303-terminal-"));
  const encoded = JSON.parse(readFileSync(join(passport, "../cases/E21-rights-kept.json"), "utf8")).inputs.files["EF.DG3"];
  const dg3 = new Uint8Array(Buffer.from(encoded, "base64"));
  try {
    for (const name of ["EF.DG1", "EF.DG2", "EF.DG14"]) writeFileSync(join(folder, name), file(name));
    // No EF.SOD: what this passport has is listed by EF.COM alone.
    writeFileSync(join(folder, "EF.COM"), unhex("60165F0104303130375F36063034303030305C046175636E"));
    writeFileSync(join(folder, "EF.DG3"), dg3);
    const cvca = join(mkdtempSync(join(tmpdir(), "doc9303-cvca-")), "cvca.cvcert");
    writeFileSync(cvca, certificates[1]);
    const options = ["--bac", "--ca-key", join(passport, "keys/chip-auth.der"), "--cvca", cvca];
    return { dg3, reading: await withChip(options, ({ transmit }) => readChip(transmit, { mrz: zone, terminal }), folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("fingerprints are read with a key that stays elsewhere", { skip }, async () => {
  await init();
  const asked = [];
  const sign = async ({ message, ...rest }) => {
    asked.push(rest);
    await new Promise((done) => setTimeout(done, 20));
    return terminalModule()(message);
  };
  const { dg3, reading } = await readFingerprints({ certificates, sign });
  assert.deepEqual([reading.error, reading.failures], [null, []]);
  assert.deepEqual(asked, [{ algorithm: "id-TA-ECDSA-SHA-256", key: "UTTESTIS00001" }]);
  assert.deepEqual(reading.document.files["EF.DG3"], dg3);
  assert.deepEqual(reading.proofs.map(({ step }) => step), ["chip_auth", "terminal_auth"]);
  assert.deepEqual(JSON.parse(reading.document.recordFiles["access.json"]).terminal, { may_read: ["EF.DG3", "EF.DG4"] });
  assert.deepEqual(replaySession(reading.session, { records: "own_terminal" }), reading);
});

test("without a signature the rest is read, and why is told", { skip }, async () => {
  await init();
  const locked = new Error("the module is locked");
  const ways = [() => null, () => new Uint8Array(64), () => Promise.reject(locked), () => { throw locked; }];
  for (const sign of ways) {
    const { reading } = await readFingerprints({ certificates, sign });
    assert.equal(reading.error, null);
    assert.deepEqual(reading.failures.map(({ step, error }) => [step, error.code]), [["terminal_auth", "unsupported"]]);
    assert.equal(reading.failures[0].error.cause, ways.indexOf(sign) < 2 ? undefined : locked);
    assert.deepEqual(reading.notRead.map(({ file }) => file), ["EF.SOD", "EF.DG3"]);
    assert.ok(reading.document.files["EF.DG2"] && !reading.document.files["EF.DG3"]);
  }
});

test("what makes no terminal is refused", async () => {
  await init();
  const blank = async () => new Uint8Array([0x6a, 0x82]);
  const sign = () => null;
  const refused = (terminal, code) => assert.rejects(readChip(blank, { can: "500540", terminal }), coded(code));
  await refused({ certificates }, "argument.type");
  await refused({ certificates, sign: "key" }, "argument.type");
  await refused({ certificates, sign, key: 1 }, "argument.unknown");
  await refused({ certificates: certificates[0], sign }, "argument.type");
  await refused({ certificates: ["7F21"], sign }, "argument.type");
  await refused({ certificates: [], sign }, "argument.terminal");
  await refused({ certificates: certificates.slice(0, 2), sign }, "argument.terminal");
  await refused({ certificates: [new Uint8Array([0x7f, 0x21])], sign }, "argument.terminal");
});
