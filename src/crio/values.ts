import { goInteger } from '../containerd/go/strconv.ts';
import { observe } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { CrioObservation } from './answer.ts';

/** A value that CRI-O looks at before it starts, and where it stands. */
export interface CheckedValue {
  /** Its key in the file. */
  readonly key: CheckedKey;
  readonly value: string;
  readonly location: Location | null;
}

export type CheckedKey = 'log_level' | 'image_volumes' | 'log_size_max';

const LEVELS: ReadonlySet<string> = new Set(['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace']);

const TAKEN: Readonly<Record<CheckedKey, (value: string) => boolean>> = {
  log_level: (value) => LEVELS.has(value.toLowerCase()),
  image_volumes: (value) => ['mkdir', 'ignore', 'bind'].includes(value),
  log_size_max: (value) => goInteger(value) < 0 || goInteger(value) >= 8192,
};

/**
 * The first value that CRI-O does not take, of those that count in the end (cri-o cmd/crio/main.go, pkg/config/config.go
 * `Validate`, 1.18 to 1.36).
 * @param values in the order in which they are applied
 */
export function refusedValue(values: readonly CheckedValue[]): CrioObservation | null {
  const last = new Map(values.map((one) => [one.key, one]));
  for (const { key, value, location } of last.values()) {
    if (!TAKEN[key](value)) return observe('value-refused', location, { key, value: value.slice(0, 200) });
  }
  return null;
}
