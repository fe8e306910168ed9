// What the module says of a zone while it is typed, in the worker.

import { draftMrz, findMrz, inspect, normalizeMrz, parseMrz, repairMrz } from "../../pkg/index.js";

/** More than any zone has, however it is broken into lines; longer text is only searched. */
const ZONE_LIMIT = 200;
/** With more cells missing, a zone is still being typed, and nothing is to be put right yet. */
const MOST_MISSING = 4;
/** More ways to put a zone right are no help. */
const MOST_REPAIRS = 4;

/**
 * `draft` as of the package; `finds`, the zones that stand in the text and are not the text; and of a text that is long enough
 * to be one whole zone its `format`, or the `error` that keeps it from being one, the checks that `failed`, and `repair`.
 */
export function look({ text, format, at, policy }) {
  const draft = draftMrz(text.slice(0, ZONE_LIMIT), { format });
  const finds = [...new Set(findMrz(text).flatMap(({ zone }) => zone ?? []))].filter((zone) => zone !== text.trimEnd());
  return { draft, finds, ...(isWhole(text, draft.lines) ? whole(text, { at, policy }) : {}) };
}

function isWhole(text, lengths) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (lines.length === 0 || text.length > ZONE_LIMIT) return false;
  const [last] = lines.slice(-1);
  const isOneLine = lines.length === 1 && last.length >= 70;
  return isOneLine || (lines.length === lengths.length && last.length >= lengths.at(-1) - MOST_MISSING);
}

function whole(text, by) {
  // What a strange letter is meant for is known already; beyond that something may have been misread.
  const repair = attempt(() => repairMrz(normalizeMrz(text)));
  const ways = repair?.candidates ?? [];
  const repairs = { kind: repair?.kind ?? "hopeless", candidates: ways.slice(0, MOST_REPAIRS), untold: ways.slice(MOST_REPAIRS).length + (repair?.untold ?? 0) };
  try {
    const { format } = parseMrz(text, { at: by.at });
    const { results } = inspect({ mrz: text, files: {}, ...by });
    // The check digits are told at their cells.
    const failed = results.filter((row) => row.check.startsWith("mrz.") && row.check !== "mrz.check_digits" && row.outcome === "failed");
    return { format, failed, repairs };
  } catch (error) {
    if (error.code === undefined || error.code === "internal") throw error;
    const { code, line, column, message } = error;
    return { error: { code, line, column, text: message }, failed: [], repairs };
  }
}

/** What comes of it, or nothing if the text is beyond it. */
function attempt(work) {
  try {
    return work();
  } catch (error) {
    if (error.code === undefined || error.code === "internal") throw error;
    return null;
  }
}
