import { compareVersions, parseVersion, type Version } from '../versions/version.ts';
import { refusedRuntime } from './runtimes.ts';

/** A value of the right type that dockerd does not take. */
export interface RefusedValue {
  readonly key: string;
  readonly value: string;
}

const LEVELS: ReadonlySet<string> = new Set(['', 'panic', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']);
const DOMAIN =
  /^:{0,2}[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?::?\.:{0,2}[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.?\s*$/;

type Since = (release: string) => boolean;
type Taken = (value: string, isSince: Since) => boolean;

/** What single values have to be. */
const TEXTS: Readonly<Record<string, Taken>> = {
  'log-level': (value, isSince) =>
    LEVELS.has(value.toLowerCase()) || (value.toLowerCase() === 'warning' && !isSince('25.0.0')),
  'log-format': (value) => ['', 'text', 'json'].includes(value),
  'api-cors-header': (value, isSince) => value === '' || !isSince('28.0.0'),
  'default-cgroupns-mode': (value) => ['', 'private', 'host'].includes(value),
  'default-ipc-mode': (value) => ['', 'private', 'shareable'].includes(value),
  graph: (value, isSince) => value === '' || !isSince('23.0.0'),
};

/** What each value of a list has to be. */
const LISTS: Readonly<Record<string, Taken>> = {
  dns: (value) => /^(?:[0-9A-Fa-f:.][\w:.%-]*)?$/.test(value.trim()),
  'dns-search': (value) => isSearchDomain(value.replace(/^ +|(?<! ) +$/g, '')),
  hosts: (value) => ['tcp', 'unix', 'npipe', 'fd'].includes(/^([^:]*):\/\//.exec(value.trim())?.[1] ?? 'tcp'),
  'insecure-registries': (value) => !/^-|-$/.test(value),
  labels: (value) => value.includes('='),
  // Up to 23.0 without a path too.
  'registry-mirrors': (value) => /^https?:[^?#]*$/i.test(value),
};

/**
 * The first value that dockerd refuses (moby daemon/config `Validate`, opts, daemon/pkg/registry of 19.03 to 29): such as a log
 * level, a name server, a label, a mirror without its scheme, a number below 0. Where the version is null, only what all of
 * them refuse.
 */
export function refusedValue(file: Readonly<Record<string, unknown>>, version: Version | null): RefusedValue | null {
  const isSince: Since = (release) => version !== null && compareVersions(version, parseVersion(release)!) >= 0;
  const isBefore: Since = (release) => version !== null && compareVersions(version, parseVersion(release)!) < 0;
  for (const [key, taken] of Object.entries(TEXTS)) {
    const value = file[key];
    if (typeof value === 'string' && !taken(value, isSince)) return { key, value };
  }
  const numbers = ['max-concurrent-downloads', 'max-concurrent-uploads', 'max-download-attempts'];
  if (isSince('23.0.0')) numbers.push('mtu');
  for (const key of numbers) {
    const value = file[key];
    if (typeof value === 'number' && value < 0) return { key, value: String(value) };
  }
  const attempts = file['max-download-attempts'];
  if (attempts === 0 && isBefore('23.0.0')) return { key: 'max-download-attempts', value: '0' };
  for (const [key, taken] of Object.entries(LISTS)) {
    const refused = textsOf(file[key]).find((value) => !taken(value, isSince));
    if (refused !== undefined) return { key, value: refused };
  }
  if (isBefore('25.0.0') && textsOf(file.dns).includes('')) return { key: 'dns', value: '' };
  const withPath = textsOf(file['registry-mirrors']).find((value) => /^https?:\/\/[^/]*\/./i.test(value));
  if (withPath !== undefined && isBefore('24.0.0')) return { key: 'registry-mirrors', value: withPath };
  if (isText(file.graph) && isText(file['data-root'])) return { key: 'graph', value: String(file.graph) };
  const clash = clashingLabel(textsOf(file.labels));
  if (clash !== undefined) return { key: 'labels', value: clash };
  return refusedRuntime(file, version) ?? refusedLogOption(file);
}

function isSearchDomain(value: string): boolean {
  return value === '.' || (value.length < 260 && /[A-Za-z]/.test(value) && DOMAIN.test(value));
}

/** The first label whose name has another value before it. */
function clashingLabel(labels: readonly string[]): string | undefined {
  const known = new Map<string, string>();
  return labels.find((label) => {
    const name = label.slice(0, label.indexOf('='));
    const first = known.get(name) ?? label;
    known.set(name, first);
    return first !== label;
  });
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** What json-file, the log driver where none is named, and local take (moby daemon/logger/jsonfilelog, local, `ValidateLogOpt`). */
const LOG_OPTIONS: ReadonlySet<string> = new Set(
  'cache-compress cache-disabled cache-max-file cache-max-size compress env env-regex labels labels-regex max-buffer-size max-file max-size mode tag'.split(
    ' ',
  ),
);

function refusedLogOption(file: Readonly<Record<string, unknown>>): RefusedValue | null {
  const driver = file['log-driver'] ?? '';
  const options = file['log-opts'];
  if (!['', 'json-file', 'local'].includes(String(driver)) || typeof options !== 'object' || options === null)
    return null;
  const unknown = Object.keys(options).find((name) => !LOG_OPTIONS.has(name));
  return unknown === undefined ? null : { key: 'log-opts', value: unknown };
}

/**
 * The `cgroup-parent` that dockerd does not take together with the systemd driver: no slice (moby daemon/daemon_unix.go,
 * verifyDaemonSettings); null where there is none.
 */
export function parentWithoutSlice(file: Readonly<Record<string, unknown>>): string | null {
  const parent = file['cgroup-parent'];
  if (typeof parent !== 'string' || parent === '') return null;
  return parent.length > 6 && parent.endsWith('.slice') ? null : parent;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
