import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';

/** One word of a command line, after all expansion. */
export interface Argument {
  readonly text: string;
  /** The lines that it comes from, the deciding one first: an ExecStart line, or the variable's assignment. */
  readonly origins: readonly Location[];
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly origin: Location | null;
}

/**
 * - `loaded`: systemd would start `command`
 * - `not-found`: there is no fragment
 * - `masked`
 * - `refused`: systemd would not start it; `reason` says why
 */
export type UnitState = 'loaded' | 'not-found' | 'masked' | 'refused';

/** What systemd makes of a service unit and its drop-ins. */
export interface UnitAnswer {
  readonly name: string;
  readonly state: UnitState;
  readonly reason: Observation | null;
  /** The unit file, symlinks resolved. */
  readonly fragment: string | null;
  /** In the order in which they apply. */
  readonly dropIns: readonly string[];
  readonly command: {
    readonly program: string;
    readonly arguments: readonly Argument[];
    /** The ExecStart= line. */
    readonly location: Location;
  } | null;
  readonly workingDirectory: string | null;
  readonly environment: readonly EnvironmentVariable[];
  /** The variables that the command line asks for, set or not. */
  readonly variablesUsed: readonly string[];
  /** Those of them that stand for whole arguments, `$NAME`, of which there may then be several. */
  readonly variablesAsWords: readonly string[];
  /** The environment files that were read. */
  readonly environmentFiles: readonly string[];
  readonly observations: readonly Observation[];
  /** What could not be worked out (an unreadable file, a specifier that only a running system knows). */
  readonly doubts: readonly Observation[];
}
