import type { BinaryFacts } from '../binary/binary-facts.ts';

/** Which layer of an image put a file there. */
export interface Provenance {
  /** Counts from 1, the lowest layer first. */
  readonly layer: number;
  /** How many layers the image has. */
  readonly layers: number;
  /** The layer's diff ID (digest of its uncompressed tar), `sha256:…`. */
  readonly diffId: string | null;
  /** The build step of the image's history that made the layer, as recorded; hostile text. */
  readonly createdBy: string | null;
}

export type EntryKind = 'file' | 'directory' | 'symlink' | 'other';

export interface TreeEntry {
  /** Absolute, every symlink on the way resolved. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Bytes; 0 for anything but a file. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** The target as written, for a symlink (only `lstat` shows one). */
  readonly linkTarget: string | null;
  /** Null where there are no layers (a folder, a plain tar, a disk). */
  readonly provenance: Provenance | null;
}

/**
 * Why a path gives nothing. `absent` is a fact about the image; every other reason means that the answer is not known.
 * - `absent`: no such file, a dangling link, or a parent that is no directory
 * - `loop`: more than 40 symlinks
 * - `not-a-file`, `not-a-directory`: it is there, but of another kind
 * - `too-large`: larger than the caller allows
 * - `unreadable`: permission, an input error, a sparse file: `detail` says it
 */
export interface TreeFailure {
  readonly ok: false;
  readonly reason: 'absent' | 'loop' | 'not-a-file' | 'not-a-directory' | 'too-large' | 'unreadable';
  readonly path: string;
  readonly detail: string;
}

export type StatResult = { readonly ok: true; readonly entry: TreeEntry } | TreeFailure;
export type ReadResult = { readonly ok: true; readonly entry: TreeEntry; readonly bytes: Uint8Array } | TreeFailure;
/** `names` are sorted bytewise, without `.` and `..`. */
export type ListResult = { readonly ok: true; readonly path: string; readonly names: readonly string[] } | TreeFailure;
export type BinaryResult = { readonly ok: true; readonly entry: TreeEntry; readonly facts: BinaryFacts } | TreeFailure;

/**
 * The root file system of a node, whatever form it came in. Paths are absolute with `/` between the parts; symlinks are
 * followed inside the root (absolute ones start at the root again, `..` stops there). Nothing here throws for anything
 * that an image can contain.
 */
export interface FileTree {
  /** Follows symlinks. */
  stat(path: string): Promise<StatResult>;
  /** Does not follow the last component. */
  lstat(path: string): Promise<StatResult>;
  /** A regular file's bytes; `maxBytes` defaults to 1 MiB. */
  read(path: string, maxBytes?: number): Promise<ReadResult>;
  list(path: string): Promise<ListResult>;
  /** What a program's own bytes say of its version; the program is never run. */
  binary(path: string): Promise<BinaryResult>;
}
