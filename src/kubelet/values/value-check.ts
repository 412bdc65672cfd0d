import type { Location } from '../../text/position.ts';
import type { Settings } from './settings.ts';

/** One thing that has to be true of a configuration for the kubelet to start. */
export interface ValueCheck {
  /** What it looks at; the first is the one to blame. */
  readonly fields: readonly string[];
  /** The minor releases that check it, both included; without a first it is 1.20 or older. */
  readonly since?: number;
  readonly until?: number;
  /** What the first field has to do, as in `be at least 0`. */
  readonly must: string;
  isWrong(settings: Settings): boolean;
  /** Where the value to blame stands, if not where the first field does. */
  place?(settings: Settings): Location | null;
}
