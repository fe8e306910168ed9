// The cases of fixtures/vectors, as the package takes them.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const vectors = new URL("../../../fixtures/vectors/", import.meta.url);
const exceptionsFile = new URL("../../../fixtures/exceptions.json", import.meta.url);

export const vectorsFolder = fileURLToPath(vectors);
/** Cases that the core may answer differently for now, with the reason. */
export const exceptions = JSON.parse(readFileSync(exceptionsFile, "utf8"));

/** What only the full module judges. */
const sealed = ["seal", "visa_mrz"];
const inputs = ["mrz", ...sealed, "files", "active_auth", "chip_auth", "pace_cam", "access", "records", "active_auth_challenge"];
const trusted = ["certificates", "crls", "master_lists", "ldif", "deviation_lists", "files", "list_signer"];
const policies = ["icao", "archive", "strict"];

/** What a case needs and this package cannot take yet. Such a case is left out, and told. */
export function lacking(each) {
  const given = (part) => Object.keys(part).filter((key) => part[key] !== null && part[key]?.length !== 0);
  return [
    ...given(each.inputs).filter((key) => !inputs.includes(key)),
    ...given(each.trust).filter((key) => !trusted.includes(key)),
    ...[each.policy].filter((name) => !policies.includes(name)),
  ];
}

/** Whether a case is for the full module. */
export const isSealed = ({ inputs }) => sealed.some((name) => inputs[name] != null);

export function readCase(id) {
  return JSON.parse(readFileSync(new URL(`cases/${id}.json`, vectors), "utf8"));
}

export function allCases() {
  const names = readdirSync(new URL("cases/", vectors)).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => readCase(name.slice(0, -".json".length)));
}

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const octets = (hex) => new Uint8Array(Buffer.from(hex, "hex"));

export function trustOf(each, TrustStore) {
  const store = new TrustStore();
  // One broken or unsigned entry sinks nothing, as in a folder of trust files.
  const attempt = (add) => {
    try {
      add();
    } catch (error) {
      if (typeof error.code !== "string") throw error;
    }
  };
  for (const certificate of each.trust.certificates) attempt(() => store.addCertificate(bytes(certificate)));
  for (const crl of each.trust.crls) attempt(() => store.addCrl(bytes(crl)));
  for (const { list, signer } of each.trust.master_lists) {
    const word = signer === null ? { anySigner: true } : { signer: bytes(signer) };
    attempt(() => store.addMasterList(bytes(list), word));
  }
  for (const ldif of each.trust.ldif ?? []) attempt(() => store.addLdif(bytes(ldif)));
  const signer = each.trust.list_signer;
  const allowed = signer === undefined ? {} : { allow: "under_anchors", signer: bytes(signer) };
  for (const file of each.trust.files ?? []) store.add(file.name, bytes(file.bytes), allowed);
  for (const list of each.trust.deviation_lists ?? []) attempt(() => store.addDeviationList(bytes(list)));
  return store;
}

export function inputOf(each) {
  const { mrz, files, active_auth: exchange, chip_auth: transcript, pace_cam: mapping, access, records } = each.inputs;
  const { active_auth_challenge: challenge, seal, visa_mrz: visaMrz } = each.inputs;
  return {
    mrz,
    seal: seal == null ? undefined : bytes(seal),
    visaMrz,
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, bytes(content)])),
    activeAuth: exchange && {
      challenge: octets(exchange.challenge),
      response: octets(exchange.response),
      expectedChallenge: exchange.expected_challenge === undefined ? undefined : octets(exchange.expected_challenge),
    },
    chipAuth: transcript && {
      oid: transcript.oid,
      keyId: transcript.key_id,
      terminalPrivateKey: octets(transcript.terminal_private_key),
      exchanges: transcript.exchanges.map(({ command, response }) => ({ command: octets(command), response: octets(response) })),
    },
    paceCam: mapping && {
      oid: mapping.oid,
      parameterId: mapping.parameter_id,
      chipMappingPublicKey: octets(mapping.chip_mapping_public_key),
      chipAuthenticationData: octets(mapping.chip_authentication_data),
    },
    access: access && {
      protocol: access.protocol,
      password: access.password,
      attempts: access.attempts,
      protectedToEnd: access.protected_to_end,
      terminal: access.terminal && { mayRead: access.terminal.may_read },
    },
    records,
    activeAuthChallenge: challenge && octets(challenge),
    policy: each.policy,
    at: each.at,
  };
}

/** The records of a case as a terminal writes them, by the names of their files. */
export function recordFilesOf({ inputs }) {
  const kinds = ["active_auth", "chip_auth", "pace_cam", "access"].filter((kind) => inputs[kind]);
  return Object.fromEntries(kinds.map((kind) => [`${kind}.json`, JSON.stringify(inputs[kind])]));
}

/** How a report differs from what the case expects: nothing, or one sentence a difference. */
export function differences(each, report) {
  const { verdict, results, present, deviations } = each.expect;
  const found = [];
  const oneOf = (wanted, value) => [wanted].flat().includes(value);
  if (!oneOf(verdict, report.verdict)) found.push(`verdict ${report.verdict}, not ${verdict}`);
  const rows = new Map(report.results.map((row) => [row.check, row]));
  for (const [check, wanted] of Object.entries(results)) {
    const row = rows.get(check);
    if (!row) {
      if (!oneOf(wanted.outcome, "absent")) found.push(`${check} is absent`);
    } else if (!oneOf(wanted.outcome, row.outcome)) found.push(`${check} ${row.outcome}, not ${wanted.outcome}`);
    else if (wanted.reason && row.outcome !== "successful" && !oneOf(wanted.reason, row.reason?.code)) {
      found.push(`${check} because of ${row.reason?.code}, not ${wanted.reason}`);
    }
  }
  for (const { check, outcome, reason } of report.results) {
    const expected = check in results || outcome === "successful" || outcome === "not_supported";
    if (!expected) found.push(`${check} ${outcome} (${reason?.code}) was not expected`);
  }
  for (const check of present) if (!rows.has(check)) found.push(`${check} is not in the report`);
  if (deviations !== null) {
    const codes = [...new Set(report.deviations.map((row) => row.code))].sort();
    const wanted = [...new Set(deviations)].sort();
    if (codes.join() !== wanted.join()) found.push(`deviations [${codes}], not [${wanted}]`);
  }
  return found;
}
