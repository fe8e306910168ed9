// Zip archives, by a library, within bounds and with every checksum compared.

import {
  ERR_CENTRAL_DIRECTORY_NOT_FOUND, ERR_ENCRYPTED, ERR_ENCRYPTED_CENTRAL_DIRECTORY, ERR_ENTRY_DATA_OUT_OF_BOUNDS, ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_CRC32, ERR_SPLIT_ZIP_FILE, ERR_UNSUPPORTED_COMPRESSION, ERR_UNSUPPORTED_ENCRYPTION, ZipReader,
} from "@zip.js/zip.js/lib/zip-core-reader.js";

/** A chip holds at most 32 MB, a trust folder not much more. */
const BOUNDS = { entries: 500, bytes: 64 << 20 };

/** Stored, and DEFLATE: what every browser unpacks. */
const METHODS = [0, 8];

/** What a person can do something about has a sentence of its own; all else cannot be unpacked. */
const CODES = {
  [ERR_ENCRYPTED]: "zip_encrypted",
  [ERR_UNSUPPORTED_ENCRYPTION]: "zip_encrypted",
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY]: "zip_encrypted",
  [ERR_INVALID_CRC32]: "zip_checksum",
  [ERR_UNSUPPORTED_COMPRESSION]: "zip_method",
  [ERR_EOCDR_NOT_FOUND]: "zip_truncated",
  [ERR_CENTRAL_DIRECTORY_NOT_FOUND]: "zip_truncated",
  [ERR_ENTRY_DATA_OUT_OF_BOUNDS]: "zip_truncated",
  [ERR_SPLIT_ZIP_FILE]: "zip_split",
};

/** Documents of office programs are archives too, and known by what stands first in them. */
const OFFICE = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|mimetype|docProps\/.*)$/;

export const isZip = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && ["\u0003\u0004", "\u0005\u0006", "\u0007\u0008"].includes(String.fromCharCode(bytes[2], bytes[3]));

/** The files of an archive: all of them, or an error whose code says why there are none: `zip_..`, or `office` for a document. */
export async function unzip(bytes) {
  const files = [];
  let entries = 0;
  let left = BOUNDS.bytes;
  const sink = (pieces) =>
    new WritableStream({
      write(piece) {
        // What a header says of its size is not believed: the bytes are counted as they come.
        left -= piece.length;
        if (left < 0) throw new Refusal("zip_bomb");
        pieces.push(piece);
      },
    });
  try {
    const archive = new ZipReader(new Blob([bytes]).stream(), { checkCrc32: true, checkOverlappingEntry: true, useWebWorkers: false });
    for await (const entry of archive.getEntriesGenerator()) {
      entries += 1;
      if (entries > BOUNDS.entries) throw new Refusal("zip_bomb");
      if (entries === 1 && OFFICE.test(entry.filename)) throw new Refusal("office");
      if (entry.directory || entry.filename.startsWith("__MACOSX/")) continue;
      if (!entry.encrypted && !METHODS.includes(entry.compressionMethod)) throw new Refusal("zip_method");
      const pieces = [];
      await entry.getData(sink(pieces));
      files.push({ name: entry.filename, bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()) });
    }
  } catch (error) {
    if (left < 0) throw new Refusal("zip_bomb");
    throw error instanceof Refusal ? error : new Refusal(CODES[error.message] ?? "zip_broken");
  }
  if (files.length === 0) throw new Refusal("zip_empty");
  return files;
}

class Refusal extends Error {
  constructor(code) {
    super(`the archive was not unpacked: ${code}`);
    this.code = code;
  }
}
