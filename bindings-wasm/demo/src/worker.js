// All work on documents: off the page's thread, so that nothing freezes and everything can be broken off. The worker keeps
// no document; of what it was asked it keeps the trust store alone, which is slow to build.

import { TrustStore, elementTree, init, inputsOf, inspect, parseMrz } from "../../pkg/index.js";
import { init as initFull } from "../../pkg/full/index.js";
import { init as initPictures } from "../../pkg/pictures/index.js";
import { look } from "./draft.js";
import { sort } from "./intake.js";
import { faceIn, seenIn } from "./pictures.js";
import { Trust, statesOf } from "./trust.js";

let own;

const INITS = { small: init, full: initFull, pictures: initPictures };
const deeds = { load, sort: sorted, signer, judge, look, frame };

/** One deed after the other, in the order in which they were asked for. */
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

/** The full module, which reads sessions and judges seals too, may come later: the store is built anew in it. That of pictures is apart. */
async function load({ module, kind }) {
  await INITS[kind](module);
  if (kind === "pictures") return;
  if (own && kind === "full") own.forget();
  own ??= new Trust();
}

/** What was given at once, sorted into documents, sources of trust and what is neither. */
function sorted({ items, areSeen }, tell) {
  return sort(items, (share) => tell("step_read", share * 0.6), areSeen);
}

/** The seals and zones in a picture of the camera, of which nothing is kept. */
function frame(pixels) {
  return seenIn(pixels);
}

/** The certificate in a file, for the word on who signed a master list; null if it holds none. */
function signer({ bytes }) {
  const store = new TrustStore();
  try {
    return store.addCertificate(bytes) ? bytes : null;
  } catch (error) {
    if (error.code === "internal") throw error;
    return null;
  } finally {
    store.free();
  }
}

/** Judges a document with the trust that is given, or the sample's own; without a document, says what that trust is. */
function judge({ trust, sampleTrust, ...document }, tell) {
  tell("step_judge", 0.7);
  if (trust) own.use(trust);
  const store = sampleTrust ? storeOf(sampleTrust) : own.store;
  const facts = { trust: own.facts(), sampleTrust: sampleTrust && { anchors: store.anchors, crls: store.crls, states: statesOf(store) } };
  try {
    return { ...facts, ...verdictOn(document, store) };
  } catch (error) {
    if ([undefined, "internal", "module.small", "pictures.not_ready"].includes(error.code)) throw error;
    return { ...facts, error: plain(error) };
  } finally {
    if (sampleTrust) store.free();
    tell("step_done", 1);
  }
}

function storeOf({ certificates, crls }) {
  const store = new TrustStore();
  for (const certificate of certificates) store.addCertificate(certificate);
  for (const crl of crls) store.addCrl(crl);
  return store;
}

function verdictOn({ zone, seal, visaZone, files, records, recordedBy, at, policy, areDecoded = true }, trust) {
  if (Object.keys(files).length === 0) {
    if ([zone, seal, visaZone].every((part) => part === null)) return {};
    // A zone that is none is told at its field, unless there is a seal to be judged all the same.
    if (zone !== null && seal === null) parseMrz(zone, { at });
  }
  // First of all: it may lack a module.
  const face = faceIn(files, areDecoded);
  const report = inspect({ mrz: zone, seal, visaMrz: visaZone, files, recordFiles: records, records: recordedBy ?? undefined, trust, policy, at });
  // What is personal is in the part on the document alone.
  const { document, ...redacted } = report;
  const { chipZone } = inputsOf({ files });
  return { report, redacted, files, zone, seal, chipZone, face, trees: treesOf(files) };
}

function treesOf(files) {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, elementTree(bytes)]));
}
