// A terminal's session: read again, it is the chip's files, the records, and the protocol step by step.

import { replaySession } from "../../pkg/full/index.js";
import { textOf } from "../../pkg/files/kinds.js";

/** Whether a file is a session, or the log of one. It need not be one that can be replayed. */
export function isSession(bytes) {
  if (!/^[\s\ufeff]*\{/.test(textOf(bytes.subarray(0, 64)) ?? "")) return false;
  try {
    return JSON.parse(textOf(bytes)).format === "doc9303-session";
  } catch {
    return false;
  }
}

/** The parts of a document that a session holds, each named by where it came from. Throws with a code for one that cannot be replayed. */
export function partsOf(path, bytes) {
  const { document, session, ...reading } = replaySession(bytes);
  const part = (kind, name, content, more) => ({ kind, name, from: `${path}/${name}`, bytes: content, session: path, ...more });
  const coded = (text) => new TextEncoder().encode(text);
  return [
    part("session", "session.json", bytes, { reading }),
    ...Object.entries(document.files).map(([name, content]) => part("file", name, content)),
    ...Object.entries(document.recordFiles).map(([name, json]) => part("record", name, coded(json))),
  ];
}
