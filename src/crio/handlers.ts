import { isWithin, releaseOf } from '../containerd/releases.ts';
import type { Location } from '../text/position.ts';
import type { Version } from '../versions/version.ts';
import type { CrioCommandLine, GivenValue } from './command-line.ts';
import { builtInHandler, STANDARD_MONITOR_CGROUP } from './rules.ts';
import type { FileSettings } from './settings.ts';

/** A runtime handler as CRI-O has it in the end. */
export interface Handler {
  /** Null where it is built in, or of a flag. */
  readonly definition: Location | null;
  readonly monitorCgroup: GivenValue;
  /** Empty: `oci`. */
  readonly runtimeType: GivenValue;
  /** Empty: the program of its name. */
  readonly runtimePath: GivenValue;
  /** It has the type of the default handler. */
  readonly inherits: boolean;
}

const NOTHING: GivenValue = { value: '', location: null };
const BUILT_IN: Handler = {
  definition: null,
  monitorCgroup: { value: STANDARD_MONITOR_CGROUP, location: null },
  runtimeType: NOTHING,
  runtimePath: NOTHING,
  inherits: false,
};

/**
 * The handlers: the built-in one, over which the last file that mentions one has it whole, and then those of the flag. Up to
 * 1.25.0 a file takes the built-in one away: on 1.18 one that has a table of handlers without it, later one with another
 * `default_runtime`, even where it defines the handler itself (cri-o pkg/config/config.go, UpdateFromFile).
 */
export function handlersOf(
  settings: readonly FileSettings[],
  given: CrioCommandLine,
  version: Version | null,
): ReadonlyMap<string, Handler> {
  const builtIn = builtInHandler(version);
  const handlers = new Map<string, Handler>([[builtIn, BUILT_IN]]);
  for (const file of settings) {
    for (const { name, definition, monitorCgroup, runtimeType, runtimePath, inherits } of file.handlers) {
      handlers.set(name, {
        definition,
        monitorCgroup: monitorCgroup ?? NOTHING,
        runtimeType: runtimeType ?? NOTHING,
        runtimePath: runtimePath ?? NOTHING,
        inherits,
      });
    }
    if (takesAway(file, builtIn, version)) handlers.delete(builtIn);
  }
  for (const { name, ...handler } of given.handlers) {
    handlers.set(name, {
      definition: null,
      monitorCgroup: NOTHING,
      runtimeType: { value: handler.runtimeType, location: null },
      runtimePath: { value: handler.runtimePath, location: null },
      inherits: false,
    });
  }
  if (defaultHandlerOf(settings, given) === null && !handlers.has(builtIn)) handlers.set(builtIn, BUILT_IN);
  return handlers;
}

/** Those that conmon runs: their own `runtime_type`, or that of the default which they inherit, is `oci` or none. */
export function handlersOfConmon(handlers: ReadonlyMap<string, Handler>, standard: string): readonly Handler[] {
  const type = (handler: Handler) => (handler.inherits ? handlers.get(standard) : handler)?.runtimeType.value ?? '';
  return [...handlers.values()].filter((handler) => ['', 'oci'].includes(type(handler)));
}

/** The default handler and where it is named; with the empty name it is the built-in one, which is there in any case. */
export function defaultHandlerOf(settings: readonly FileSettings[], given: CrioCommandLine): GivenValue | null {
  const named = given.defaultRuntime ?? settings.flatMap(({ defaultRuntime }) => defaultRuntime ?? []).at(-1) ?? null;
  return named === null || named.value === '' ? null : named;
}

function takesAway(file: FileSettings, builtIn: string, version: Version | null): boolean {
  if (version === null || !isWithin(releaseOf(version), '1.18..1.25.0')) return false;
  if (isWithin(releaseOf(version), '1.18')) {
    return file.definesHandlers && !file.handlers.some(({ name }) => name === builtIn);
  }
  return file.definesDefaultRuntime && file.defaultRuntime?.value !== builtIn;
}
