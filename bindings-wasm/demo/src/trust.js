// The trust store that documents are judged with, built from the sources that the user gave.

import { TrustStore } from "../../pkg/index.js";

/** Names under which trust is published. One of them that holds something else is told as trust that was refused. */
const NAMED = /\.(?:cer|crt|der|pem|crl|ml|ldif|p7[bc])$/i;

/** Whether a file is to be trusted: by what it holds or, where that is broken, by its name. */
export const isTrust = (name, bytes) => NAMED.test(name) || TrustStore.recognise(bytes) !== undefined;

/** A store, and what came of each source. It is built anew only if a source was taken away or changed. */
export class Trust {
  store = new TrustStore();
  rows = [];
  /** By which source each certificate came to be trusted. */
  #origins = [];

  /** Sources are `{ id, name, bytes, word }`: `word` says who may have signed the master lists in it. A source that changed has another id. */
  use(sources) {
    if (!this.rows.every(({ id }, at) => id === sources[at]?.id)) this.forget();
    this.rows.push(...sources.slice(this.rows.length).map((source) => this.#add(source)));
  }

  /** An empty store in the module that is loaded now; what is used next fills it again. */
  forget() {
    this.store.free();
    Object.assign(this, { store: new TrustStore(), rows: [] });
    this.#origins = [];
  }

  /** What came of a source: `added`, `known`, `rejected`; it `waits` if it holds a list without a word on its signer. */
  #add({ id, name, bytes, word }) {
    const { added, known, rejected, untold } = this.store.add(name, bytes, { allow: "anchors", ...word });
    while (this.#origins.length < this.store.anchors) this.#origins.push(id);
    const unsaid = word ? new Set() : wanting(name, bytes, rejected);
    const told = tally(rejected.filter(({ path }) => !unsaid.has(path)), untold);
    // A list that this signer did not sign goes on waiting.
    return { id, added, known, rejected: told, waits: unsaid.size > 0 || Boolean(word && rejected.length > 0 && added === 0) };
  }

  facts() {
    const { rows, store } = this;
    return { rows, anchors: store.anchors, crls: store.crls, states: statesOf(store, this.#origins) };
  }
}

/**
 * Each State with how many certificates it has, when the newest was issued, until when the last one is valid, whence, and how many link
 * certificates of it wait for the key that signed them; those that end first come first, and those that have none last.
 */
export function statesOf(store, origins = []) {
  const states = new Map();
  store.anchorList.forEach(({ country, not_before: from, not_after: until }, at) => {
    const known = states.get(country) ?? { country, count: 0, newest: from, until, sources: [], waiting: 0 };
    const sources = at in origins && !known.sources.includes(origins[at]) ? [...known.sources, origins[at]] : known.sources;
    const later = (one, other) => (one > other ? one : other);
    states.set(country, { ...known, count: known.count + 1, newest: later(known.newest, from), until: later(known.until, until), sources });
  });
  for (const country of store.waitingLinks) {
    const known = states.get(country) ?? { country, count: 0, newest: "", until: "", sources: [], waiting: 0 };
    states.set(country, { ...known, waiting: known.waiting + 1 });
  }
  const end = ({ until }) => until || "9999";
  return [...states.values()].sort((one, other) => (end(one) < end(other) ? -1 : 1));
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
