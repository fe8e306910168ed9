// A terminal's session: read again, it is the chip's files, the records, and the protocol step by step.

import { replaySession } from "../../pkg/full/index.js";
import { textOf } from "../../pkg/files/kinds.js";

/** What may stand before the first sign of a text in UTF-8 or UTF-16: its mark, blanks, and halves of such. */
const BEFORE = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff, 0, 9, 10, 13, 32]);

/** Whether a file is a session, or the log of one. It need not be one that can be replayed. */
export function isSession(bytes) {
  if (bytes.find((octet) => !BEFORE.has(octet)) !== "{".charCodeAt(0)) return false;
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
