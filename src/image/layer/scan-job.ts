import type { BinaryFacts } from '../../binary/binary-facts.ts';
import type { FileExtent } from '../byte-source.ts';
import type { Compression } from '../compression/sniff.ts';
import type { EntryList } from '../tar/entry-list.ts';

/** A file of a layer that is to be had in a second pass, by where its content begins in the uncompressed tar. */
export interface WantedFile {
  readonly offset: number;
  readonly size: number;
  readonly as: 'content' | 'binary';
}

export interface ScanOptions {
  /** Base names of programs whose bytes are looked through for a version. */
  readonly interests: readonly string[];
  /** Hash what comes out of decompression. */
  readonly hashContent: boolean;
  /** Also hash the bytes as they are stored, not only what comes out of them. */
  readonly hashStored: boolean;
  /** Second pass: only these files, and no further than the last of them. Null: the whole layer. */
  readonly wanted: readonly WantedFile[] | null;
}

/** One pass over a stretch of a file; can be handed to another thread. */
export interface ScanJob {
  /** `layer`: a tar of files. `archive`: a compressed tar which holds layers. */
  readonly kind: 'layer' | 'archive';
  /** What is read, for messages. */
  readonly where: string;
  readonly extent: FileExtent;
  readonly options: ScanOptions;
  /** Of an archive: the one entry that a second pass is about. */
  readonly entry: string | null;
}

/** Everything that one pass over a layer found. */
export interface LayerScan {
  readonly compression: Compression;
  readonly entries: EntryList;
  /** By the offset of the content. */
  readonly contents: ReadonlyMap<number, Uint8Array>;
  readonly binaries: ReadonlyMap<number, BinaryFacts>;
  /** `sha256:…` of the uncompressed bytes; null after a second pass, and where nobody asked for it. */
  readonly diffId: string | null;
  /** `sha256:…` of the bytes as stored, if it was asked for. */
  readonly storedDigest: string | null;
  /** Uncompressed. */
  readonly bytes: number;
  /** The two zero blocks that end a tar were there. */
  readonly ended: boolean;
}

/** An entry of an archive that was read in one pass. */
export interface ArchiveEntry {
  /** Normalised. */
  readonly name: string;
  readonly size: number;
  /** Of a link: the normalised path that it leads to. */
  readonly link: string | null;
  /** Of a small file that is no layer. */
  readonly bytes: Uint8Array | null;
  /** Of an entry that is a tar, or a compressed file. */
  readonly layer: LayerScan | null;
  /** Why the entry, which looks like a layer, could not be read as one. */
  readonly problem: string | null;
}

export interface ArchiveScan {
  readonly compression: Compression;
  readonly entries: readonly ArchiveEntry[];
}

export type ScanOutcome =
  | { readonly ok: true; readonly layer: LayerScan; readonly archive: null }
  | { readonly ok: true; readonly layer: null; readonly archive: ArchiveScan }
  | { readonly ok: false; readonly problem: string };
