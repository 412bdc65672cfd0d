import { compareVersions, parseVersion, type Version } from '../versions/version.ts';

/** A value of the right type that dockerd does not take. */
export interface RefusedValue {
  readonly key: string;
  readonly value: string;
}

const LEVELS: ReadonlySet<string> = new Set(['panic', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']);

/**
 * The first value that dockerd refuses (moby daemon/config `Validate`, opts, daemon/pkg/registry of 20.10 to 28): a log
 * level, a name server, a label, a mirror without its scheme, a number below 0. Where the version is null, only what all of
 * them refuse.
 */
export function refusedValue(file: Readonly<Record<string, unknown>>, version: Version | null): RefusedValue | null {
  const isSince = (release: string) => version !== null && compareVersions(version, parseVersion(release)!) >= 0;
  const level = file['log-level'];
  if (typeof level === 'string' && level !== '') {
    const wasTaken = level.toLowerCase() === 'warning' && !isSince('25.0.0');
    if (!LEVELS.has(level.toLowerCase()) && !wasTaken) return { key: 'log-level', value: level };
  }
  const numbers = ['max-concurrent-downloads', 'max-concurrent-uploads', 'max-download-attempts'];
  if (isSince('23.0.0')) numbers.push('mtu');
  for (const key of numbers) {
    const value = file[key];
    if (typeof value === 'number' && value < 0) return { key, value: String(value) };
  }
  const lists: readonly (readonly [key: string, taken: RegExp])[] = [
    ['dns', /^\s*(?:[0-9A-Fa-f:.][\w:.%-]*)?\s*$/],
    ['labels', /=/],
    ['registry-mirrors', /^https?:/i],
  ];
  for (const [key, taken] of lists) {
    const refused = textsOf(file[key]).find((text) => !taken.test(text));
    if (refused !== undefined) return { key, value: refused };
  }
  return null;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
