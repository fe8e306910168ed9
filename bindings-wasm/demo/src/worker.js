// All work on documents: off the page's thread, so that nothing freezes and everything can be broken off.

import { TrustStore, elementTree, init, inspect, parseMrz, portraitOfDg2, zoneOfDg1 } from "../../pkg/index.js";
import { sort } from "./intake.js";
import { Trust } from "./trust.js";

/** What the user trusts, until it is wiped. A sample brings its own. */
let trust;
/** The one document that is looked at: its zone, the chip that was given with it, and what was to be told of both. */
let current = null;
/** What is to be told of the last thing that was given. */
let told = {};

const deeds = { load, give, zone: typed, sample, peek, again: judge, word, whose };

/** One deed after the other, in the order in which they were asked for: a document is never judged half given. */
let line = Promise.resolve();
self.onmessage = ({ data }) => (line = line.then(() => answer(data)));

async function answer({ id, deed, ...message }) {
  try {
    const value = await deeds[deed](message, (step, share) => self.postMessage({ id, step, share }));
    self.postMessage({ id, value });
  } catch (error) {
    self.postMessage({ id, error: plain(error) });
  }
}

const plain = ({ code = "internal", line, column, message: text }) => ({ code, line, column, text });

async function load({ module }) {
  await init(module);
  trust = new Trust();
}

/** Files. What comes at once is one document; a document that comes takes the place of the one before, zone and all. */
async function give({ items, notes, here, at, policy }, tell) {
  const account = [];
  const toTrust = (name, bytes) => {
    const row = trust.add(name, bytes);
    if (row) account.push(row);
    return row !== null;
  };
  const { mrz, files, records, at: brought, notes: found } = await sort(items, toTrust, (share) => tell("step_read", share * 0.6));
  told = { account, notes: [...notes, ...found] };
  const isDocument = mrz !== null || Object.keys(files).length > 0;
  // Trust alone is trust for the document that is there; with anything else, what is shown would be of another.
  if (isDocument) {
    replace({ zone: mrz, files, records, at: brought });
    return judge({ at: brought ?? at, policy }, tell);
  }
  if (account.length === 0 || told.notes.length > 0 || current?.store) replace(null);
  return { kept: current !== null, ...judge({ at, policy, ...here }, tell) };
}

/** A zone that was typed: another document or, if it is said so, the zone of the one that is there. */
function typed({ mrz, keep, at, policy }, tell) {
  const chip = keep && current && Object.keys(current.files).length > 0;
  told = chip ? { ...told, account: [], word: [] } : {};
  if (!chip) replace(null);
  try {
    if (!chip || mrz !== "") parseMrz(mrz, { at });
  } catch (error) {
    if (error.code === "internal") throw error;
    return { ...base(), error: plain(error) };
  }
  if (chip) current.zone = mrz || null;
  else replace({ zone: mrz, files: {}, records: {} });
  return judge({ at, policy }, tell);
}

/** The word on the signer of the master lists that wait for it: this certificate, or anybody. */
async function word({ signer, at, policy }, tell) {
  const der = signer && (await signer.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null));
  if (signer && !isCertificate(der)) told = { ...told, account: [], word: [{ code: der ? "signer_none" : "unreadable", name: signer.name }] };
  else told = { ...told, account: trust.settle(der ? { signer: der } : { anySigner: true }), word: [] };
  return judge({ at, policy }, tell);
}

/** Whose terminal made the records of the document that is there. */
function whose({ own, ...by }, tell) {
  current.recordedBy = own ? "own_terminal" : "handed_over";
  return judge(by, tell);
}

function isCertificate(der) {
  const store = new TrustStore();
  try {
    return Boolean(der && store.addCertificate(der));
  } catch (error) {
    if (error.code === "internal") throw error;
    return false;
  } finally {
    store.free();
  }
}

function replace(document) {
  current?.store?.free();
  current = document;
}

function base() {
  const { notes = [], account = [], word = [] } = told;
  return { notes: [...notes, ...word], account, trust: trust.facts(), waiting: trust.waiting.map(({ name }) => name) };
}

/** Judges the document that is there, with the trust that is there. */
function judge(by, tell) {
  if (!current) return base();
  tell("step_judge", 0.7);
  try {
    const result = { ...base(), brought: current.at, ...verdictOn(current, by) };
    tell("step_done", 1);
    return result;
  } catch (error) {
    if (error.code === undefined || error.code === "internal") throw error;
    return { ...base(), error: plain(error) };
  }
}

function verdictOn({ zone, files, records, recordedBy, store }, { at, policy }) {
  if (Object.keys(files).length === 0) parseMrz(zone, { at });
  const input = { mrz: zone, files, recordFiles: records, records: recordedBy, trust: store ?? trust.store, policy, at };
  const report = inspect(input);
  const redacted = inspect({ ...input, redact: true });
  const sampleTrust = store && { anchors: store.anchors, crls: store.crls };
  const isProof = Object.keys(records).some((name) => name !== "access.json");
  const shown = { chipZone: read(zoneOfDg1, files["EF.DG1"]), face: read(portraitOfDg2, files["EF.DG2"]), trees: treesOf(files) };
  return { sampleTrust, recordedBy: isProof ? (recordedBy ?? "handed_over") : null, report, redacted, files, zone, ...shown };
}

/** What is read from a file of the chip, or null; why it cannot be read is in the report. */
function read(reader, bytes) {
  try {
    return (bytes && reader(bytes)) ?? null;
  } catch (error) {
    if (error.code === "internal") throw error;
    return null;
  }
}

/** A sample takes the place of the document before, as any other does. */
function sample({ sample, ...by }, tell) {
  told = {};
  replace(unpack(sample));
  return judge(by, tell);
}

/** What a sample comes to, with the document that is looked at left in its place. */
function peek({ sample, ...by }) {
  const document = unpack(sample);
  try {
    return verdictOn(document, by);
  } finally {
    document.store.free();
  }
}

/** A sample: a document with trust of its own. */
function unpack({ inputs, trust }) {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const store = new TrustStore();
  for (const content of trust.certificates) store.addCertificate(bytes(content));
  for (const content of trust.crls) store.addCrl(bytes(content));
  const recorded = ["active_auth", "chip_auth", "pace_cam", "access"].filter((kind) => inputs[kind]);
  const records = Object.fromEntries(recorded.map((kind) => [`${kind}.json`, JSON.stringify(inputs[kind])]));
  const files = Object.fromEntries(Object.entries(inputs.files).map(([name, content]) => [name, bytes(content)]));
  return { store, zone: inputs.mrz, files, records, recordedBy: inputs.records };
}

function treesOf(files) {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, elementTree(bytes)]));
}
