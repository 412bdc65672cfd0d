import type { UnitAnswer } from '../systemd/answer.ts';
import type { Location } from '../text/position.ts';

export interface GivenValue {
  readonly value: string;
  readonly location: Location | null;
}

/** What CRI-O's command line and environment set; null where they don't. */
export interface CrioCommandLine {
  readonly cgroupManager: GivenValue | null;
  readonly config: GivenValue | null;
  readonly configDir: GivenValue | null;
  readonly defaultRuntime: GivenValue | null;
  readonly conmonCgroup: GivenValue | null;
  /** Handlers that it adds, as `NAME:PATH:…`. */
  readonly runtimes: GivenValue | null;
}

/**
 * Reads the options as urfave/cli does: one dash or two, the value behind `=` or in the next word, the last one wins, and
 * a variable of the environment stands in for an option that is not given (cri-o internal/criocli/criocli.go).
 */
export function readCommandLine(unit: UnitAnswer | null): CrioCommandLine {
  return {
    cgroupManager: option(unit, ['cgroup-manager'], 'CONTAINER_CGROUP_MANAGER'),
    config: option(unit, ['config', 'c'], 'CONTAINER_CONFIG'),
    configDir: option(unit, ['config-dir', 'd'], 'CONTAINER_CONFIG_DIR'),
    defaultRuntime: option(unit, ['default-runtime'], 'CONTAINER_DEFAULT_RUNTIME'),
    conmonCgroup: option(unit, ['conmon-cgroup'], 'CONTAINER_CONMON_CGROUP'),
    runtimes: option(unit, ['runtimes'], 'CONTAINER_RUNTIMES'),
  };
}

function option(unit: UnitAnswer | null, names: readonly string[], variable: string): GivenValue | null {
  let found: GivenValue | null = null;
  const words = unit?.command?.arguments ?? [];
  for (const [index, word] of words.entries()) {
    if (word.text === '--') break;
    const match = /^--?([\w-]+)(?:=([\s\S]*))?$/.exec(word.text);
    if (match === null || !names.includes(match[1]!)) continue;
    const next = match[2] === undefined ? words[index + 1] : undefined;
    const value = match[2] ?? next?.text;
    if (value !== undefined) found = { value, location: (next ?? word).origins[0] ?? null };
  }
  if (found !== null) return found;
  const set = unit?.environment.findLast(({ name }) => name === variable);
  return set === undefined ? null : { value: set.value, location: set.origin };
}
