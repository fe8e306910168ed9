import type { CheckId, Code, DeviationCode, FileName } from "./names.js";
export type { CheckId, Code, DeviationCode, FileName };

/** What a check found (BSI TR-03135-1 section 3.5.2). */
export type Outcome = "successful" | "failed" | "undetermined" | "not_supported" | "aborted";
/** How a check counts towards the verdict. */
export type Weight = "mandatory" | "optional" | "evaluatory";
export type Group = "optical" | "electronic" | "seal" | "combined";

/** Every error that the package throws. `code` is stable, `message` is not. */
export interface Doc9303Error extends Error {
  readonly code: string;
  /** What the caller gave and the message names, where a word was refused. */
  readonly given?: string;
  /** With `mrz.length` from `parseMrz`: how many characters each line has, and how many the lines of the nearest layout have. */
  readonly found?: number[];
  readonly expected?: number[];
  /** The structure that was being read, such as `EF.SOD`. */
  readonly structure?: string;
  /** Byte offset in the structure. */
  readonly offset?: number;
  /** Line of the zone, from zero. */
  readonly line?: number;
  /** Column of the zone, from zero. */
  readonly column?: number;
  /** The id of the sentence and what it says it of: `say(words, { text: error.message, ...error.told })`. */
  readonly told?: { message: string; facts: Record<string, unknown> };
}

/** Where the module comes from. */
export type ModuleSource = string | ArrayBuffer | Uint8Array | Address | FetchedModule | CompiledModule;
/** A `URL` or a `Request`, in the words that Node and browsers share. */
export type Address = { readonly href: string } | { readonly url: string; readonly method: string };
/** A `Response`. */
export type FetchedModule = { readonly status: number; arrayBuffer(): Promise<ArrayBuffer> };
/** A `WebAssembly.Module`, where the types of the caller have it. */
export type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : never;

/** Loads the module: from beside the package without an argument. Await it once before anything else. */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** Octets, which are read and not kept. */
export type Bytes = Uint8Array | ArrayBuffer;
/** A moment: a `Date`, or RFC 3339 text such as `2026-01-01T00:00:00Z` or `2026-01-01`. */
export type Moment = Date | string;

/** Line, start and end in a zone: from zero, the end not included. */
export type Range = [line: number, start: number, end: number];

export interface CheckDigit {
  field: "document_number" | "birth_date" | "expiry_date" | "personal_number" | "composite";
  printed: string;
  computed: string;
  ok: boolean;
  /** What the two characters do not tell, in words. */
  note?: string;
}

export type FieldName =
  | "document_code" | "issuing_state" | "document_number" | "nationality" | "birth_date" | "expiry_date" | "sex"
  | "personal_number" | "optional_data" | "optional_data_1" | "optional_data_2" | "issue_month" | "department" | "office"
  | "primary_identifier" | "secondary_identifier";

/** One machine readable zone. Fields that its layout lacks are absent; dates stand as printed. */
export interface Mrz {
  format: string;
  fields: Partial<Record<FieldName, string>>;
  check_digits: CheckDigit[];
  checks: Partial<Record<CheckId, Outcome>>;
  warnings: string[];
  /** The days that the dates can be at the time `at`, likeliest first: `1974-08-12`, with `XX` for what is not known. */
  dates: Partial<Record<"birth_date" | "expiry_date", string[]>>;
  ranges: Partial<Record<FieldName, Range[]>>;
}

/** Reads one zone. Wrong check digits, dates and codes are findings in `checks`, not errors. */
export function parseMrz(text: string, options: { at: Moment }): Mrz;

/**
 * A zone as it was typed in the characters that zones have: capital letters for small ones, fillers for blanks and guillemets,
 * Latin letters for Cyrillic and Greek ones that look like them. What stands for nothing is left for `parseMrz` to name.
 */
export function normalizeMrz(typed: string): string;

/** The check digit of a text of zone characters (Doc 9303-3 §4.9). */
export function checkDigit(cells: string): string;

/** The layouts that can be written. */
export type StandardFormat = "TD1" | "TD2" | "TD3" | "MRV-A" | "MRV-B";

/** Languages whose letters have forms of their own in the zone. */
export type Language = "any" | "belarusian" | "bulgarian" | "macedonian" | "serbian" | "ukrainian";

export interface MrzFields {
  format: StandardFormat;
  document_code?: string;
  issuing_state?: string;
  primary_identifier?: string;
  secondary_identifier?: string;
  document_number?: string;
  nationality?: string;
  /** As printed, `YYMMDD`; unknown parts are fillers. */
  birth_date?: string;
  expiry_date?: string;
  sex?: string;
  personal_number?: string;
  optional_data?: string;
  optional_data_1?: string;
  optional_data_2?: string;
  language?: Language;
}

/** A zone with its check digits. Throws `argument.field` rather than lose data. */
export function writeMrz(fields: MrzFields): string;

export interface Candidate {
  zone: string;
  /** Cells of the repaired zone. `from` is empty where a character was missing, `to` where one was too many. */
  changes: { line: number; column: number; from: string; to: string; proven: boolean }[];
  /** Fields whose check digits prove the changes. */
  proven_by: string[];
  /** Whether check digits see all of the changes. */
  proven: boolean;
}

/**
 * Ways to put a badly read zone right, likeliest first, from text that need not have its shape. Nothing is ever changed in
 * silence. `unique`: exactly one, and check digits prove it; `unproven`: it only fits.
 */
export function repairMrz(zone: string): {
  kind: "intact" | "unique" | "ambiguous" | "unproven" | "hopeless";
  candidates: Candidate[];
  /** How many more ways there are. */
  untold: number;
};

export interface Found {
  start: number;
  end: number;
  line: number;
  sure: boolean;
  zone?: string;
  error?: { code: Code; text: string };
}

/** Zones in a page of text, and what looks like one, in linear time. */
export function findMrz(page: string): Found[];

/** What is known of a zone that is still being typed. Places count characters, line by line of the text. */
export interface Draft {
  /** The layout that was given, or the likeliest. */
  format: string;
  /** The length of each of its lines. */
  lines: number[];
  /** Names as far as they are typed; a field in two pieces is in it twice. */
  fields: { field: FieldName; at: Range }[];
  /** `ok` and `computed` are absent as long as a cell that bears on the digit is missing. */
  check_digits: { field: CheckDigit["field"]; at: Range; ok?: boolean; computed?: string }[];
  /** Characters that cannot be in a zone, each with the cells that it looks like or is written for, if there are any. */
  strange: { at: Range; letter: string; meant: string }[];
}

/** Reads a zone that is still being typed, as the layout that is given or else the likeliest. Never fails for its text. */
export function draftMrz(zone: string, options?: { format?: string }): Draft;

/** A name in the letters of the zone (Doc 9303-3 §6). */
export function transliterate(name: string, options?: { language?: Language }): string;

/** A printed name against the zone's. */
export function compareNames(names: { primary: string; secondary?: string; zone: string }): "equal" | "equal_by_transliteration" | "truncated" | "different";

export interface Explanation {
  meaning: string;
  honest_causes: string;
  next_steps: string;
  clause: string;
}

/** What a check or a code means, why it can fail honestly, and what to do next. */
export function explain(word: string): Explanation | undefined;

/** Who may have signed a master list: exactly one of the three, there is no default. */
export type MasterListSigner =
  | { signer: Bytes; anySigner?: undefined; signedByStore?: undefined }
  | { anySigner: true; signer?: undefined; signedByStore?: undefined }
  | { signedByStore: true; signer?: undefined; anySigner?: undefined };

/** What an input of trust is. */
export type Content =
  | "certificate" | "crl" | "master_list" | "deviation_list" | "defect_list" | "bundle" | "pem" | "ldif" | "zip" | "other";

/** What an input may bring: self-signed certificates as anchors (the default), only what counts under anchors, or lists of revocations. */
export type Allow = "anchors" | "under_anchors" | "revocation";

/** What became of an input: every entry is added, known or rejected with why. */
export interface Import {
  /** `null` if the input was not recognised or was handed over as one kind. */
  content: Content | null;
  added: number;
  known: number;
  /** `path` says where the entry lies, such as `#3` or `/list.ml#3`; it is empty for the whole input. */
  rejected: { entry: number; path: string; code: Code; text: string; told: { message: string; facts: Record<string, unknown> } }[];
  /** How many more were rejected than are told. */
  untold: number;
}

export type Imported = "root" | "link" | "waiting_link" | "document_signer" | "crl" | "known" | "other";

/** What the caller trusts. Nothing is bundled and nothing is fetched. */
export class TrustStore {
  constructor();
  /** Adds a certificate in DER as what it is, and says what it was taken for. */
  addCertificate(der: Bytes): Imported;
  /**
   * Adds a certificate, a revocation list, a master, deviation or defect list, a PKCS #7 bundle, PEM of any of them, LDIF or
   * a ZIP archive of such files, recognised by its structure. Nothing gives more than `allow`; a file named `.ml`, `.crl` or
   * `.dl` brings no anchor of its own; master lists need a word on their signers. Never throws for what the input holds.
   */
  add(name: string, input: string | Bytes, allowed?: { allow?: Allow } & Partial<MasterListSigner>): Import;
  /** What an input is, as `add` recognises it. */
  static recognise(input: Bytes): Content | undefined;
  addPem(pem: string | Bytes): Import;
  addMasterList(der: Bytes, trust: MasterListSigner): Import;
  /** Adds a PKD export; the master lists in it only with a word on their signers. */
  addLdif(ldif: string | Bytes, trust?: MasterListSigner): Import;
  addCrl(der: Bytes): Imported;
  /** Adds a deviation list, or a defect list (BSI TR-03129-2). It counts once an anchor vouches for its signer. */
  addDeviationList(der: Bytes): Import;
  readonly anchors: number;
  readonly documentSigners: number;
  readonly crls: number;
  readonly masterLists: number;
  readonly deviationLists: number;
  /** Anchors by State, in two letters. */
  readonly states: Record<string, number>;
  /** The trusted CSCA certificates, in the order in which they came to be trusted. */
  readonly anchorList: Anchor[];
  /** The country of each link certificate to which nothing in the store leads; empty where it names none. They are no anchors. */
  readonly waitingLinks: string[];
  /** Gives the memory back at once. The store is of no use afterwards. */
  free(): void;
}

/** A CSCA certificate that is trusted. */
export interface Anchor {
  /** The subject's country, in two letters; empty if it names none. */
  country: string;
  kind: "root" | "link";
  subject: string;
  /** In hexadecimal. */
  serial: string;
  /** Such as `RSA-4096` or `brainpoolP256r1`. */
  key: string;
  /** RFC 3339. */
  not_before: string;
  not_after: string;
}

export type PolicyName = "icao" | "archive" | "strict";

export interface Policy {
  /** `icao` by default. */
  name?: PolicyName;
  /** A policy written in TOML, instead of a name. */
  toml?: string;
  /** Weights by check id, such as `{ "ds.revocation": "optional" }`. */
  weights?: Partial<Record<CheckId, Weight>>;
  /** Ids of checks that find something to look at in every document: without it they are `undetermined`. */
  expects?: CheckId[];
  /** Codes of deviations to tolerate. */
  tolerate?: DeviationCode[];
  /** Codes of deviations to refuse. */
  refuse?: DeviationCode[];
}

/** The files of a terminal's records. */
export type RecordName = "active_auth.json" | "chip_auth.json" | "pace_cam.json" | "access.json";

export interface DocumentInput {
  /** The printed zone, lines parted by a newline. */
  mrz?: string | null;
  /**
   * The seal: the bytes of its barcode, or the text of one that holds text. Judged by `doc9303/full` alone, `module.small` elsewhere. A
   * reader of barcodes must hand over bytes: text that it guessed loses some of them.
   */
  seal?: string | Bytes | null;
  /** The zone of a visa, beside that of its passport in `mrz`. A visa of its own stands in `mrz`. Judged by `doc9303/full` alone. */
  visaMrz?: string | null;
  /**
   * The virtual component of a Digital Travel Credential that is bound to a passport (ICAO TR DTC-VC, type 1), or the mapping of a chip's
   * files into a Photo ID (ISO/IEC TS 23220-4). Without `files` its own are judged in the place of a chip, and `combined.dtc_chip` stays
   * open, since a copy proves no chip; with `files` both must hold the same. Judged by `doc9303/full` alone.
   */
  dtc?: Bytes | null;
  /** The chip's files by name as readers write it: `EF.SOD`, `DG1`, `EF_DG2.bin`, `0101`. */
  files?: Partial<Record<FileName | (string & {}), Bytes>>;
  activeAuth?: { challenge: Bytes; response: Bytes; expectedChallenge?: Bytes | null } | null;
  /** What the terminal did in Chip Authentication, and the exchanges after it, the first under the new keys first. */
  chipAuth?: {
    oid: string;
    keyId?: number | null;
    terminalPrivateKey: Bytes;
    exchanges: { command: Bytes; response: Bytes }[];
  } | null;
  /** What the terminal saw of PACE with Chip Authentication Mapping; the data decrypted and without padding. */
  paceCam?: {
    oid: string;
    parameterId: number;
    chipMappingPublicKey: Bytes;
    chipAuthenticationData: Bytes;
  } | null;
  /**
   * The same records as a terminal writes them, JSON by the names of their files. A record that is given twice is refused
   * with `argument.records`.
   */
  recordFiles?: Partial<Record<RecordName, string | Bytes>>;
  /**
   * Whose terminal made the records: the caller's own, just now, or that of somebody who handed
   * them over and could have written or kept them. `handed_over` by default.
   */
  records?: "own_terminal" | "handed_over" | null;
  /** The challenge that the caller chose for Active Authentication, known to them apart from the record. */
  activeAuthChallenge?: Bytes | null;
  /** How the chip was opened and, where the terminal says it, how the session went. */
  access?: {
    protocol: "PACE" | "BAC" | "none";
    password?: "MRZ" | "CAN" | null;
    /** Every protocol that was tried, in order; `error` is null for the one that opened the chip. */
    attempts?: { protocol: "PACE" | "BAC" | "none"; variant?: string; error: string | null }[];
    /** Whether every answer after the chip was opened came protected. */
    protectedToEnd?: boolean | null;
    /** What Terminal Authentication lets the terminal read, such as `EF.DG3`. */
    terminal?: { mayRead: string[] } | null;
  } | null;
  /** Without it nobody is trusted. */
  trust?: TrustStore;
  /** `icao` by default. */
  policy?: PolicyName | Policy;
  /** The time of inspection. The package reads no clock. */
  at: Moment;
  /** Leave the document's own data out of the report. */
  redact?: boolean;
}

export interface CheckResult {
  check: CheckId;
  outcome: Outcome;
  weight: Weight;
  /** Whether the result counts towards the verdict. */
  counts: boolean;
  /** For every outcome but `successful`. */
  reason?: { code: Code; text: string; message: string; facts: Record<string, unknown> };
  clause: string;
  /** The zone that the result is on, if it is not the printed one of the document. */
  source?: "dg1" | "visa";
}

export interface Deviation {
  code: DeviationCode;
  structure: string;
  offset?: number;
  text: string;
  /** The id of the sentence and what it says it of: `say(words, deviation)` says it in another language. */
  message: string;
  facts: Record<string, unknown>;
}

export interface ChainLink {
  role: "document_signer" | "csca" | "csca_link" | "seal_signer";
  subject: string;
  issuer: string;
  serial: string;
  sha256: string;
  not_before: string;
  not_after: string;
  key: string;
}

/** What one file of the chip says, and whether passive authentication vouches for it: if not, anybody may have written it. */
export interface Told {
  file: string;
  authenticated: boolean;
  /** Why the file cannot be read; nothing else of it is told then. */
  error?: { code: Code; text: string };
}

/** A picture, without its octets. */
export interface Picture {
  standard?: "ISO/IEC 19794-5" | "ISO/IEC 39794-5";
  format?: "JPEG" | "JPEG 2000" | "JPEG 2000 codestream" | "PNG";
  width?: number;
  height?: number;
  /** Octets. */
  size: number;
}

export interface Pictures extends Told {
  images?: Picture[];
}

/** Elements that the standard does not name, or that stand there again, and the tags of texts read as Latin-1. */
export interface OtherElements {
  others?: { tag: string; size: number; hex?: string }[];
  latin_1?: string[];
}

/** EF.DG11. Dates are `YYYYMMDD`, with zeros for what is unknown. */
export interface PersonalDetails extends Told, OtherElements {
  full_name?: string;
  other_names?: string[];
  personal_number?: string;
  date_of_birth?: string;
  place_of_birth?: string;
  address?: string;
  telephone?: string;
  profession?: string;
  title?: string;
  personal_summary?: string;
  proof_of_citizenship?: { size: number };
  other_travel_documents?: string;
  custody?: string;
}

/** EF.DG12. Dates are `YYYYMMDD`, times `YYYYMMDDhhmmss`. */
export interface DocumentDetails extends Told, OtherElements {
  issuing_authority?: string;
  date_of_issue?: string;
  other_persons?: string[];
  endorsements?: string;
  tax_exit?: string;
  front_image?: { size: number };
  rear_image?: { size: number };
  personalization_time?: string;
  personalization_serial?: string;
}

/** What the files of the chip say of holder and document, as far as they were given. */
export interface Details {
  portraits?: Pictures;
  displayed_portraits?: Pictures;
  signatures?: Pictures;
  personal?: PersonalDetails;
  document?: DocumentDetails;
  persons_to_notify?: Told & { persons?: { recorded_on?: string; name?: string; telephone?: string; address?: string }[] };
}

/** How a seal is signed. */
export interface SealFacts {
  /** `unknown` where it cannot be read; then the report has no `document.seal`. */
  kind: "vds" | "idb" | "vds_nc" | "unknown";
  /** The profile of a visible digital seal, such as `visa`. */
  profile?: string;
  /** Which bytes the signature covers; absent if it does not verify. */
  reading?: "standard" | "with_certificate" | "canonical" | "as_sent";
  /** By what the seal and the given zone agree: all of the zone or the number alone. Absent where they were not compared or differ. */
  compared?: "zone" | "number";
  /** How far the seal may be relied on (Doc 9303-13 Table D.1). */
  trust_level: "trustable" | "medium_fraud_potential" | "high_fraud_potential";
  /** From the signer up. */
  chain: ChainLink[];
}

/** Start and end among the bytes of a barcode: from zero, the end not included. */
export type Place = [start: number, end: number];

/** One thing that a seal says. */
export interface SealFeature {
  tag?: number;
  /** Where it stands in JSON. */
  path?: string;
  /** Absent for one that its profile does not know. */
  name?: string;
  /** A text, bytes in hexadecimal, a number, the lines of a zone, or what lies within. */
  value: string | number | string[] | SealFeature[];
  range: Place;
}

/** What a seal says. Whether it is true is for the results to say. */
export interface SealContent {
  issuing_state?: string;
  signer?: string;
  reference?: string;
  issued?: string;
  signed?: string;
  type?: string;
  document_type?: string;
  header?: Place;
  signature?: Place;
  features: SealFeature[];
}

/** Schema `doc9303-report/1`. */
export interface Report {
  schema: "doc9303-report/1";
  verdict: Outcome;
  at: string;
  policy: string;
  /** The checks that decide the verdict; some of them may have no result because they were not made. */
  decisive: CheckId[];
  groups: Partial<Record<Group, Outcome>>;
  results: CheckResult[];
  deviations: Deviation[];
  evidence: {
    chain: ChainLink[];
    signature?: { algorithm: string; digest: string; key: string };
    /** If a seal was given. */
    seal?: SealFacts;
    trust: { anchors: number; sha256: string };
    software: { name: string; version: string };
  };
  /** Absent when redacted. */
  document?: {
    mrz?: Mrz;
    seal?: SealContent;
    files: { file: FileName; size: number; sha256: string }[];
    details?: Details;
  };
}

/** Judges a document. A bad document is a report, never an error. */
export function inspect(document: DocumentInput): Report;
/** The same report as text, byte for byte that of the Rust library. */
export function inspectToJson(document: DocumentInput): string;

/**
 * The name in Doc 9303 of a file, such as `EF.DG1`: by its name in the spelling of any reader, or by its content where the
 * name says nothing and the content leaves no doubt. `undefined` if it is no file of a chip.
 */
export function recogniseFile(name: string, content: Bytes): FileName | undefined;

/**
 * The kind of a terminal's record by the name of its file, in any case; `undefined` for any other name. Throws
 * (`file.malformed`, `limit.size`) if the content is not such a record.
 */
export function recogniseRecord(name: string, record: string | Bytes): RecordName | undefined;

/** The lines of the zone in DG1, parted by a newline. It is the chip's word until a report authenticates the file. Throws if there is none. */
export function zoneOfDg1(dg1: Bytes): string;

/**
 * What `<doc9303-report>` draws beside the report: the printed zone, the seal, the zone in DG1 and the portrait in DG2, as far as they are there
 * and can be read. Why one cannot be read is in the report.
 */
export function inputsOf(document: Pick<DocumentInput, "mrz" | "seal" | "files">): { zone?: string; seal?: Uint8Array; chipZone?: string; portrait?: Uint8Array };

/** The first face in DG2 as it stands there, for `decodeFace` of `doc9303/pictures`; `undefined` if there is none. Throws if the file is not DG2. */
export function faceOfDg2(dg2: Bytes): Uint8Array | undefined;

/** The first face in DG2 that browsers show, as JPEG or PNG; `undefined` if there is only JPEG 2000. Throws if the file is not DG2. */
export function portraitOfDg2(dg2: Bytes): Uint8Array | undefined;

/** An element of a file: tag, and where it, its content and its end lie. */
export interface Element {
  depth: number;
  tag: number;
  start: number;
  content: number;
  end: number;
}

/** The first 20,000 elements of a file in the order of its bytes, as far as they can be read, and how many more there are. */
export function elementTree(file: Bytes): { elements: Element[]; untold: number };
/** The elements of `elementTree` alone. */
export function elements(file: Bytes): Element[];

/** Every check that a report can hold. */
export function checks(): { id: CheckId; holds: string; clause: string; weight: Weight; group: Group }[];
/** Every code that a reason, a deviation or an error about bytes can carry. */
export function codes(): { code: Code | DeviationCode; meaning: string }[];
/** What a language file of the package (`doc9303/languages/de.js`, `doc9303/languages/de.json`) holds. */
export interface Words {
  messages: Record<string, string>;
  phrases: Record<string, string>;
}
/** A sentence as data: its id, its facts, and its English. */
export interface Sentence {
  message: string;
  facts: Record<string, unknown>;
  text?: string;
}
/** What a reason, a deviation or an error says, in the words of a language; the English where the language has no other. */
export function say(words: Words, told: Sentence): string;
export function version(): string;
