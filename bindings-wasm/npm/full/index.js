// The whole package over the full module: all of `doc9303`, and the reading of chips.

import * as full from "../bindings-full.js";
import { bytes, coded, content, list, mistyped, parts, text } from "../arguments.js";
import { textOf } from "../files/kinds.js";
import { call, load } from "../module.js";

export * from "../index.js";

/**
 * Loads the full module. Without an argument it is fetched from beside the package. From then on everything goes to it; trust
 * stores that were made before go on as they are.
 */
export function init(source = new URL("../doc9303-full.wasm", import.meta.url)) {
  return load(full, source);
}

const inFull = (work, given) => call(work, given, full);

const OPTIONS = [
  "mrz", "can", "key", "files", "extended", "allowBacAfterPace", "chipAuthentication", "activeAuthentication",
  "activeAuthChallenge", "terminal", "reconnect", "onEvent", "signal",
];

/** Reads a chip: opens it, has it prove its keys, and reads its files. `transmit` carries each command to it. */
export async function readChip(transmit, options = {}) {
  called(transmit, "transmit");
  const { reconnect, onEvent, signal, ...wanted } = parts(options, "the options", OPTIONS);
  const sign = wanted.terminal?.sign;
  if (reconnect !== undefined) called(reconnect, "reconnect");
  if (onEvent !== undefined) called(onEvent, "onEvent");
  if (signal != null) signalling(signal);
  const reading = begun(wanted);
  try {
    const causes = await drive(reading, { transmit, reconnect, onEvent, signal, sign });
    return told(inFull(() => reading.outcome()), "own_terminal", causes);
  } finally {
    reading.free();
  }
}

/** Reads a chip again from a session that was kept. Each step is checked again. */
export function replaySession(session, options = {}) {
  const { records = "handed_over" } = parts(options, "the options", ["records"]);
  const kept = sessionText(session);
  if (!["own_terminal", "handed_over"].includes(text(records, "records"))) {
    throw coded("argument.records", "records is none of own_terminal and handed_over");
  }
  return told(inFull(() => full.replaySession(kept)), records);
}

/** How a session went, as JSON without anything personal. */
export function sessionLog(session) {
  const kept = sessionText(session);
  return inFull(() => full.sessionLog(kept));
}

/** A session as UTF-8 without a mark in front, whatever an editor that it passed through made of it. */
function sessionText(session) {
  const kept = content(session, "the session");
  const text = textOf(kept);
  return text === null ? kept : content(text);
}

function called(value, name) {
  if (typeof value !== "function") throw mistyped(name, "a function", value);
}

/** One that cannot break a reading off is not found out when somebody wants it to. */
function signalling(signal) {
  const { aborted, addEventListener, removeEventListener } = signal;
  const isSignal = typeof aborted === "boolean" && [addEventListener, removeEventListener].every((each) => typeof each === "function");
  if (!isSignal) throw mistyped("signal", "an AbortSignal", signal);
}

function flag(value, name) {
  if (typeof value !== "boolean") throw mistyped(name, "true or false", value);
  return value;
}

/** A reading that has sent nothing yet. The card access number comes before the zone: it was given for that. */
function begun(wanted) {
  const { mrz, can, key, files, activeAuthChallenge: challenge } = wanted;
  const { extended = false, allowBacAfterPace = false, chipAuthentication = true, activeAuthentication = true } = wanted;
  const wishes = inFull(() => new full.Wishes());
  try {
    if (can != null) inFull(() => wishes.can(text(can, "can")));
    if (mrz != null) inFull(() => wishes.mrz(text(mrz, "mrz")));
    if (key != null) {
      const { documentNumber, birthDate, expiryDate } = parts(key, "key", ["documentNumber", "birthDate", "expiryDate"]);
      const [number, birth, expiry] = [text(documentNumber, "documentNumber"), text(birthDate, "birthDate"), text(expiryDate, "expiryDate")];
      if (/^[< ]*$/.test(number)) throw coded("argument.key", "documentNumber is empty");
      inFull(() => wishes.key(number, birth, expiry));
    }
    for (const name of files == null ? [] : list(files, "files")) inFull(() => wishes.file(text(name, "files")), name);
    if (flag(extended, "extended")) wishes.extended();
    wishes.protocols(flag(allowBacAfterPace, "allowBacAfterPace"), flag(chipAuthentication, "chipAuthentication"), flag(activeAuthentication, "activeAuthentication"));
    if (challenge != null) inFull(() => wishes.challenge(bytes(challenge, "activeAuthChallenge")));
    if (wanted.terminal != null) certify(wishes, wanted.terminal);
    return inFull(() => new full.Reading(wishes));
  } finally {
    wishes.free();
  }
}

/** Has a terminal prove itself. */
function certify(wishes, terminal) {
  const { certificates, sign } = parts(terminal, "terminal", ["certificates", "sign"]);
  called(sign, "terminal.sign");
  for (const certificate of list(certificates, "terminal.certificates")) {
    inFull(() => wishes.certificate(bytes(certificate, "terminal.certificates")));
  }
  inFull(() => wishes.terminal());
}

/**
 * Carries commands, has signed and tells events until the reading has ended. Gives why the chip was lost last, or did not come back, and
 * why there was no signature, if so it was.
 */
async function drive(reading, { transmit, reconnect, onEvent, signal, sign }) {
  const causes = {};
  for (;;) {
    const next = inFull(() => reading.next());
    if (next === undefined) return causes;
    if (next?.type === "sign") {
      const { signature, missing } = await signed(sign, next, signal);
      causes.signature = missing;
      inFull(() => reading.signed(signature));
    } else if (next instanceof Uint8Array) {
      const answer = await carried(transmit, next, signal);
      causes.chip = answer.lost;
      inFull(() => (answer.response ? reading.answer(answer.response) : reading.lost()));
    } else if (next === null) {
      const { isBack, lost } = await waited(reconnect, signal);
      if (!isBack) return { ...causes, chip: lost ?? causes.chip };
      inFull(() => reading.reconnected());
    } else onEvent?.(next);
  }
}

/** The response to a command, or why there is none: a promise that is rejected is a chip that left the field. */
async function carried(transmit, command, signal) {
  let response;
  try {
    response = await unlessAborted(signal, () => transmit(command));
  } catch (lost) {
    if (signal?.aborted) throw lost;
    return { lost };
  }
  return { response: bytes(response, "the response of transmit") };
}

/** The signature of a message, or why there is none: a promise that is rejected is a key that cannot sign now. */
async function signed(sign, { message, algorithm, key }, signal) {
  let signature;
  try {
    signature = await unlessAborted(signal, () => sign({ message, algorithm, key }));
  } catch (missing) {
    if (signal?.aborted) throw missing;
    return { missing };
  }
  return { signature: signature == null ? undefined : bytes(signature, "the signature of terminal.sign") };
}

/** Whether a chip came back; a promise that is rejected is one that did not. */
async function waited(reconnect, signal) {
  try {
    return { isBack: Boolean(await unlessAborted(signal, () => reconnect?.())) };
  } catch (lost) {
    if (signal?.aborted) throw lost;
    return { isBack: false, lost };
  }
}

/** What work brings, unless it is broken off before or meanwhile. */
function unlessAborted(signal, work) {
  if (!signal) return work();
  return new Promise((done, failed) => {
    const abort = () => failed(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort);
    Promise.resolve()
      .then(work)
      .then(done, failed)
      .finally(() => signal.removeEventListener("abort", abort));
  });
}

/** What a reading brought, with what `inspect` takes of it in one part. */
function told({ files, recordFiles, error, failures, ...rest }, records, causes = {}) {
  const because = (error, cause) => (cause === undefined ? error : { ...error, cause });
  const unsigned = ({ step, error }) => ({ step, error: step === "terminal_auth" ? because(error, causes.signature) : error });
  return {
    document: { files, recordFiles, records },
    ...rest,
    failures: failures.map(unsigned),
    error: error?.code === "lost" ? because(error, causes.chip) : error,
  };
}
