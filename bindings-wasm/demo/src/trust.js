// What the user trusts, and an account of every file that was to add to it.

import { TrustStore } from "../../pkg/index.js";

/** Names under which trust is published. One of them that holds something else is told as trust that was refused. */
const NAMED = /\.(?:cer|crt|der|pem|crl|ml|ldif|p7[bc])$/i;

/** A store, and the files in it whose master lists wait for a word on who may have signed them. */
export class Trust {
  store = new TrustStore();
  waiting = [];

  /** What came of a file: `added`, `known`, `rejected`, `waits`; nothing if it is none that a store takes. */
  add(name, bytes, word = {}) {
    const { content, added, known, rejected, untold } = this.store.add(name, bytes, { allow: "anchors", ...word });
    if (content === null && rejected.every(({ code }) => code === "trust.not_recognised") && !NAMED.test(name)) return null;
    const unsaid = Object.keys(word).length > 0 ? new Set() : wanting(name, bytes, rejected);
    if (unsaid.size > 0) this.waiting.push({ name, bytes });
    return { name, added, known, rejected: tally(rejected.filter(({ path }) => !unsaid.has(path)), untold), waits: unsaid.size > 0 };
  }

  /** The word on the signer of what waits. A list that this signer did not sign goes on waiting. */
  settle(word) {
    const items = this.waiting;
    this.waiting = [];
    return items.map((item) => {
      const row = this.add(item.name, item.bytes, word);
      if (row.rejected.length > 0 && row.added === 0) this.waiting.push(item);
      return row;
    });
  }

  facts() {
    return { anchors: this.store.anchors, states: Object.keys(this.store.states).length, crls: this.store.crls };
  }
}

/** The entries that are refused for want of a word on their signer: those that a word would let in. */
function wanting(name, bytes, rejected) {
  const refused = rejected.filter(({ code }) => code === "trust.not_granted");
  if (refused.length === 0) return new Set();
  const trial = new TrustStore();
  const still = new Set(trial.add(name, bytes, { anySigner: true }).rejected.filter(({ code }) => code === "trust.not_granted").map(({ path }) => path));
  trial.free();
  return new Set(refused.map(({ path }) => path).filter((path) => !still.has(path)));
}

/** Reasons with how often each was given. */
function tally(rejected, untold) {
  const counts = new Map();
  for (const { code, text } of rejected) counts.set(code, { code, text, count: (counts.get(code)?.count ?? 0) + 1 });
  const rows = [...counts.values()];
  if (untold > 0) rows.push({ code: "limit.count", text: "more than are told one by one", count: untold });
  return rows;
}
