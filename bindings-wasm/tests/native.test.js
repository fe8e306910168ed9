// The report is byte for byte the one that the Rust library writes, as its command line prints it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { TrustStore, init, inspectToJson, parseMrz } from "../pkg/node.js";
import { allCases, inputOf, isSealed, lacking, trustOf } from "./support/cases.js";

const program = process.env.DOC9303_BIN ?? "";
await init();

/** The case as files, as the command line takes them. */
function unpack(each, folder) {
  const { mrz, files, records: whose, active_auth_challenge: challenge, ...records } = each.inputs;
  const chip = join(folder, "chip");
  const trust = join(folder, "trust");
  mkdirSync(chip);
  mkdirSync(trust);
  if (mrz !== null) writeFileSync(join(folder, "mrz.txt"), mrz);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(chip, name), content, "base64");
  for (const [name, record] of Object.entries(records)) {
    if (record) writeFileSync(join(chip, `${name}.json`), JSON.stringify(record));
  }
  each.trust.certificates.forEach((der, n) => writeFileSync(join(trust, `${n}.cer`), der, "base64"));
  each.trust.crls.forEach((der, n) => writeFileSync(join(trust, `${n}.crl`), der, "base64"));
  (each.trust.deviation_lists ?? []).forEach((der, n) => writeFileSync(join(trust, `${n}.dl`), der, "base64"));
  for (const { name, bytes } of each.trust.files ?? []) writeFileSync(join(trust, name), bytes, "base64");
  const options = ["--at", each.at, "--policy", each.policy, "--json"];
  if (whose === "own_terminal") options.push("--records-of-own-terminal");
  if (challenge) options.push("--active-auth-challenge", challenge);
  if (mrz !== null) options.push("--mrz", join(folder, "mrz.txt"));
  if (Object.keys(files).length > 0) options.push("--chip", chip);
  if (readdirSync(trust).length > 0) options.push("--trust", trust);
  if (each.trust.list_signer) {
    writeFileSync(join(folder, "list-signer.cer"), each.trust.list_signer, "base64");
    options.push("--master-list-signer", join(folder, "list-signer.cer"));
  }
  return ["inspect", ...options];
}

test("the text of a report is the command line's", { skip: !existsSync(program) && "DOC9303_BIN is not set" }, () => {
  const simple = (each) =>
    lacking(each).length === 0 && !isSealed(each) && each.trust.master_lists.length === 0 && (each.trust.ldif ?? []).length === 0;
  let compared = 0;
  for (const each of allCases().filter(simple)) {
    const folder = mkdtempSync(join(tmpdir(), "doc9303-"));
    const { stdout, status } = spawnSync(program, unpack(each, folder), { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    // What the command line refuses before it looks at the document is not a report.
    if (status >= 64) continue;
    const trust = trustOf(each, TrustStore);
    const input = inputOf(each);
    assert.equal(inspectToJson({ ...input, trust }), stdout.trimEnd(), each.id);
    trust.free();
    compared += 1;
  }
  assert.ok(compared > 350, `${compared} compared`);
});

test("a zone is the command line's", { skip: !existsSync(program) && "DOC9303_BIN is not set" }, () => {
  const zone = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
  const printed = execFileSync(program, ["mrz", "--json", "--at", "2011-01-01"], { input: zone, encoding: "utf8" });
  assert.deepEqual(parseMrz(zone, { at: "2011-01-01" }), JSON.parse(printed));
});
