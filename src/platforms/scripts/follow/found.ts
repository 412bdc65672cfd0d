import { observe } from '../../../text/observation.ts';
import type { Location } from '../../../text/position.ts';
import type { BootDoubt, BootDoubtKind } from '../../observations.ts';
import type { StartedPath } from '../commands/started-paths.ts';
import { bothOf, type Side, type Writes } from '../decisive-files/decisive-files.ts';
import type { FileKind } from '../made-files/file-kinds.ts';
import type { Placement } from '../made-files/placements.ts';
import { type BootText, locationIn } from './boot-text.ts';
import type { Written } from './trail.ts';

/** A file that a text starts, or names. */
export interface Start extends StartedPath {
  /** How its commands are found in it; null for a script. */
  readonly fileKind: FileKind | null;
  readonly from: BootText;
  /** Where it does. */
  readonly line: number;
  /** The folder that it runs in; null where that is not known. */
  readonly cwd: string | null;
  /** The text goes on with the variables that the file sets. */
  readonly sourced: boolean;
}

/** What is found in a text, in the order in which it stands there. */
export type Found =
  | { readonly kind: 'doubt'; readonly doubt: BootDoubt }
  | { readonly kind: 'text'; readonly text: BootText }
  | { readonly kind: 'start'; readonly start: Start }
  /** A file whose lines are taken for names: a doubt where it names one that decides a driver. */
  | { readonly kind: 'list'; readonly path: string; readonly doubt: BootDoubt }
  /** Every package of the image is brought up to date. */
  | { readonly kind: 'upgrade'; readonly program: string; readonly at: Location }
  | {
      readonly kind: 'placement';
      readonly placement: Placement;
      readonly doubt: BootDoubt;
      readonly from: BootText;
      readonly line: number;
    };

export interface Look {
  /** What the text's own commands write; null for nothing. */
  readonly written: Written | null;
  readonly found: readonly Found[];
}

/** What a text writes, from its first line that does. */
export function writtenBy(text: BootText, sides: ReadonlySet<Side>, line: number | null): Written | null {
  const writes = bothOf(sides);
  return writes === null ? null : { writes, at: locationIn(text, line ?? text.line) };
}

/** A doubt about what a command does. */
export function changed(kind: BootDoubtKind, location: Location, program: string, writes: Writes): BootDoubt {
  return observe(kind, location, { program, writes });
}

/** A text that could not be read as commands and names a file that decides. */
export function unclear(text: BootText, line: number, writes: Writes): Found {
  return doubtful(observe('boot-script-unclear', locationIn(text, line), { path: text.path, writes }));
}

export function doubtful(doubt: BootDoubt): Found {
  return { kind: 'doubt', doubt };
}
