import type { Outcome, Report } from "../index.js";

/** What is drawn beside a report; `inputsOf` of the package gives it. */
export interface ReportInputs {
  /** The printed zone, lines parted by a newline. */
  zone?: string | null | undefined;
  /** What the barcode of the seal holds. */
  seal?: Uint8Array | null | undefined;
  /** The zone in DG1. */
  chipZone?: string | null | undefined;
  /** The portrait in DG2, JPEG or PNG (`decodeFace` of `doc9303/pictures` makes it of JPEG 2000); null for one that cannot be shown, which is said. */
  portrait?: Uint8Array | null | undefined;
}

/**
 * The element `<doc9303-report>`. Importing this module defines it where there are elements; on a server, importing is all that it does.
 * It draws within itself, asks for nothing but the words of a language other than English, and keeps nothing.
 *
 * Events, which bubble: `doc9303-check` (`{ check, open }`) when somebody opens or closes a check, or `openCheck` opens it, `doc9303-field`
 * (`{ field, ranges }`) when a field is pointed at. Children of the element are shown below the verdict.
 */
export class Doc9303Report extends HTMLElement {
  /** As `inspect` gives it; null for none. */
  get report(): Report | null;
  set report(report: Report | null | undefined);
  /** Belongs to the report that it is set with: a report that is set alone is drawn without. */
  get inputs(): ReportInputs;
  set inputs(inputs: ReportInputs | null | undefined);
  /** A language tag, also as an attribute; without one that of the element around. */
  get language(): string;
  set language(tag: string | null | undefined);
  /** Leaves out everything personal; also as an attribute. A reason may still name the day on which the document expired. */
  redacted: boolean;
  /** What is shown as one HTML file that needs nothing else, redacted if the element is; null as long as nothing is drawn. */
  toHTML(): string | null;
  /** Opens a check and gives it the focus. Says whether the report has it. */
  openCheck(id: string): boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    "doc9303-report": Doc9303Report;
  }
}

/** The languages that reports are drawn in. */
export const languages: readonly string[];

/** Loads the words of the language that stands for a tag, English for one that is none of these, before a report needs them. */
export function loadWords(tag: string): Promise<{ readonly language: string }>;

/** The results, in reading order, that made the verdict what it is; none if it is good. */
export function decisive(report: Report): Report["results"];
/**
 * The key of the verdict's words: `verdict_failed` and so on, `verdict_zone` for a printed zone alone that holds, `verdict_seal` for a seal
 * without the zone that it covers, or with one of which it covers the number alone, `verdict_visa` for a chip beside a visa whose zone no
 * seal covers.
 */
export function verdictKey(report: Report): `verdict_${Outcome}` | "verdict_zone" | "verdict_seal" | "verdict_visa";
