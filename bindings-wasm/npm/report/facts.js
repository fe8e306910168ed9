// What the cells of a zone mean, in words: dates with their century, States, sex.

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

/** A date of the details, `YYYYMMDD` with zeros for what is not known, perhaps with a time behind it. */
export function dateOfDetails(words, text) {
  const [, year, month, day, time = ""] = /^(\d{4})(\d\d)(\d\d)(\d{6})?$/.exec(text) ?? [];
  if (year === undefined) return text;
  const known = (part) => (/^0+$/.test(part) ? "XX" : part);
  const clock = time && ` ${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`;
  return words.date([year, known(month), known(day)].join("-")) + clock;
}

/** A name of the details: its fillers are spaces, two of them part family and given names. */
export const nameOfDetails = (text) => text.replace(/<<+/g, ", ").replaceAll("<", " ").trim();
