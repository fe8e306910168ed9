// What people drop, sorted into the chip's files, the printed zone, records, and what is to be trusted.

import { isZip, unzip } from "./zip.js";

/** The largest honest input is a list of revocations or masters; the package refuses more as well. */
const FILE_LIMIT = 64 << 20;
const FILE_COUNT = 600;

const CHIP_FILE = /^(?:ef\.)?(com|sod|dg(?:[1-9]|1[0-6])|cardaccess|cardsecurity)(?:\.bin)?$/i;
/** What was done with the chip, as the command line takes it too. */
const RECORDS = {
  "active_auth.json": (record) => ({ activeAuth: activeAuth(record) }),
  "chip_auth.json": (record) => ({ chipAuth: chipAuth(record) }),
  "pace_cam.json": (record) => ({ paceCam: paceCam(record) }),
  "access.json": (record) => ({ access: access(record) }),
};

const DEVIATION_LIST = [0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x07];
const DEFECT_LIST = [0x06, 0x08, 0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x01, 0x05];
const SIGNED_DATA = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/** Sorts files, each a name with a `File` or with bytes. Whatever cannot be used becomes a note, never an error. */
export async function sort(given, progress = () => {}) {
  const found = { mrz: null, files: {}, records: {}, at: null, trust: [], notes: [] };
  const queue = given.slice(0, FILE_COUNT);
  if (given.length > FILE_COUNT) found.notes.push({ code: "too_many" });
  let done = 0;
  while (queue.length > 0) {
    const item = queue.shift();
    const name = item.name.split("/").at(-1);
    progress(done / (done + queue.length + 1));
    done += 1;
    if (name.startsWith(".")) continue;
    const bytes = await content(item, name, found);
    if (!bytes) continue;
    if (isZip(bytes)) {
      try {
        queue.push(...(await unzip(bytes)).slice(0, FILE_COUNT - queue.length).filter((entry) => !isZip(entry.bytes)));
      } catch (error) {
        found.notes.push({ code: error.code ?? "zip_broken", name });
      }
      continue;
    }
    take(name, bytes, found);
  }
  return found;
}

async function content(item, name, found) {
  if (item.bytes) return item.bytes;
  if (item.file.size > FILE_LIMIT) {
    found.notes.push({ code: "too_large", name });
    return null;
  }
  try {
    return new Uint8Array(await item.file.arrayBuffer());
  } catch {
    found.notes.push({ code: "unreadable", name });
    return null;
  }
}

function take(name, bytes, found) {
  const note = (code) => found.notes.push({ code, name });
  const chip = CHIP_FILE.exec(name);
  const lower = name.toLowerCase();
  if (chip) {
    const file = `EF.${chip[1].toUpperCase().replace("CARDACCESS", "CardAccess").replace("CARDSECURITY", "CardSecurity")}`;
    if (file in found.files) note("duplicate");
    else found.files[file] = bytes;
  } else if (lower in RECORDS) {
    const record = readRecord(RECORDS[lower], bytes);
    if (record) Object.assign(found.records, record);
    else note("record");
  } else if (lower === "at") {
    found.at = new TextDecoder().decode(bytes).trim();
  } else if (isPicture(bytes)) {
    note("picture");
  } else {
    const kind = trustKind(lower, bytes);
    if (kind) found.trust.push({ kind, name, bytes });
    else if (isText(bytes) && bytes.length < 10_000) found.mrz ??= new TextDecoder().decode(bytes).trim();
    else note("unknown");
  }
}

function trustKind(name, bytes) {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  if (start.includes("-----BEGIN ")) return "pem";
  if (name.endsWith(".ldif") || /^(?:version: 1\s+)?dn:/i.test(start)) return "ldif";
  if (bytes[0] !== 0x30) return null;
  if (holds(bytes.subarray(0, 24), SIGNED_DATA)) {
    const head = bytes.subarray(0, 128);
    return holds(head, DEVIATION_LIST) || holds(head, DEFECT_LIST) ? "deviation_list" : "master_list";
  }
  if (name.endsWith(".crl")) return "crl";
  return /\.(?:cer|crt|der|pem|csca)$/.test(name) || bytes.length < 8192 ? "certificate" : "crl";
}

function isPicture(bytes) {
  const begins = (...octets) => octets.every((octet, n) => bytes[n] === octet);
  return begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47) || begins(0, 0, 0, 0x0c, 0x6a, 0x50) ||
    begins(0x47, 0x49, 0x46, 0x38) || begins(0x52, 0x49, 0x46, 0x46) || begins(0x25, 0x50, 0x44, 0x46);
}

function isText(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim().length > 0 && !/[\u0001-\u0008\u000e-\u001f]/.test(text);
  } catch {
    return false;
  }
}

function readRecord(read, bytes) {
  try {
    return read(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

function holds(bytes, wanted) {
  return bytes.some((_, at) => wanted.every((octet, n) => bytes[at + n] === octet));
}

export function activeAuth({ challenge, response, expected_challenge: expected }) {
  return { challenge: octets(challenge), response: octets(response), expectedChallenge: expected == null ? null : octets(expected) };
}

export function chipAuth({ oid, key_id: keyId, terminal_private_key: key, exchanges }) {
  const pairs = exchanges.map(({ command, response }) => ({ command: octets(command), response: octets(response) }));
  return { oid, keyId, terminalPrivateKey: octets(key), exchanges: pairs };
}

export function paceCam({ oid, parameter_id: parameterId, chip_mapping_public_key: key, chip_authentication_data: data }) {
  return { oid, parameterId, chipMappingPublicKey: octets(key), chipAuthenticationData: octets(data) };
}

function access({ protocol, password }) {
  if (!["PACE", "BAC", "none"].includes(protocol)) throw new TypeError("not a protocol");
  if (password != null && !["MRZ", "CAN"].includes(password)) throw new TypeError("not a password");
  return { protocol, password };
}

function octets(hex) {
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) throw new TypeError("not hexadecimal");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
