import type { Dialect } from '../pattern/parse.ts';

/** A line after an edit, and which line (from 0) it was before; null for a new one. */
export interface EditedLine {
  readonly text: string;
  readonly from: number | null;
}

/** What an edit looks for. */
export interface Wanted {
  readonly source: string;
  readonly dialect: Dialect;
  /** `literal`: the source is the text itself. */
  readonly literal: boolean;
  readonly ignoreCase: boolean;
  /** `anchor`: it only says where something is put. */
  readonly role: 'replaced' | 'anchor';
}

/** A change to a file's text that a command or task of the repository makes. */
export interface Edit {
  /** `sed`, `lineinfile`, `strings.ReplaceAll`. */
  readonly tool: string;
  readonly wanted: readonly Wanted[];
  /** The text that it puts in, with references to groups as written. */
  readonly writes: readonly string[];
  /** The file after the edit; null where that can't be told. */
  readonly apply: ((lines: readonly string[]) => readonly EditedLine[] | null) | null;
  /** False where the result goes nowhere: `sed` without `-i`. */
  readonly keeps: boolean;
  /** Why it goes nowhere, where it is for another reason. */
  readonly idle?: string;
}
