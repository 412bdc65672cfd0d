import { isDuration } from '../containerd/decoding/fields.ts';
import { isGoBoolean, isGoInteger } from '../containerd/go/strconv.ts';
import type { Argument, UnitAnswer } from '../systemd/answer.ts';
import { type CommandFlags, type GivenFlag, readCommandFlags } from '../systemd/command-flags.ts';
import { observe } from '../text/observation.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import type { Location } from '../text/position.ts';
import type { Version } from '../versions/version.ts';
import type { CrioObservation } from './answer.ts';
import { type Flag, flagOf } from './flags.ts';
import type { CheckedKey, CheckedValue } from './values.ts';

export interface GivenValue {
  readonly value: string;
  readonly location: Location | null;
}

/** A handler of the `--runtimes` flag. */
export interface GivenHandler {
  readonly name: string;
  readonly runtimeType: string;
  readonly runtimePath: string;
}

/** What CRI-O's command line and environment set; null where they don't. */
export interface CrioCommandLine {
  readonly cgroupManager: GivenValue | null;
  readonly config: GivenValue | null;
  readonly configDir: GivenValue | null;
  readonly defaultRuntime: GivenValue | null;
  readonly conmonCgroup: GivenValue | null;
  readonly listen: GivenValue | null;
  readonly handlers: readonly GivenHandler[];
  readonly checked: readonly CheckedValue[];
  /** Why it cannot be parsed. */
  readonly refusal: CrioObservation | null;
  /** Whether it is still to be filled in. */
  readonly doubts: readonly CrioObservation[];
}

/**
 * Reads the options as Go's `flag` and urfave/cli do: one dash or two, the value behind `=` or in the next word, the last
 * one wins, the first word without a dash ends them, and a variable of the environment stands in for an option that is not
 * given (cri-o internal/criocli/criocli.go, cmd/crio/main.go).
 */
export function readCommandLine(unit: UnitAnswer | null, version: Version | null): CrioCommandLine {
  const { flags, refusal, doubts } = parseWords(unit?.command?.arguments ?? [], version);
  const set = (name: string, variable: string): GivenValue | null => {
    const found = flags.findLast((flag) => flag.name === name);
    if (found !== undefined) return found;
    const inherited = unit?.environment.findLast((one) => one.name === variable);
    return inherited === undefined ? null : { value: inherited.value, location: inherited.origin };
  };
  const { handlers, wrong } = handlersIn(flags, set('runtimes', 'CONTAINER_RUNTIMES'));
  return {
    cgroupManager: set('cgroup-manager', 'CONTAINER_CGROUP_MANAGER'),
    config: set('config', 'CONTAINER_CONFIG'),
    configDir: set('config-dir', 'CONTAINER_CONFIG_DIR'),
    defaultRuntime: set('default-runtime', 'CONTAINER_DEFAULT_RUNTIME'),
    conmonCgroup: set('conmon-cgroup', 'CONTAINER_CONMON_CGROUP'),
    listen: set('listen', 'CONTAINER_LISTEN'),
    handlers,
    checked: [
      ...checkedOf('log_level', set('log-level', 'CONTAINER_LOG_LEVEL')),
      ...checkedOf('log_size_max', set('log-size-max', 'CONTAINER_LOG_SIZE_MAX')),
      ...checkedOf('image_volumes', set('image-volumes', 'CONTAINER_IMAGE_VOLUMES')),
    ],
    refusal: refusal ?? wrong,
    doubts,
  };
}

function checkedOf(key: CheckedKey, given: GivenValue | null): readonly CheckedValue[] {
  if (given === null || isPlaceholder(given.value)) return [];
  // A variable that is empty sets no number (urfave/cli flag_int64.go).
  return key === 'log_size_max' && given.value === '' ? [] : [{ key, ...given }];
}

function parseWords(words: readonly Argument[], version: Version | null): CommandFlags {
  const spellings = new Map<string, string>();
  return readCommandFlags(words, (word, nextWord, flags) => {
    const [, spelled = '', inline] = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(word.text) ?? [];
    if (spelled === '') return 'argument-refused';
    const flag = flagOf(spelled, version);
    if (flag === null) return 'flag-unknown';
    const next = inline === undefined && flag.kind !== 'bool' ? nextWord() : undefined;
    const value = inline ?? (flag.kind === 'bool' ? 'true' : next?.text);
    if (value === undefined || !fits(flag, value)) return 'argument-refused';
    // A flag may be given several times, but not in two spellings.
    if ((spellings.get(flag.name) ?? spelled) !== spelled) return 'argument-refused';
    spellings.set(flag.name, spelled);
    flags.push({ name: flag.name, value, location: (next ?? word).origins[0] ?? null });
    return null;
  });
}

function fits({ kind }: Flag, value: string): boolean {
  if (isPlaceholder(value)) return true;
  switch (kind) {
    case 'bool':
      return isGoBoolean(value);
    case 'int':
      return isGoInteger(value);
    case 'duration':
      return isDuration(value);
    default:
      return true;
  }
}

/** `--runtimes`: NAME:PATH:ROOT, perhaps with a type and more behind it. */
function handlersIn(
  flags: readonly GivenFlag[],
  set: GivenValue | null,
): { readonly handlers: readonly GivenHandler[]; readonly wrong: CrioObservation | null } {
  const given = flags.filter(({ name }) => name === 'runtimes');
  const values = (given.length > 0 ? given : set === null ? [] : [set]).flatMap(({ value, location }) =>
    value.split(',').map((text) => ({ text: text.trim(), location })),
  );
  const handlers: GivenHandler[] = [];
  for (const { text, location } of values) {
    const fields = text.split(':');
    if (fields.length < 3 || fields.length > 7) {
      return { handlers, wrong: observe('argument-refused', location, { value: text.slice(0, 200) }) };
    }
    handlers.push({ name: fields[0]!, runtimeType: fields[3] ?? '', runtimePath: fields[1]! });
  }
  return { handlers, wrong: null };
}
