// What a file is by its first bytes, where it is none that is read here: each kind has a sentence on what to do with it.

const ascii = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));
const starts = (bytes, ...octets) => octets.every((octet, at) => bytes[at] === octet);

/** Pictures that browsers show. */
const PICTURES = [
  (bytes) => starts(bytes, 0xff, 0xd8, 0xff),
  (bytes) => starts(bytes, 0x89, 0x50, 0x4e, 0x47),
  (bytes) => ascii(bytes, 0, 4) === "GIF8",
  (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP",
  (bytes) => ascii(bytes, 0, 2) === "BM" && starts(bytes.subarray(6), 0, 0, 0, 0),
];

/** Other pictures, by the note that tells of them. */
const STRANGE = [
  ["heic", (bytes) => ascii(bytes, 4, 8) === "ftyp" && /^(?:hei[cxms]|hev[cx]|mif1|msf1|avif)$/.test(ascii(bytes, 8, 12))],
  ["jpeg2000", (bytes) => starts(bytes, 0, 0, 0, 12, 0x6a, 0x50) || starts(bytes, 0xff, 0x4f, 0xff, 0x51)],
  ["tiff", (bytes) => starts(bytes, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0x4d, 0x4d, 0, 0x2a)],
];

/** Archives that are not unpacked here, by their names; what gzip and its like pack is one file. */
const ARCHIVES = [
  ["RAR", (bytes) => ascii(bytes, 0, 4) === "Rar!"],
  ["7z", (bytes) => starts(bytes, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
  ["tar", (bytes) => ascii(bytes, 257, 262) === "ustar"],
  ["gzip", (bytes) => starts(bytes, 0x1f, 0x8b)],
  ["bzip2", (bytes) => ascii(bytes, 0, 3) === "BZh"],
  ["xz", (bytes) => starts(bytes, 0xfd, 0x37, 0x7a, 0x58, 0x5a)],
  ["Zstandard", (bytes) => starts(bytes, 0x28, 0xb5, 0x2f, 0xfd)],
];

export const isPicture = (bytes) => PICTURES.some((is) => is(bytes));

/** The note for a file that cannot be read here, such as `{ code: "pdf" }`; null for any other. */
export function strange(bytes) {
  if (bytes.length === 0) return { code: "empty" };
  if (ascii(bytes, 0, 1024).includes("%PDF-")) return { code: "pdf" };
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { code: "office" };
  const picture = STRANGE.find(([, is]) => is(bytes));
  if (picture) return { code: picture[0] };
  const archive = ARCHIVES.find(([, is]) => is(bytes));
  return archive ? { code: "archive", kind: archive[0] } : null;
}
