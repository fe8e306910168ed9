// What the user trusts, and an account of every file that was to add to it.

import { TrustStore } from "../../pkg/index.js";

const DEVIATION_LIST = [0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x07];
const DEFECT_LIST = [0x06, 0x08, 0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x01, 0x05];
const SIGNED_DATA = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/** A store, and the files in it whose master lists wait for a word on who may have signed them. */
export class Trust {
  store = new TrustStore();
  waiting = [];

  /** What came of a file: `added`, `known`, `rejected`, `waits`; nothing if it is none that a store takes. */
  add(name, bytes, word) {
    const kind = trustKind(name.toLowerCase(), bytes);
    if (!kind) return null;
    const row = { name, added: 0, known: 0, rejected: [], waits: false };
    try {
      const sum = put(this.store, kind, bytes, word);
      if (sum === "waits") row.waits = true;
      else if (typeof sum === "string") row[sum === "known" ? "known" : "added"] = 1;
      else {
        row.added = sum.added;
        row.known = sum.known;
        row.waits = !word && sum.rejected.some(unsaid);
        row.rejected = tally(row.waits ? sum.rejected.filter((entry) => !unsaid(entry)) : sum.rejected);
      }
    } catch (error) {
      if (error.code === "internal") throw error;
      row.rejected = tally([{ code: error.code, text: error.message }]);
    }
    if (row.waits) this.waiting.push({ name, bytes });
    return row;
  }

  /** The word on the signer of what waits. A list that this signer did not sign goes on waiting. */
  settle(word) {
    const items = this.waiting;
    this.waiting = [];
    return items.map((item) => {
      const row = this.add(item.name, item.bytes, word);
      if (row.rejected.length > 0 && row.added + row.known === 0) this.waiting.push(item);
      return row;
    });
  }

  facts() {
    return { anchors: this.store.anchors, states: Object.keys(this.store.states).length, crls: this.store.crls };
  }
}

const unsaid = ({ text }) => text.startsWith("no word on who may sign");

/** Reasons with how often each was given. */
function tally(rejected) {
  const counts = new Map();
  for (const { code, text } of rejected) counts.set(code, { code, text, count: (counts.get(code)?.count ?? 0) + 1 });
  return [...counts.values()];
}

function put(store, kind, bytes, word) {
  if (kind === "pem") return store.addPem(bytes);
  if (kind === "ldif") return store.addLdif(bytes, word);
  if (kind === "deviation_list") return store.addDeviationList(bytes);
  if (kind === "master_list") return word ? store.addMasterList(bytes, word) : "waits";
  if (kind === "crl") return store.addCrl(bytes);
  try {
    return store.addCertificate(bytes);
  } catch (error) {
    try {
      return store.addCrl(bytes);
    } catch {
      throw error;
    }
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

function holds(bytes, wanted) {
  return bytes.some((_, at) => wanted.every((octet, n) => bytes[at + n] === octet));
}
