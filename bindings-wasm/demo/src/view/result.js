// What an inspection came to: the report, as the package draws it.

import { language } from "../words.js";

/**
 * Shows what a case came to, or lets go of it: it is the same element for every case, so that what is open in it stays so.
 * Redacted, it has nothing of the document to show.
 */
export function showResult(element, report, result, redacted) {
  const { zone, seal, chipZone, face } = result ?? {};
  Object.assign(element, { language: language(), redacted });
  if (element.report !== report) Object.assign(element, { report, inputs: report && !redacted ? { zone, seal, chipZone, portrait: face } : {} });
  return report ? element : null;
}
