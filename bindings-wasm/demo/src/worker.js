// All work on documents: off the page's thread, so that nothing freezes and everything can be broken off.

import { TrustStore, elements, init, inspect, parseMrz } from "../../pkg/index.js";
import { activeAuth, chipAuth, paceCam, sort } from "./intake.js";

/** What the user trusts, until it is wiped. A sample brings its own. */
let trusted;
let waiting = [];

const deeds = { load, inspect: judge, trust: trustList, reset };

self.onmessage = async ({ data: { id, deed, ...message } }) => {
  const tell = (step, share) => self.postMessage({ id, step, share });
  try {
    const { value, transfer } = await deeds[deed](message, tell);
    self.postMessage({ id, value }, transfer ?? []);
  } catch (error) {
    const { code = "internal", line, column, message: text } = error;
    self.postMessage({ id, error: { code, line, column, text } });
  }
};

async function load({ module }) {
  await init(module);
  trusted = new TrustStore();
  return { value: null };
}

function reset() {
  trusted.free();
  trusted = new TrustStore();
  waiting = [];
  return { value: facts(trusted) };
}

async function judge({ given, sample, mrz, at, policy }, tell) {
  tell("step_read", 0);
  const found = sample ? unpack(sample) : await sort(given, (share) => tell("step_read", share * 0.4));
  tell("step_trust", 0.4);
  const store = sample ? new TrustStore() : trusted;
  for (const item of found.trust) add(store, item, found.notes, Boolean(sample));
  tell("step_judge", 0.7);
  const zone = mrz || found.mrz;
  const hasChip = Object.keys(found.files).length > 0;
  const base = { notes: found.notes, waiting: waiting.map(({ name }) => name), trust: facts(store), at: found.at ?? at };
  if (!zone && !hasChip) return { value: base };
  if (zone && !hasChip) parseMrz(zone, { at: base.at });
  const { files, records } = found;
  const input = { mrz: zone, files, ...records, trust: store, policy, at: base.at };
  const report = inspect(input);
  const redacted = inspect({ ...input, redact: true });
  if (sample) store.free();
  tell("step_done", 1);
  const chipZone = files["EF.DG1"] && zoneOfDg1(files["EF.DG1"]);
  return { value: { ...base, report, redacted, files, zone, chipZone, face: faceOf(files["EF.DG2"]), trees: treesOf(files) } };
}

function facts(store) {
  return { anchors: store.anchors, states: Object.keys(store.states).length, crls: store.crls };
}

function add(store, item, notes, anySigner) {
  const { kind, name, bytes } = item;
  try {
    let sum;
    if (kind === "pem") sum = store.addPem(bytes);
    else if (kind === "ldif") sum = store.addLdif(bytes, item.signer ? { signer: item.signer } : undefined);
    else if (kind === "deviation_list") sum = store.addDeviationList(bytes);
    else if (kind === "crl") store.addCrl(bytes);
    else if (kind === "certificate") addDer(store, bytes);
    else if (item.signer) sum = store.addMasterList(bytes, { signer: item.signer });
    else if (anySigner) sum = store.addMasterList(bytes, { anySigner: true });
    else waiting.push(item);
    if (sum?.rejected.length > 0) notes.push({ code: "rejected", name, count: sum.rejected.length });
  } catch (error) {
    if (error.code === "internal") throw error;
    notes.push({ code: "refused", name, reason: error.code, text: error.message });
  }
}

/** A file without a telling name is a certificate or, failing that, a revocation list. */
function addDer(store, bytes) {
  try {
    store.addCertificate(bytes);
  } catch (error) {
    try {
      store.addCrl(bytes);
    } catch {
      throw error;
    }
  }
}

/** The word on the signer of the master lists that wait for it. */
async function trustList({ signer }) {
  const notes = [];
  const lists = waiting;
  waiting = [];
  const der = signer && new Uint8Array(await signer.arrayBuffer());
  for (const item of lists) add(trusted, der ? { ...item, signer: der } : item, notes, !der);
  return { value: { notes, trust: facts(trusted), waiting: waiting.map(({ name }) => name) } };
}

function unpack({ inputs, trust, at }) {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const named = (kind) => (content, n) => ({ kind, name: `${kind}-${n}`, bytes: bytes(content) });
  return {
    mrz: inputs.mrz,
    files: Object.fromEntries(Object.entries(inputs.files).map(([name, content]) => [name, bytes(content)])),
    records: {
      activeAuth: inputs.active_auth && activeAuth(inputs.active_auth),
      chipAuth: inputs.chip_auth && chipAuth(inputs.chip_auth),
      paceCam: inputs.pace_cam && paceCam(inputs.pace_cam),
      access: inputs.access,
      records: inputs.records,
    },
    at,
    trust: [...trust.certificates.map(named("certificate")), ...trust.crls.map(named("crl"))],
    notes: [],
  };
}

/** The lines of the zone in DG1, where a browser can show them (Doc 9303-10 §4.7.1). */
function zoneOfDg1(bytes) {
  const element = elements(bytes).find(({ tag }) => tag === 0x5f1f);
  if (!element) return null;
  const text = new TextDecoder("latin1").decode(bytes.subarray(element.content, element.end));
  const width = { 90: 30, 72: 36, 88: 44 }[text.length];
  return width ? text.match(new RegExp(`[^]{${width}}`, "g")).join("\n") : null;
}

/** The portrait, if it is one that browsers show. JPEG 2000 is not. */
function faceOf(bytes) {
  if (!bytes) return null;
  for (let at = 0; at + 3 < bytes.length; at += 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) return bytes.slice(at);
  }
  return null;
}

function treesOf(files) {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, elements(bytes)]));
}
