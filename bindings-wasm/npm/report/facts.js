// What the cells of a zone mean, in words: dates with their century, States, sex.

import { isDate } from "./words.js";

/** The value of a field in words, with what is to be said of it; undefined where the cells say it themselves. */
export function meaning(words, mrz, name) {
  const value = mrz.fields[name];
  if (name === "issuing_state" || name === "nationality") return said(words.state(value));
  if (name === "sex") return said(words.t(value === "F" || value === "M" ? `sex_${value}` : "sex_none"));
  const days = mrz.dates?.[name] ?? [];
  if (days.length === 0) return undefined;
  const text = days.map((day) => words.date(day)).reduce((one, other) => words.t("either", { one, other }));
  // Two digits never tell the century.
  return { text, note: /^\d/.test(days[0]) ? words.t("century_inferred") : undefined };
}

const said = (text) => (text === undefined ? undefined : { text });

/** The cells of a field as they stand in the zone, without the fillers behind; undefined without the zone. */
export function cells(zone, ranges) {
  if (!zone || !ranges) return undefined;
  const lines = linesOf(zone);
  return ranges.map(([line, start, end]) => lines[line]?.slice(start, end) ?? "").join("").replace(/<+$/, "");
}

export const linesOf = (zone) => zone.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

/**
 * A date of the details, `YYYYMMDD` with zeros for what is not known, perhaps with a time behind it. What no calendar and no clock
 * has is no date, and stays as the chip has it.
 */
export function dateOfDetails(words, text) {
  const [, ...date] = /^(\d{4})(\d\d)(\d\d)(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d|60))?$/.exec(text) ?? [];
  const [year, month, day, ...clock] = date;
  const known = (part) => (/^0+$/.test(part) ? undefined : Number(part));
  if (year === undefined || !isDate(known(year), known(month), known(day))) return text;
  const shown = words.date([year, month, day].map((part) => part.replace(/^0+$/, (zeros) => "X".repeat(zeros.length))).join("-"));
  return clock[0] === undefined ? shown : `${shown} ${clock.join(":")}`;
}

/** A name of the details: its fillers are spaces, two of them part family and given names. */
export const nameOfDetails = (text) => text.replace(/<<+/g, ", ").replaceAll("<", " ").trim();
