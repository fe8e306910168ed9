// The package's interface: arguments are checked here, everything about documents is decided in the module.

import * as small from "./bindings.js";
import { bytes, coded, content, hex, integer, list, mistyped, naming, parts, text } from "./arguments.js";
import { replaced } from "./cells.js";
import { bindings, call, load } from "./module.js";
import words from "./words.js";

export { say } from "./say.js";

/**
 * Loads the module. Without an argument it is fetched from beside this file. A second call changes nothing.
 * A failure to load is not remembered, so that the next call tries again.
 */
export function init(source = new URL("doc9303.wasm", import.meta.url)) {
  return load(small, source);
}

/** A moment as RFC 3339. There is no default: the package does not read the clock. */
function time(value) {
  if (typeof value === "string") return value;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  throw coded("argument.at", "at is neither a valid Date nor a string such as 2026-01-01T00:00:00Z; the package reads no clock, so pass new Date() for now");
}

export function parseMrz(zone, options = {}) {
  const moment = time(parts(options, "the options", ["at"]).at);
  text(zone, "the zone");
  try {
    return JSON.parse(call(() => bindings.parseMrz(zone, moment), moment));
  } catch (error) {
    throw error.code === "mrz.length" ? Object.assign(error, lengths(zone)) : error;
  }
}

/** How many characters each line has, and how many those of the layout have that the longest is likeliest of. */
function lengths(zone) {
  const lines = zone.trim().split(/\r?\n/).map((line) => line.trim());
  const longest = lines.reduce((one, other) => (other.length > one.length ? other : one));
  return { found: lines.map((line) => [...line].length), expected: draftMrz(longest).lines };
}

/** A zone as it was typed in the characters that zones have, as far as each stands for one. */
export function normalizeMrz(typed) {
  const zone = text(typed, "the zone").trim().split(/\r?\n/).map((line) => line.trim()).join("\n");
  return replaced(zone, draftMrz(zone).strange.filter(({ meant }) => meant !== ""));
}

export function checkDigit(cells) {
  return call(() => bindings.checkDigit(text(cells, "the cells")));
}

/** A zone from its fields: `{ format, document_code, issuing_state, .. }`, names as in the zone's own JSON. */
export function writeMrz(all = {}) {
  const { format, ...fields } = parts(all, "the fields");
  const writer = call(() => new bindings.Writer(text(format, "format")), format);
  try {
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) call(() => writer.set(name, text(value, name)), name);
    }
    return call(() => writer.write());
  } finally {
    writer.free();
  }
}

export function repairMrz(zone) {
  return call(() => bindings.repairMrz(text(zone, "the zone")));
}

export function findMrz(page) {
  return call(() => bindings.findMrz(text(page, "the text")));
}

/** A zone that is still being typed, read as the layout of this name or else the likeliest. */
export function draftMrz(zone, options = {}) {
  const { format = "" } = parts(options, "the options", ["format"]);
  return JSON.parse(call(() => bindings.draftMrz(text(zone, "the zone"), text(format, "format")), format));
}

/** A name in the letters of the zone. An error names a language that is none, and never the name, which is somebody's. */
export function transliterate(name, options = {}) {
  const { language = "any" } = parts(options, "the options", ["language"]);
  try {
    return call(() => bindings.transliterate(text(name, "the name"), text(language, "language")));
  } catch (error) {
    throw error.code === "argument.language" ? naming(error, language) : error;
  }
}

export function compareNames(names = {}) {
  const { primary, secondary = "", zone } = parts(names, "the names", ["primary", "secondary", "zone"]);
  const [one, other] = [text(primary, "primary"), text(secondary, "secondary")];
  return call(() => bindings.compareNames(one, other, text(zone, "the zone")));
}

/** `{ meaning, honest_causes, next_steps, clause }` of a check or a code; undefined for any other word. */
export function explain(word) {
  const told = text(word, "the word");
  return Object.hasOwn(words.explanations, told) ? { ...words.explanations[told] } : undefined;
}

/** `{ signer }`, `{ anySigner: true }` or `{ signedByStore: true }`, exactly one of them. */
function listSigner(word = {}) {
  const { signer, anySigner, signedByStore } = parts(word, "the word on the signer", ["signer", "anySigner", "signedByStore"]);
  const said = [signer !== undefined && "signer", anySigner === true && "any", signedByStore === true && "store"];
  const [who, ...others] = said.filter(Boolean);
  if (others.length > 0) throw coded("argument.signer", "only one word on the master list's signer");
  return [who ?? "", signer === undefined ? undefined : bytes(signer, "signer")];
}

export class TrustStore {
  /** The module that holds it: the full one may be loaded later, and this store stays where it is. */
  #glue = bindings;
  #held = call(() => new this.#glue.TrustStore());

  addCertificate(der) {
    return call(() => this.#store.addCertificate(bytes(der, "the certificate")));
  }

  /** Whatever the input holds, recognised by its structure, as far as `allow` goes. */
  add(name, input, allowed = {}) {
    const { allow = "anchors", ...trust } = parts(allowed, "what is allowed", ["allow", "signer", "anySigner", "signedByStore"]);
    const raw = content(input, "the input");
    const [who, signer] = listSigner(trust);
    return call(() => this.#store.add(text(name, "the name"), raw, text(allow, "allow"), who, signer), allow);
  }

  /** What an input is, as `add` recognises it; undefined if it is nothing that trust is kept in. */
  static recognise(input) {
    return call(() => bindings.TrustStore.recognise(bytes(input, "the input")));
  }

  addPem(pem) {
    return this.#as("pem", this.add("", pem), "no PEM block");
  }

  addLdif(ldif, trust) {
    return this.#as("ldif", this.add("", ldif, trust), "no entry");
  }

  #as(content, sum, otherwise) {
    if (sum.content !== content) throw coded("file.malformed", otherwise);
    return sum;
  }

  addMasterList(der, trust) {
    const [who, signer] = listSigner(trust);
    return call(() => this.#store.addMasterList(bytes(der, "the master list"), who, signer));
  }

  addDeviationList(der) {
    return call(() => this.#store.addDeviationList(bytes(der, "the deviation list")));
  }

  addCrl(der) {
    return call(() => this.#store.addCrl(bytes(der, "the revocation list")));
  }

  get anchors() {
    return call(() => this.#store.anchors);
  }

  get documentSigners() {
    return call(() => this.#store.documentSigners);
  }

  get crls() {
    return call(() => this.#store.crls);
  }

  get masterLists() {
    return call(() => this.#store.masterLists);
  }

  get deviationLists() {
    return call(() => this.#store.deviationLists);
  }

  get states() {
    return call(() => this.#store.states);
  }

  /** The trusted CSCA certificates, in the order in which they came to be trusted. */
  get anchorList() {
    return call(() => this.#store.anchorList);
  }

  /** The country of each link certificate to which nothing in the store leads. They are no anchors. */
  get waitingLinks() {
    return call(() => this.#store.waitingLinks);
  }

  /** Gives the memory back at once instead of when the garbage collector comes by. */
  free() {
    this.#held?.free();
    this.#held = null;
  }

  get #store() {
    if (this.#held === null) throw coded("handle.freed", "the trust store was freed, and holds nothing any more");
    return this.#held;
  }

  /** For the functions of this module; nothing outside can reach the private field. */
  static within(store) {
    if (!(store instanceof TrustStore)) throw Object.assign(mistyped("trust", "a TrustStore", store), { code: "argument.trust" });
    return { glue: store.#glue, store: store.#store };
  }
}

const storeOf = TrustStore.within;
delete TrustStore.within;

const POLICY = ["name", "toml", "weights", "expects", "tolerate", "refuse"];

function rulesOf(policy = "icao", glue) {
  const { name, toml, weights = {}, expects = [], tolerate = [], refuse = [] } = typeof policy === "string" ? { name: policy } : parts(policy, "policy", POLICY);
  if (name !== undefined && toml !== undefined) throw coded("argument.policy", "a policy is named or written, not both");
  const written = toml === undefined ? undefined : text(toml, "toml");
  const named = text(name ?? "icao", "policy");
  const rules = call(() => (written === undefined ? new glue.Rules(named) : glue.Rules.fromToml(written)), named);
  try {
    for (const [check, weight] of Object.entries(parts(weights, "weights"))) call(() => rules.weight(check, text(weight, check)), `${check} = ${weight}`);
    for (const check of list(expects, "expects")) call(() => rules.expect(text(check, "expects")), check);
    for (const code of list(tolerate, "tolerate")) call(() => rules.tolerate(text(code, "tolerate")), code);
    for (const code of list(refuse, "refuse")) call(() => rules.refuse(text(code, "refuse")), code);
  } catch (error) {
    rules.free();
    throw error;
  }
  return rules;
}

/** What was done with the chip, put down beside its files, and whose terminal did it. Objects become the records that files hold. */
function addRecords(inspection, { recordFiles, activeAuth, chipAuth, paceCam, access, records, activeAuthChallenge }) {
  const add = (name, record) => call(() => inspection.record(name, content(record, name)), name);
  if (records != null) call(() => inspection.records(text(records, "records")), records);
  if (activeAuthChallenge != null) inspection.activeAuthChallenge(bytes(activeAuthChallenge, "activeAuthChallenge"));
  if (access != null) add("access.json", accessRecord(access));
  if (activeAuth != null) add("active_auth.json", exchangeRecord(activeAuth));
  if (chipAuth != null) add("chip_auth.json", transcriptRecord(chipAuth));
  if (paceCam != null) add("pace_cam.json", mappingRecord(paceCam));
  for (const [name, record] of Object.entries(parts(recordFiles ?? {}, "recordFiles"))) add(name, record);
}

function accessRecord(access) {
  const { protocol, password, attempts, protectedToEnd, terminal } = parts(access, "access", ["protocol", "password", "attempts", "protectedToEnd", "terminal"]);
  // Somebody may have put the secret itself where the word for its kind belongs: no error repeats it.
  const isKnown = ["PACE", "BAC", "none"].includes(text(protocol, "protocol")) && ["MRZ", "CAN", undefined].includes(password == null ? undefined : text(password, "password"));
  if (!isKnown) throw naming(coded("argument.access", "not how a chip is opened: PACE, BAC or none, with MRZ or CAN"), protocol);
  return JSON.stringify({
    protocol,
    password,
    attempts: list(attempts ?? [], "attempts").map(attemptRecord),
    protected_to_end: protectedToEnd,
    terminal: terminal == null ? undefined : { may_read: list(parts(terminal, "terminal", ["mayRead"]).mayRead, "mayRead") },
  });
}

/** What is not said to have failed would count as what opened the chip. */
function attemptRecord(attempt) {
  const { protocol, variant, error } = parts(attempt, "an attempt", ["protocol", "variant", "error"]);
  if (error === undefined) throw coded("argument.access", "an attempt lacks its error, which is null for the one that opened the chip");
  return { protocol, variant, error };
}

function exchangeRecord(activeAuth) {
  const { challenge, response, expectedChallenge } = parts(activeAuth, "activeAuth", ["challenge", "response", "expectedChallenge"]);
  return JSON.stringify({
    challenge: hex(challenge, "challenge"),
    response: hex(response, "response"),
    expected_challenge: expectedChallenge == null ? undefined : hex(expectedChallenge, "expectedChallenge"),
  });
}

function transcriptRecord(chipAuth) {
  const { oid, keyId, terminalPrivateKey, exchanges } = parts(chipAuth, "chipAuth", ["oid", "keyId", "terminalPrivateKey", "exchanges"]);
  return JSON.stringify({
    oid: text(oid, "oid"),
    key_id: keyId == null ? undefined : integer(keyId, "keyId"),
    terminal_private_key: hex(terminalPrivateKey, "terminalPrivateKey"),
    exchanges: list(exchanges ?? [], "exchanges").map((exchange) => {
      const { command, response } = parts(exchange, "an exchange", ["command", "response"]);
      return { command: hex(command, "command"), response: hex(response, "response") };
    }),
  });
}

function mappingRecord(paceCam) {
  const { oid, parameterId, chipMappingPublicKey, chipAuthenticationData } = parts(paceCam, "paceCam", ["oid", "parameterId", "chipMappingPublicKey", "chipAuthenticationData"]);
  return JSON.stringify({
    oid: text(oid, "oid"),
    parameter_id: integer(parameterId, "parameterId"),
    chip_mapping_public_key: hex(chipMappingPublicKey, "chipMappingPublicKey"),
    chip_authentication_data: hex(chipAuthenticationData, "chipAuthenticationData"),
  });
}

/** What only the full module judges. A store that was made before it was loaded is the small one's. */
function addSeal(inspection, { seal, visaMrz, dtc }) {
  if (seal == null && visaMrz == null && dtc == null) return;
  if (inspection.seal === undefined) throw coded("module.small", "seals, visas with their passports, and credentials are judged by doc9303/full: import that, and make the trust store after its init()");
  if (seal != null) inspection.seal(content(seal, "seal"));
  if (dtc != null) inspection.dtc(bytes(dtc, "dtc"));
  if (visaMrz != null) inspection.visaMrz(text(visaMrz, "visaMrz"));
}

const DOCUMENT = ["mrz", "seal", "visaMrz", "dtc", "files", "trust", "policy", "at", "redact", "activeAuth", "chipAuth", "paceCam", "access", "records", "activeAuthChallenge", "recordFiles"];

/** The report as the JSON text that every face of the library gives. */
export function inspectToJson(document = {}) {
  const { mrz, seal, visaMrz, dtc, files, trust, policy, at, redact = false, ...records } = parts(document, "the document", DOCUMENT);
  if (typeof redact !== "boolean") throw coded("argument.type", "redact is neither true nor false");
  const moment = time(at);
  const nobody = trust === undefined ? new TrustStore() : undefined;
  const { glue, store } = storeOf(nobody ?? trust);
  const inspection = call(() => new glue.Inspection());
  let rules;
  try {
    rules = rulesOf(policy, glue);
    if (mrz != null) inspection.mrz(text(mrz, "mrz"));
    addSeal(inspection, { seal, visaMrz, dtc });
    for (const [name, content] of Object.entries(parts(files ?? {}, "files"))) {
      call(() => inspection.file(name, bytes(content, name)), name);
    }
    addRecords(inspection, records);
    return call(() => inspection.judge(store, rules, moment, redact), moment);
  } finally {
    inspection.free();
    rules?.free();
    nobody?.free();
  }
}

/** The name in Doc 9303 of a file, by the name it has or by its content; undefined if it is no file of a chip. */
export function recogniseFile(name, content) {
  return call(() => bindings.recogniseFile(text(name, "the name"), bytes(content, "the file")));
}

/** The kind of a terminal's record, by the name of its file; undefined if the name is none. Throws if the content is not such a record. */
export function recogniseRecord(name, record) {
  return call(() => bindings.recogniseRecord(text(name, "the name"), content(record, "the record")));
}

/** The lines of the zone in DG1. Throws if there is none. */
export function zoneOfDg1(dg1) {
  return call(() => bindings.zoneOfDg1(bytes(dg1, "the file")));
}

/** The first face in DG2 as it stands there; undefined if there is none. */
export function faceOfDg2(dg2) {
  return call(() => bindings.faceOfDg2(bytes(dg2, "the file"), false));
}

/** The first face in DG2 that browsers show, JPEG or PNG; undefined if there is only JPEG 2000. */
export function portraitOfDg2(dg2) {
  return call(() => bindings.faceOfDg2(bytes(dg2, "the file"), true));
}

/** What `<doc9303-report>` draws beside the report on these inputs. */
export function inputsOf({ mrz, seal, files } = {}) {
  const held = call(() => Object.entries(files ?? {}).map(([name, file]) => [bindings.recogniseFile(name, bytes(file, name)), file]));
  const read = (reader, file) => {
    const [, found] = held.find(([name]) => name === file) ?? [];
    try {
      return found && reader(found);
    } catch (error) {
      if (error.code === "internal") throw error;
      return undefined;
    }
  };
  return { zone: mrz ?? undefined, seal: seal == null ? undefined : content(seal, "seal"), chipZone: read(zoneOfDg1, "EF.DG1"), portrait: read(portraitOfDg2, "EF.DG2") };
}

export function inspect(document) {
  return JSON.parse(inspectToJson(document));
}

/** The first 20,000 elements of a file in the order of its bytes, for showing them, and how many more there are. */
export function elementTree(file) {
  const { rows, untold } = call(() => bindings.elements(bytes(file, "the file")));
  return { elements: rows.map(([depth, tag, start, content, end]) => ({ depth, tag, start, content, end })), untold };
}

/** The elements of `elementTree` alone. */
export function elements(file) {
  return elementTree(file).elements;
}

export function checks() {
  return words.checks.map((row) => ({ ...row }));
}

export function codes() {
  return words.codes.map((row) => ({ ...row }));
}

export function version() {
  return call(() => bindings.version());
}
