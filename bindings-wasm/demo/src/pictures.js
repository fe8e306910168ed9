// Seals in pictures: what a barcode holds that begins as one. Zones in pictures. Faces that browsers do not show.

import { faceOfDg2, inputsOf, recogniseFile } from "../../pkg/index.js";
import { decodeFace, readSeals, readZones } from "../../pkg/pictures/index.js";

/** The text for what keeps a picture from being looked through, by the codes of the package. */
const BROKEN = "picture_unread_broken";
const FAULTS = { "picture.limit": "picture_unread_limit", "picture.malformed": BROKEN, "picture.unknown": BROKEN, "picture.broke_off": BROKEN };

/** The bytes of each seal in a file or in pixels. */
const sealsOf = (picture) => readSeals(picture).map(({ bytes }) => bytes);

/** The text of each zone, whether it is certain, and where it lies. */
const zonesOf = (picture) => readZones(picture).map(({ lines, sure, corners }) => ({ text: lines.join("\n"), isSure: sure, corners }));

/** `{ seals, zones }` in pixels, zones with the corners where they lie; none where they cannot be looked for. */
export const seenIn = (pixels) => looked(() => ({ seals: sealsOf(pixels), zones: zonesOf(pixels) }));

/** `{ seals, zones, fault }` of a file; `fault` says why none could be looked for. */
export const readIn = (file) => looked(() => ({ seals: sealsOf(file), zones: zonesOf(file) }));

function looked(look) {
  try {
    return { ...look(), fault: null };
  } catch (error) {
    if (error.code === "module.not_ready") throw Object.assign(error, { code: "pictures.not_ready" });
    if (!Object.hasOwn(FAULTS, error.code)) throw error;
    return { seals: [], zones: [], fault: FAULTS[error.code] };
  }
}

/**
 * The face of a chip as browsers show it; undefined if there is no DG2, null if its face does not decode. Without the module (`areDecoded`
 * false) there is only what browsers show by themselves.
 */
export function faceIn(files, areDecoded) {
  const { portrait } = inputsOf({ files });
  const [, dg2] = Object.entries(files).find(([name, bytes]) => recogniseFile(name, bytes) === "EF.DG2") ?? [];
  if (portrait || !dg2) return portrait;
  try {
    const face = areDecoded && faceOfDg2(dg2);
    return face ? decodeFace(face).png : null;
  } catch (error) {
    if (error.code === "module.not_ready") throw Object.assign(error, { code: "pictures.not_ready" });
    // What is wrong with the file itself, the report says.
    if (error.code === "internal") throw error;
    return null;
  }
}
