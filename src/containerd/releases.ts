import type { Version } from '../versions/version.ts';

/** Three numbers, for comparing; a missing part counts as 0. */
export type Release = readonly [major: number, minor: number, patch: number];

export function releaseOf(version: Version): Release {
  return [version.major, version.minor ?? 0, version.patch ?? 0];
}

export function compareReleases(a: Release, b: Release): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/**
 * Whether `release` lies in `ranges`: `1.6.32..1.6, 1.7.17..` means from 1.6.32 to the last 1.6 and from 1.7.17 on. Both
 * ends count; an end of two parts stands for the whole minor series, an open end for all that there is.
 */
export function isWithin(release: Release, ranges: string): boolean {
  return parseRanges(ranges).some(
    (range) => compareReleases(release, range.first) >= 0 && compareReleases(release, range.last) <= 0,
  );
}

export interface ReleaseRange {
  readonly first: Release;
  readonly last: Release;
}

const parsedRanges = new Map<string, readonly ReleaseRange[]>();

export function parseRanges(ranges: string): readonly ReleaseRange[] {
  const known = parsedRanges.get(ranges);
  if (known !== undefined) return known;
  const parsed = ranges.split(',').map((range) => {
    const [from = '', to = from] = range.trim().split('..');
    return { first: bound(from, 0), last: bound(to, Number.POSITIVE_INFINITY) };
  });
  parsedRanges.set(ranges, parsed);
  return parsed;
}

function bound(text: string, filler: number): Release {
  if (text === '') return [filler, filler, filler];
  const [major = 0, minor = filler, patch = filler] = text.split('.').map(Number);
  return [major, minor, patch];
}
