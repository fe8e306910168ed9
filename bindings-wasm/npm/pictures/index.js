// Zones and barcodes in pictures: what is printed, and the bytes that are encoded, for `mrz` and `seal` of `inspect`. Pictures of a chip.

import { bytes, coded, mistyped } from "../arguments.js";
import { call, load } from "./loading.js";

/** Loads the module. Without an argument it is fetched from beside the package. It needs no other module, and none needs it. */
export function init(source = new URL("../doc9303-pictures.wasm", import.meta.url)) {
  return load(source);
}

/** Whether a file begins as a picture that is read. */
export function isPicture(file) {
  const raw = bytes(file, "the file");
  return call((glue) => glue.isPicture(raw));
}

/** The barcodes in a picture. */
export function readBarcodes(picture) {
  return read(picture, inFile(false), inGreys(false));
}

/** The barcodes that begin as a seal does; beside others they are looked for longer. */
export function readSeals(picture) {
  return read(picture, inFile(true), inGreys(true));
}

/** The machine readable zones in a picture, and how sure each character is. */
export function readZones(picture) {
  const zones = (method) => (glue, ...given) => glue[method](...given).map((zone) => JSON.parse(zone));
  return read(picture, zones("zonesInFile"), zones("zonesInGreys"));
}

/** A picture of a chip, decoded: what browsers do not show becomes a PNG, which they do. */
export function decodeFace(file) {
  const raw = bytes(file, "the picture");
  return call((glue) => glue.decodeFace(raw));
}

const inFile = (sealsAlone) => (glue, file) => glue.inFile(file, sealsAlone);
const inGreys = (sealsAlone) => (glue, width, height, greys) => glue.inGreys(width, height, greys, sealsAlone);

/** A file, or pixels as a canvas gives them. */
function read(picture, ofFile, ofGreys) {
  if (picture instanceof Uint8Array || picture instanceof ArrayBuffer) {
    const file = bytes(picture, "the picture");
    return call((glue) => ofFile(glue, file));
  }
  if (picture === null || typeof picture !== "object") throw mistyped("the picture", "bytes or pixels", picture);
  const { width, height, data } = picture;
  const isOctets = data instanceof Uint8Array || data instanceof Uint8ClampedArray;
  if (![width, height].every((side) => Number.isInteger(side) && side > 0 && side < 2 ** 31) || !isOctets) {
    throw coded("argument.picture", "pixels are { width, height, data }, as ImageData is");
  }
  const greys = data.length === width * height * 4 ? greysOf(data) : data;
  return call((glue) => ofGreys(glue, width, height, greys));
}

/** Red, green, blue and opacity into the greys that are seen on white paper. */
function greysOf(data) {
  const greys = new Uint8Array(data.length / 4);
  for (let at = 0, from = 0; at < greys.length; at += 1, from += 4) {
    const grey = 0.2126 * data[from] + 0.7152 * data[from + 1] + 0.0722 * data[from + 2];
    greys[at] = 255 + ((grey - 255) * data[from + 3]) / 255;
  }
  return greys;
}
