// The pictures of fixtures/pictures, and their greys: PNG with a palette, as their encoder writes them.

import { readFileSync, readdirSync } from "node:fs";
import { inflateSync } from "node:zlib";

const folder = new URL("../../../fixtures/pictures/", import.meta.url);

/** `{ name, case, symbology, condition }` of each picture. */
export function pictures() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".png")).sort();
  return names.map((file) => {
    const [id, symbology, condition] = file.split(".");
    return { name: file.slice(0, -".png".length), id, symbology, condition };
  });
}

export const picture = (name) => readFileSync(new URL(`${name}.png`, folder));

/** `{ width, height, data }` with one grey a pixel. */
export function greysOf(png) {
  const chunks = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), body: png.subarray(at + 8, at + 8 + png.readUInt32BE(at)) });
  }
  const of = (type) => Buffer.concat(chunks.filter((chunk) => chunk.type === type).map(({ body }) => body));
  const header = of("IHDR");
  const [width, height, depth] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8]];
  const palette = of("PLTE");
  const stride = Math.ceil((width * depth) / 8);
  const packed = inflateSync(of("IDAT"));
  const data = new Uint8Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const row = unfiltered(packed[start], packed.subarray(start + 1, start + 1 + stride), above);
    for (let x = 0; x < width; x += 1) {
      const bit = x * depth;
      const index = (row[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
      data[y * width + x] = palette[index * 3];
    }
    above = row;
  }
  return { width, height, data };
}

function unfiltered(filter, line, above) {
  const row = new Uint8Array(line.length);
  for (let at = 0; at < line.length; at += 1) {
    const [left, up, corner] = [row[at - 1] ?? 0, above[at], above[at - 1] ?? 0];
    const nearest = [left, up, corner].sort((one, other) => Math.abs(left + up - corner - one) - Math.abs(left + up - corner - other))[0];
    row[at] = line[at] + [0, left, up, (left + up) >> 1, nearest][filter];
  }
  return row;
}
