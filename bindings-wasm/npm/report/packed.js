// The bytes that the text of a barcode by the data structure of ICAO holds: Base32, perhaps compressed.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Bytes: the library reads no barcode that holds more. */
const MOST = 64 << 10;

/** The bytes; a promise of them if they are compressed; null if the text is none of a barcode. */
export function unpacked(octets) {
  const [, flag, letters] = /^[RN]DB1([A-D])([A-Z2-7]*)=*\s*$/.exec(new TextDecoder().decode(octets)) ?? [];
  if (flag === undefined) return null;
  const bytes = decoded(letters);
  return "CD".includes(flag) ? inflated(bytes) : bytes;
}

/** What of the last letter is no whole byte counts for nothing. */
function decoded(letters) {
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let end = 0;
  for (const letter of letters) {
    held = ((held << 5) | LETTERS.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[end] = held >> bits;
    end += 1;
  }
  return bytes;
}

async function inflated(bytes) {
  const pieces = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const all = new Uint8Array(MOST);
  let end = 0;
  for (;;) {
    const { value, done } = await pieces.read();
    if (done) return all.subarray(0, end);
    if (end + value.length > MOST) {
      await pieces.cancel();
      return null;
    }
    all.set(value, end);
    end += value.length;
  }
}
