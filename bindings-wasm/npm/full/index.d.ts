import type { Bytes, DocumentInput, FileName, ModuleSource, RecordName } from "../index.js";

export * from "../index.js";

/** Loads the full module: from beside the package without an argument. Await it once before anything else. */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** What the terminal was doing. */
export type Step =
  | "select.application" | "select.file" | "read.file" | "get_challenge" | "bac" | "pace.set" | "pace.nonce" | "pace.mapping"
  | "pace.agreement" | "pace.token" | "chip_auth" | "active_auth" | "terminal_auth";

/** Why a chip, a file or a proof could not be read. */
export interface ReadError {
  /**
   * `lost`: it left the field. `refused`: it answered with an error. `malformed`: the answer has not the form of the protocol.
   * `messaging`: secure messaging failed, and the session is over. `not_proved`: it does not know the password or its key.
   * `unsupported`: it announces nothing that is known here.
   */
  code:
    | "lost" | "refused" | "malformed" | "messaging" | "not_proved" | "unsupported" | "file.truncated" | "file.too_large"
    | "file.not_granted" | "limit.commands" | "limit.bytes" | "randomness" | "no_password";
  text: string;
  step?: Step;
  /** The status of two bytes, in hexadecimal, with `refused`. */
  status?: string;
  /** What `transmit`, or `reconnect` after it, was rejected with, with `lost`; what `sign` was rejected with, in `terminal_auth`. */
  cause?: unknown;
}

/** A protocol that was tried to open the chip. */
export interface Attempt {
  protocol: "PACE" | "BAC" | "none";
  /** Such as `PACE-GM brainpoolP256r1 AES-128`. */
  variant: string;
  /** Why it did not open the chip; `null` if it did. */
  error: ReadError | null;
}

/** What happens while a chip is read. */
export type ReadEvent =
  | { type: "access"; attempt: Attempt }
  | { type: "progress"; file: FileName; read: number; size: number }
  | { type: "file"; file: FileName; bytes: Uint8Array }
  | { type: "notRead"; file: FileName; error: ReadError }
  | { type: "proof"; step: Step; variant: string }
  | { type: "proofFailed"; step: Step; error: ReadError };

/** What can break a reading off: an `AbortSignal`, in the words that Node and browsers share. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: any;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface ReadOptions {
  /** The printed zone, which opens the chip. */
  mrz?: string | null;
  /** The card access number, as it is printed. It opens the chip before the zone does. */
  can?: string | null;
  /** What the zone opens the chip with, where there is no more of it: the number as printed, the dates as `YYMMDD`. */
  key?: { documentNumber: string; birthDate: string; expiryDate: string } | null;
  /** The files to read, in this order. Without it everything that the chip lists and gives to everyone. */
  files?: (FileName | (string & {}))[] | null;
  /** Whether `transmit` carries commands of extended length. */
  extended?: boolean;
  /** Whether to try Basic Access Control when PACE failed. The report tells it as a downgrade. */
  allowBacAfterPace?: boolean;
  /** Whether the chip is asked to prove its keys; it is, unless this says otherwise. */
  chipAuthentication?: boolean;
  activeAuthentication?: boolean;
  /** The eight bytes that the chip signs; chosen at random without it. */
  activeAuthChallenge?: Bytes | null;
  /** What the terminal is certified for: EF.DG3 and EF.DG4 are read as far as it grants them. */
  terminal?: Terminal | null;
  /**
   * Waits for a chip that left the field: reading goes on where it broke off, up to three times. Gives false for one that does not come
   * back, or rejects.
   */
  reconnect?: () => Promise<boolean> | boolean;
  onEvent?: (event: ReadEvent) => void;
  signal?: Signal | null;
}

/** What a terminal's key signs in Terminal Authentication. */
export interface SigningRequest {
  /** What is signed, before it is hashed. */
  message: Uint8Array;
  /** What the terminal's certificate names, such as `id-TA-ECDSA-SHA-256`. */
  algorithm: string;
  /** The name of the key: that of the holder of the certificate, such as `UTGATE01A0001`. */
  key: string;
}

/** A terminal that States have certified. */
export interface Terminal {
  /**
   * Card verifiable certificates, each in its bytes and in any order: the terminal's, those of its verifiers and those of the
   * certification authorities with their links.
   */
  certificates: Bytes[];
  /**
   * Signs, so that the key can stay in a module: r and s side by side, each as long as the order of the curve, or the number of RSA as
   * long as the modulus. Gives `null` or rejects where the key cannot sign; the rest of the chip is read then.
   */
  sign: (request: SigningRequest) => Promise<Bytes | null> | Bytes | null;
}

/** What reading a chip brought. It crosses to and from workers. */
export interface ChipReading {
  /** Files and records for `inspect({ ...reading.document, trust, at })`. */
  document: Required<Pick<DocumentInput, "files" | "recordFiles" | "records">> & {
    files: Partial<Record<FileName, Uint8Array>>;
    recordFiles: Partial<Record<RecordName, string>>;
  };
  /** How the chip was opened; `null` if it was not. */
  access: { protocol: "PACE" | "BAC" | "none"; password: "MRZ" | "CAN" | null } | null;
  attempts: Attempt[];
  /** The files that were asked for and not read. */
  notRead: { file: FileName; error: ReadError }[];
  /** The proofs that were performed, and what each was in words. What they are worth is for `inspect` to say. */
  proofs: { step: Step; variant: string }[];
  /** The proofs that were tried and failed. */
  failures: { step: Step; error: ReadError }[];
  /** Whether every answer since the chip was opened was protected. */
  isProtectedToEnd: boolean;
  /** How often the chip left the field and came back. */
  resumed: number;
  /** Why reading ended early, or `null`. What was read until then is there. */
  error: ReadError | null;
  /** What went over the air, and what for. `response` is `null` where the chip was lost. */
  exchanges: { step: Step; file: FileName | null; command: Uint8Array; response: Uint8Array | null }[];
  /** All of it as JSON for `replaySession`. Password and keys are in it: it is as private as the document. */
  session: string;
}

/**
 * Reads a chip: opens it with PACE or Basic Access Control, has it prove its keys, and reads its files. `transmit` sends a command
 * to the chip and gives its response, the status of two bytes at the end. A promise that it rejects is a chip that left the field.
 * A chip that cannot be read to the end is told in `error`. Throws for arguments that cannot be meant, and the reason of `signal`.
 */
export function readChip(transmit: (command: Uint8Array) => Promise<Bytes> | Bytes, options: ReadOptions): Promise<ChipReading>;

/**
 * Reads a chip again from a session that was kept. `records` says whose terminal made it: the caller's, or that of somebody who
 * could have written it, which is so unless said otherwise. Throws `session.differs` for one that was changed, `session.withheld`
 * for a log.
 */
export function replaySession(session: string | Bytes, options?: { records?: "own_terminal" | "handed_over" }): ChipReading;

/** How a session went, as JSON without anything personal. It proves nothing any more, and says so. */
export function sessionLog(session: string | Bytes): string;
