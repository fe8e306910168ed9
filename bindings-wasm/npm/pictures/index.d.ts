import type { Bytes, ModuleSource } from "../index.js";

/** Loads the module of pictures: from beside the package without an argument. Await it once before anything else here. */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

export type Symbology = "DataMatrix" | "QR code" | "Aztec" | "PDF417";

/** A barcode that was found. It crosses to and from workers. */
export interface Barcode {
  symbology: Symbology;
  /** What was encoded, byte by byte; `null` if the codewords contradict the symbology, which `error` tells then. */
  bytes: Uint8Array | null;
  error: { code: "barcode.malformed"; text: string } | null;
  /** Corners in pixels from the upper left of the picture, `[x, y]` each, as far as the finder gives them. */
  corners: [number, number][];
}

/** A barcode that begins as a seal does, well-formed or not: its bytes are for `seal` of `inspect` in `doc9303/full`. */
export interface SealBarcode extends Barcode {
  bytes: Uint8Array;
  error: null;
}

/** Pixels row by row: red, green, blue and opacity as `ImageData` has them, or one grey each from black (0) to white (255). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Whether a file begins as a picture that is read: PNG, JPEG, GIF, BMP, WebP, TIFF or PNM. */
export function isPicture(file: Bytes): boolean;

/**
 * The barcodes in a picture, given as the bytes of its file or as pixels. Small, blurred, noisy and turned ones are looked for as long as
 * none was found. It takes up to seconds: in a page, call it in a worker.
 *
 * Throws `picture.unknown`, `picture.malformed`, `picture.limit` for more than 32 MiB or 50 million pixels, `argument.picture` for
 * pixels of another size, `picture.broke_off` for a picture that the reader of barcodes could not stand: the next is read as ever.
 */
export function readBarcodes(picture: Bytes | Pixels): Barcode[];

/** The seals alone. Beside other barcodes they are looked for longer. Throws as `readBarcodes`. */
export function readSeals(picture: Bytes | Pixels): SealBarcode[];

/** A machine readable zone in a picture. */
export interface PictureZone {
  format: "TD1" | "TD2" | "TD3" | "MRV-A" | "MRV-B" | "ID-FRA";
  lines: string[];
  /** Every character is certain. A zone that is not sure is to be compared with the document. */
  sure: boolean;
  /** How likely the whole zone is right, from 0 to 1. */
  confidence: number;
  /** Corners in pixels, from the upper left one of the text, clockwise as it is read. */
  corners: [number, number][];
  /** Every character with its line and column, what it looks most like, and how likely it is right. */
  characters: { cell: [number, number]; character: string; seen: string; confidence: number }[];
  /** Line and column of what only check digits decided. */
  decided_by_check_digit: [number, number][];
  /** Where it is not sure: what it may be, likeliest first. */
  candidates: { lines: string[]; confidence: number }[];
}

/** The machine readable zones in a picture, in any direction; none is a clear answer. Give the lines to `mrz` of `inspect`. Throws as `readBarcodes`. */
export function readZones(picture: Bytes | Pixels): PictureZone[];

/** A picture of a chip, decoded. It crosses to and from workers. */
export interface Face {
  width: number;
  height: number;
  /** What the file is, by its content. */
  format: "JPEG" | "JPEG 2000" | "JPEG 2000 codestream" | "PNG";
  /** What strict reading found wrong, in English, if only lenient reading gave a picture: it may differ from what was encoded. */
  deviation: string | null;
  /** The picture as a file that browsers show. */
  png: Uint8Array;
}

/**
 * Decodes a picture of a chip: what `faceOfDg2` gives, or any other JPEG, JPEG 2000 (file or codestream) or PNG. Whether it is the one that was
 * signed, a report says.
 *
 * Throws `picture.unknown`, `picture.malformed` for what does not decode, ends before its data do or contradicts itself about its size,
 * `picture.limit` for more than 4 MiB or 4 million pixels or what costs more than any portrait, and `picture.broke_off` as `readBarcodes`.
 */
export function decodeFace(file: Bytes): Face;
