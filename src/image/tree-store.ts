import type { BinaryFacts } from '../binary/binary-facts.ts';
import type { Provenance } from './file-tree.ts';
import type { Resolvable } from './resolve-path.ts';

export interface StoredEntry extends Resolvable {
  readonly size: number;
  readonly mode: number;
  readonly provenance: Provenance | null;
}

/**
 * Where a tree's entries come from: layers, a folder, an engine, a disk. Paths have no leading slash, and none of their
 * parents is a symlink. Every function rejects with an `InputProblem` where the answer can't be known.
 */
export interface TreeStore<Entry extends StoredEntry = StoredEntry> {
  look(path: string): Promise<Entry | null>;
  /** The names in a directory, sorted bytewise. */
  names(path: string, directory: Entry): Promise<readonly string[]>;
  /** All bytes of a file; at most `entry.size` of them matter. */
  content(path: string, file: Entry): Promise<Uint8Array>;
  binary(path: string, file: Entry): Promise<BinaryFacts>;
}
