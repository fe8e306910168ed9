import type { Bytes, DocumentInput } from "../index.js";
import type { FileName } from "../names.js";

/** A file by its name or path. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
  /**
   * Why there is no more of it: what kept an archive packed (`zip_encrypted`, `zip_nested`, `office` and so on), or `file.not_read`, without
   * bytes, for a link to a folder or to nothing. Such a file is among the others.
   */
  code?: string;
}

/** A file as browsers and Node have it. */
export interface FileLike {
  readonly name: string;
  readonly size: number;
  readonly webkitRelativePath?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The files of an archive. Its error's `code` says why there are none: `zip_encrypted`, `zip_truncated` and so on, or `argument.type`. */
export function readZip(bytes: Bytes): Promise<NamedBytes[]>;
/**
 * The files of a `FileList` or an array of `File`, and those of the ZIP archives among them. Throws `limit.count` for more than
 * 2000 files, `limit.size` for one of more than 64 MB, or for all of more than 256 MB together.
 */
export function readList(files: Iterable<FileLike> | ArrayLike<FileLike>): Promise<NamedBytes[]>;
/**
 * Only in Node: the files of a folder, however deep, and those of the ZIP archives among them. Links to files are followed. Its
 * bounds are those of `readList`, with folders counted as files.
 */
export function readFolder(path: string): Promise<NamedBytes[]>;

/** Files by what they are. The first four are parts of what `inspect` takes; a seal is for that of `doc9303/full`. */
export interface Sorted {
  mrz?: string;
  /** What the barcode of a seal holds: hexadecimal is read. */
  seal?: Uint8Array;
  files: Partial<Record<FileName, Uint8Array>>;
  recordFiles: NonNullable<DocumentInput["recordFiles"]>;
  /** What trust is kept in: `for (const { name, bytes } of trust) store.add(name, bytes)` if it comes from where trust comes from. */
  trust: NamedBytes[];
  /** What is none of it. */
  others: NamedBytes[];
}

/** Sorts the files of one document. Throws `argument.file` for files of two; `init()` must have been awaited. */
export function sortFiles(entries: NamedBytes[]): Sorted;
