// What files are by their names and their texts: the same for the package and for a page that sorts files by itself.

import { findMrz, recogniseRecord } from "../index.js";

/**
 * `bytes` of one file and `total` of all that are given at once, packed or not: the largest honest input is a list of revocations
 * or masters. `files`: a chip with its certificates has some dozens.
 */
export const BOUNDS = { bytes: 64 << 20, total: 256 << 20, files: 2000 };
/** More than any zone has, with room for blanks. */
const ZONE = 10_000;
/** What operating systems put into folders by themselves. */
const LITTER = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$/i;

export const last = (path) => path.split(/[\\/]/).at(-1);

export const isLitter = (path) => LITTER.test(last(path));

export const same = (one, other) => one === other || (one.length === other.length && one.every((octet, at) => octet === other[at]));

/** A terminal's record by the name of its file, and whether it is broken. */
export function recordOf(name, bytes) {
  try {
    return { record: recogniseRecord(name, bytes) };
  } catch (error) {
    if (error.code === "internal") throw error;
    return { broken: true };
  }
}

/** Bytes: no barcode holds more. */
const SEAL = 1 << 17;

/** What a barcode with a seal holds: bytes, the same in hexadecimal, or text; undefined if it begins as no seal does. */
export function sealOf(bytes) {
  if (bytes.length > SEAL) return undefined;
  if (bytes[0] === 0xdc && (bytes[1] === 2 || bytes[1] === 3)) return bytes;
  const text = textOf(bytes)?.trim() ?? "";
  if (/^dc0[23](?:[0-9a-f]{2})+$/i.test(text)) return Uint8Array.from(text.match(/../g), (octet) => parseInt(octet, 16));
  return /^[RN]DB1/.test(text) || isSealedJson(text) ? new TextEncoder().encode(text) : undefined;
}

/** An object with `data` and `sig`, or a list of one. */
function isSealedJson(text) {
  if (!/^[{[]/.test(text)) return false;
  try {
    const [{ data, sig }] = [JSON.parse(text)].flat();
    return data !== undefined && sig !== undefined;
  } catch {
    return false;
  }
}

/** Bytes as text, without the mark that editors put in front; null if they are none. */
export function textOf(bytes) {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** A text is a `zone` if nothing else stands in it. Prose is `not_zone`, and so is a letter with a `zone_within`. */
export function zoneKind(text) {
  if (text.length > ZONE) return "not_zone";
  const finds = findMrz(text);
  const [first] = finds;
  if (!first) return "not_zone";
  const around = text.slice(0, first.start) + text.slice(first.end);
  return finds.length === 1 && around.trim() === "" ? "zone" : "zone_within";
}
