// The faces of fixtures/faces, and EF.DG2 with one of them.

import { readFileSync } from "node:fs";

const folder = new URL("../../../fixtures/faces/", import.meta.url);

export const faceFile = (name) => readFileSync(new URL(name, folder));

const long = (number) => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(number);
  return octets;
};
const element = (tag, ...content) => {
  const whole = Buffer.concat(content);
  return Buffer.concat([Buffer.from(tag, "hex"), Buffer.from([0x84]), long(whole.length), whole]);
};

/** EF.DG2 with this face (Doc 9303-10 section 4.7.2, ISO/IEC 19794-5 section 5). */
export function dg2Of(image) {
  const block = Buffer.concat([long(image.length + 32), Buffer.alloc(28), image]);
  const record = Buffer.concat([Buffer.from("FAC\0" + "010\0", "latin1"), long(block.length + 14), Buffer.from([0, 1]), block]);
  return element("75", element("7f61", Buffer.from([2, 1, 1]), element("7f60", element("a1"), element("5f2e", record))));
}
