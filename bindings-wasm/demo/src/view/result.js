// What an inspection came to: the report, as the package draws it.

import { language } from "../words.js";

/** Shows what a case came to, or lets go of it: it is the same element for every case, so that what is open in it stays so. */
export function showResult(element, result) {
  element.language = language();
  const { report = null, zone, chipZone, face } = result ?? {};
  if (element.report !== report) Object.assign(element, { report, inputs: report && { zone, chipZone, portrait: face } });
  return report ? element : null;
}
