// Zip archives, by a library, within bounds and with every checksum compared.

import { ERR_ENCRYPTED, ERR_ENCRYPTED_CENTRAL_DIRECTORY, ERR_INVALID_CRC32, ERR_UNSUPPORTED_ENCRYPTION, ZipReader } from "@zip.js/zip.js/lib/zip-core-reader.js";

/** A chip holds at most 32 MB, a trust folder not much more. */
const BOUNDS = { entries: 500, bytes: 64 << 20 };

/** What a person can do something about has a sentence of its own; all else cannot be unpacked. */
const CODES = {
  [ERR_ENCRYPTED]: "zip_encrypted",
  [ERR_UNSUPPORTED_ENCRYPTION]: "zip_encrypted",
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY]: "zip_encrypted",
  [ERR_INVALID_CRC32]: "zip_checksum",
};

export const isZip = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && ["\u0003\u0004", "\u0005\u0006"].includes(String.fromCharCode(bytes[2], bytes[3]));

/** The files of an archive: all of them, or an error with the code `zip_empty`, `zip_broken`, `zip_checksum`, `zip_encrypted` or `zip_bomb`. */
export async function unzip(bytes) {
  const files = [];
  let entries = 0;
  let left = BOUNDS.bytes;
  const sink = (pieces) =>
    new WritableStream({
      write(piece) {
        // What a header says of its size is not believed: the bytes are counted as they come.
        left -= piece.length;
        if (left < 0) throw refusal("zip_bomb");
        pieces.push(piece);
      },
    });
  try {
    const archive = new ZipReader(new Blob([bytes]).stream(), { checkCrc32: true, checkOverlappingEntry: true, useWebWorkers: false });
    for await (const entry of archive.getEntriesGenerator()) {
      entries += 1;
      if (entries > BOUNDS.entries) throw refusal("zip_bomb");
      if (entry.directory || entry.filename.startsWith("__MACOSX/")) continue;
      const pieces = [];
      await entry.getData(sink(pieces));
      files.push({ name: entry.filename, bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()) });
    }
  } catch (error) {
    if (left < 0) throw refusal("zip_bomb");
    throw error.code?.startsWith?.("zip_") ? error : refusal(CODES[error.message] ?? "zip_broken");
  }
  if (files.length === 0) throw refusal("zip_empty");
  return files;
}

function refusal(code) {
  return Object.assign(new Error(code), { code });
}
