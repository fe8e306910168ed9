// Seals in pictures: what a barcode holds that begins as one.

import { readSeals } from "../../pkg/pictures/index.js";

/** The text for what keeps a picture from being looked through, by the codes of the package. */
const BROKEN = "picture_unread_broken";
const FAULTS = { "picture.limit": "picture_unread_limit", "picture.malformed": BROKEN, "picture.unknown": BROKEN, "picture.broke_off": BROKEN };

/** `{ seals, fault }`: the bytes of each seal in a file or in pixels; `fault` says why none could be looked for. */
export function sealsIn(picture) {
  try {
    return { seals: readSeals(picture).map(({ bytes }) => bytes), fault: null };
  } catch (error) {
    if (error.code === "module.not_ready") throw Object.assign(error, { code: "pictures.not_ready" });
    if (!Object.hasOwn(FAULTS, error.code)) throw error;
    return { seals: [], fault: FAULTS[error.code] };
  }
}
