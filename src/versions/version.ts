/** A release of a program, freed from how packagers and vendors spell it. */
export interface Version {
  /** As it was written, without blanks around it. */
  readonly text: string;
  readonly major: number;
  /** Null where only `2` is known. */
  readonly minor: number | null;
  /** Null where only `1.30` is known. */
  readonly patch: number | null;
  /** Such as `['beta', 0]`; empty for a release. */
  readonly prerelease: readonly (string | number)[];
  /** What packagers and vendors add, such as `k3s1`, `ds1-6+deb13u1`, `1.1`; no part of the order. */
  readonly build: string;
}

const NUMBERS = /(?:^|[\s:/@])(?:\d{1,3}:)?[vV]?(\d{1,5})(?:\.(\d{1,5})(?:\.(\d{1,5}))?)?(?![\d.]|[A-Za-z])(\S*)/;
/** Pre-releases as Kubernetes, containerd and CRI-O name them; any other suffix is a packager's or a vendor's. */
const PRERELEASE = /^[-~.]?(alpha|beta|rc|pre)(\d*(?:\.\d+)*)(?:[-+~.]|$)/i;
const LONGEST = 256;

/**
 * Reads a version in any of the spellings in use: `v1.30.2`, `1.7.24~ds1-6+deb13u1`, `1:1.6.20-1`, `1.36.1-1.1`,
 * `2.4.0-beta.0`, `v1.30.2+k3s1`, `Kubernetes v1.36.1`, `1.30`, `2`. Null where there is none.
 */
export function parseVersion(text: string): Version | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return null;
  const match = NUMBERS.exec(trimmed);
  if (match === null) return null;
  const [, major, minor, patch, rest = ''] = match;
  const pre = PRERELEASE.exec(rest);
  const prerelease = pre === null ? [] : [pre[1]!.toLowerCase(), ...(pre[2]!.match(/\d+/g) ?? []).map(Number)];
  const build = pre === null ? rest : rest.slice(pre[0].replace(/[-+~.]$/, '').length);
  return {
    text: trimmed,
    major: Number(major),
    minor: minor === undefined ? null : Number(minor),
    patch: patch === undefined ? null : Number(patch),
    prerelease,
    build: build.replace(/^[-+~.]|[,;]$/g, ''),
  };
}

/**
 * Negative where `a` is the older one, 0 where both are the same release, positive where `a` is the newer one. What a
 * partial version doesn't say counts as 0; a pre-release comes before its release; `build` doesn't count.
 */
export function compareVersions(a: Version, b: Version): number {
  return (
    a.major - b.major ||
    (a.minor ?? 0) - (b.minor ?? 0) ||
    (a.patch ?? 0) - (b.patch ?? 0) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** True where the patch level, or more, is not said: `1.30`, `2`. */
export function isPartial(version: Version): boolean {
  return version.patch === null;
}

/** True where nothing that both say differs: `1.7` agrees with `1.7.24`. */
export function agree(a: Version, b: Version): boolean {
  if (a.major !== b.major) return false;
  if (a.minor === null || b.minor === null) return true;
  if (a.minor !== b.minor) return false;
  if (a.patch === null || b.patch === null) return true;
  return compareVersions(a, b) === 0;
}

function comparePrereleases(a: Version['prerelease'], b: Version['prerelease']): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const left = a[index];
    const right = b[index];
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return 0;
}
