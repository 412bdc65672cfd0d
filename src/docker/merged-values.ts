import type { GivenFlag } from '../systemd/command-flags.ts';
import type { Location } from '../text/position.ts';
import type { DaemonFile } from './daemon-file.ts';
import { directiveOfFlag } from './directives.ts';

/** The configuration of file and flags together, as far as its values are looked at. */
export interface MergedValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly locations: ReadonlyMap<string, Location | null>;
}

const TEXTS: ReadonlySet<string> = new Set([
  'api-cors-header',
  'cgroup-parent',
  'data-root',
  'default-cgroupns-mode',
  'default-ipc-mode',
  'default-runtime',
  'graph',
  'log-driver',
  'log-format',
  'log-level',
]);
const LISTS: ReadonlySet<string> = new Set(['dns', 'dns-search', 'labels', 'registry-mirrors']);

/** Puts the flags' values to those of the file, which has none of theirs (moby daemon/config/config.go, MergeDaemonConfigurations). */
export function mergedValues(file: DaemonFile | null, flags: readonly GivenFlag[]): MergedValues {
  const values = new Map(Object.entries(file?.values ?? {}));
  const locations = new Map<string, Location | null>(file?.directives ?? []);
  const lists = new Map([...LISTS].map((key) => [key, [...listOf(values.get(key))]]));
  const logOptions = new Map<string, unknown>(Object.entries(objectOf(values.get('log-opts'))));
  const runtimes = new Map<string, unknown>(Object.entries(objectOf(values.get('runtimes'))));
  for (const { name, value, location } of flags) {
    const key = directiveOfFlag(name);
    const [first = '', ...rest] = value.split('=');
    if (TEXTS.has(key)) values.set(key, value);
    else if (LISTS.has(key)) lists.get(key)?.push(value);
    else if (key === 'log-opts') logOptions.set(first, rest.join('='));
    else if (key === 'runtimes')
      runtimes.set(first, runtimes.has(first) ? runtimes.get(first) : { path: rest.join('=') });
    else continue;
    if (!locations.has(key)) locations.set(key, location);
  }
  for (const [key, list] of lists) if (list.length > 0) values.set(key, list);
  if (logOptions.size > 0) values.set('log-opts', Object.fromEntries(logOptions));
  if (runtimes.size > 0) values.set('runtimes', Object.fromEntries(runtimes));
  return { values: Object.fromEntries(values), locations };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
