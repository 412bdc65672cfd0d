import type { Provenance } from '../../image/file-tree.ts';
import type { Location } from '../../text/position.ts';
import type { RepoKind } from '../../verdict/report.ts';

/**
 * What a finding is about, which tells the edits that were meant to prevent it.
 * - `runtime-driver`, `kubelet-driver`: a driver is not what it should be
 * - `cri`: containerd's CRI plugin is switched off
 * - `line`: something else about its line
 */
export type Subject = 'runtime-driver' | 'kubelet-driver' | 'cri' | 'line';

/** A place in the image whose source is looked for. */
export interface Question {
  readonly subject: Subject;
  /** Null where the finding has no line, such as for a file that is not there. */
  readonly location: Location | null;
  /** The file's path in the image, also where the file is not there. */
  readonly path: string;
  /** The file's content; null where it is not there or cannot be read. */
  readonly bytes: Uint8Array | null;
  readonly provenance: Provenance | null;
}

/**
 * How a line of the repository made the image's.
 * - `line`: it is that line
 * - `template`: an expression or condition of it decides
 * - `edit`: it was meant to change the file, or changed it
 * - `step`: it generates, brings or removes the file
 */
export type SourceKind = RepoKind;

export interface Answer {
  readonly repo: Location | null;
  readonly kind: SourceKind | null;
  /** One or two sentences without a final full stop; null where there is nothing to say. */
  readonly note: string | null;
  /** Where several lines could have made it. */
  readonly candidates: readonly Location[];
}

/** A possible source, before it is compared with the others. */
export interface Candidate {
  readonly location: Location;
  readonly kind: SourceKind;
  readonly note: string | null;
  /** Whether its file only shows or tries something out. */
  readonly aside: boolean;
}

/** How many are listed where several could be meant. */
export const MOST_CANDIDATES = 5;
