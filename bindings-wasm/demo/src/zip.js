// Zip archives (APPNOTE 6.3): stored and deflated entries by their central directory, within bounds.

/** A chip holds at most 32 MB, a trust folder not much more. */
const BOUNDS = { entries: 500, bytes: 64 << 20 };
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

export const isZip = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && [3, 5].includes(bytes[2]);

/** The files of an archive. Throws an error with the code `zip_empty`, `zip_broken` or `zip_bomb`. */
export async function unzip(bytes) {
  const entries = directory(bytes);
  if (entries.length === 0) throw refusal("zip_empty");
  const files = [];
  let left = BOUNDS.bytes;
  for (const entry of entries) {
    if (entry.name.endsWith("/") || entry.name.startsWith("__MACOSX/")) continue;
    const content = await inflate(bytes, entry, left);
    left -= content.length;
    files.push({ name: entry.name, bytes: content });
  }
  if (files.length === 0) throw refusal("zip_empty");
  return files;
}

function refusal(code) {
  return Object.assign(new Error(code), { code });
}

function directory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = endRecord(view);
  const count = view.getUint16(at + 10, true);
  if (count > BOUNDS.entries) throw refusal("zip_bomb");
  const entries = [];
  let offset = view.getUint32(at + 16, true);
  try {
    for (let n = 0; n < count; n += 1) {
      if (view.getUint32(offset, true) !== ENTRY) throw refusal("zip_broken");
      const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(offset + field, true));
      const name = new TextDecoder().decode(bytes.subarray(offset + 46, offset + 46 + nameLength));
      entries.push({
        name,
        encrypted: (view.getUint16(offset + 8, true) & 1) === 1,
        method: view.getUint16(offset + 10, true),
        packed: view.getUint32(offset + 20, true),
        local: view.getUint32(offset + 42, true),
      });
      offset += 46 + nameLength + extra + comment;
    }
  } catch (error) {
    throw error.code ? error : refusal("zip_broken");
  }
  return entries;
}

/** The end record, which a comment of up to 65,535 bytes may follow. */
function endRecord(view) {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw refusal("zip_broken");
}

/** What a header says of its size is not believed: the bytes are counted as they come. */
async function inflate(bytes, { method, packed, local, encrypted }, left) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (encrypted || local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw refusal("zip_broken");
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const content = bytes.subarray(start, start + packed);
  if (content.length !== packed) throw refusal("zip_broken");
  if (method === 0) {
    if (content.length > left) throw refusal("zip_bomb");
    return content.slice();
  }
  if (method !== 8) throw refusal("zip_broken");
  const pieces = [];
  let size = 0;
  const reader = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw refusal("zip_broken");
    });
    if (done) break;
    size += value.length;
    if (size > left) {
      await reader.cancel();
      throw refusal("zip_bomb");
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
