import { parseVersion } from '../versions/version.ts';

/**
 * A version as the program itself writes it, without what packagers add: `1.7.18` of `1.7.18-1`, `v1.30.2` of
 * `1.30.2-1.1` with the prefix `v`. What is no version stays as it is.
 */
export function releaseOf(version: string, prefix: '' | 'v'): string {
  const parsed = parseVersion(version);
  if (parsed === null) return version;
  const numbers = [parsed.major, parsed.minor, parsed.patch].filter((part) => part !== null).join('.');
  const [label, ...rest] = parsed.prerelease;
  const suffix = label === undefined ? '' : `-${[label, ...rest].join('.')}`;
  return `${prefix}${numbers}${suffix}`;
}
