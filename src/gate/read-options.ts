import type { Platform } from '../image/opened-image.ts';
import type { GateOptions, KindOptions } from './options.ts';

/** Option values as text, by name; repeatable ones have several. Switches carry `on` or `off`. */
export type RawOptions = ReadonlyMap<string, readonly string[]>;

export type ReadOptionsResult =
  | { readonly ok: true; readonly options: GateOptions }
  | { readonly ok: false; readonly message: string };

class OptionProblem extends Error {}

/**
 * Checks the options' texts and turns them into values.
 * @param images the images to judge, as written
 * @param raw what was given; names that are no gate options are ignored
 * @param knownCodes the rules' codes, against which `skip` is checked
 */
export function readOptions(
  images: readonly string[],
  raw: RawOptions,
  knownCodes: readonly string[],
): ReadOptionsResult {
  try {
    return {
      ok: true,
      options: {
        images,
        require: oneOf(raw, 'require', ['systemd', 'match']),
        handlers: readHandlers(single(raw, 'handlers') ?? 'all'),
        failOn: oneOf(raw, 'fail-on', ['error', 'warning', 'never']),
        skip: readSkips(raw.get('skip') ?? [], knownCodes),
        containerdVersion: readVersion(raw, 'containerd-version'),
        kubeletVersion: readVersion(raw, 'kubelet-version'),
        kubeletConfig: single(raw, 'kubelet-config'),
        kindConfig: single(raw, 'kind-config'),
        verify: readSwitch(raw, 'verify'),
        cache: single(raw, 'cache'),
        platform: readPlatform(single(raw, 'platform') ?? 'linux/amd64'),
        platformGiven: single(raw, 'platform') !== null,
        repo: single(raw, 'repo'),
        baseline: single(raw, 'baseline'),
        kind: readKindOptions(raw),
      },
    };
  } catch (problem) {
    if (problem instanceof OptionProblem) return { ok: false, message: problem.message };
    throw problem;
  }
}

function single(raw: RawOptions, name: string): string | null {
  const values = raw.get(name) ?? [];
  if (values.length > 1) throw new OptionProblem(`--${name} may be given once`);
  const value = values[0]?.trim();
  return value === undefined || value === '' ? null : value;
}

function oneOf<T extends string>(raw: RawOptions, name: string, allowed: readonly [T, ...T[]]): T {
  const value = single(raw, name);
  if (value === null) return allowed[0];
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new OptionProblem(`--${name} ${value}: give one of ${allowed.join(', ')}`);
  return found;
}

function readSwitch(raw: RawOptions, name: string): boolean {
  const value = single(raw, name) ?? 'off';
  if (['on', 'true', 'True', 'TRUE'].includes(value)) return true;
  if (['off', 'false', 'False', 'FALSE'].includes(value)) return false;
  throw new OptionProblem(`${name}: ${value} is neither true nor false`);
}

function readHandlers(value: string): GateOptions['handlers'] {
  if (value === 'all' || value === 'default') return value;
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new OptionProblem('--handlers: give all, default, or names with commas between them');
  return names;
}

function readSkips(values: readonly string[], knownCodes: readonly string[]): ReadonlyMap<string, string> {
  const skips = new Map<string, string>();
  for (const value of values) {
    const at = value.indexOf('=');
    const code = (at < 0 ? value : value.slice(0, at)).trim();
    const reason = at < 0 ? '' : value.slice(at + 1).trim();
    if (reason === '') throw new OptionProblem(`--skip ${code}: give the reason too, as ${code}=REASON`);
    if (!knownCodes.includes(code))
      throw new OptionProblem(`--skip ${code}: there is no such rule; see cgroup-gate rules`);
    skips.set(code, reason);
  }
  return skips;
}

function readVersion(raw: RawOptions, name: string): string | null {
  const value = single(raw, name);
  if (value !== null && !/^v?\d+(\.\d+){0,2}([~+\-.:][0-9A-Za-z.+~:-]*)?$/.test(value)) {
    throw new OptionProblem(
      `--${name} ${value}: give a version such as ${name === 'kubelet-version' ? 'v1.34.1' : '2.1.9'}`,
    );
  }
  return value;
}

function readPlatform(value: string): Platform {
  const [os, architecture, variant, ...rest] = value.split('/');
  if (!os || !architecture || rest.length > 0)
    throw new OptionProblem(`--platform ${value}: give OS/ARCH, such as linux/arm64`);
  return variant ? { os, architecture, variant } : { os, architecture };
}

function readKindOptions(raw: RawOptions): KindOptions {
  return {
    timeout: readSeconds(raw, 'kind-timeout', 600),
    watch: readSeconds(raw, 'kind-watch', 20),
    retainOnFailure: readSwitch(raw, 'retain-on-failure'),
    logs: single(raw, 'kind-logs'),
  };
}

function readSeconds(raw: RawOptions, name: string, fallback: number): number {
  const value = single(raw, name);
  if (value === null) return fallback;
  if (!/^\d{1,5}$/.test(value)) throw new OptionProblem(`--${name} ${value}: give a number of seconds`);
  return Number(value);
}
