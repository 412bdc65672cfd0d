import { compareVersions, parseVersion } from '../versions/version.ts';
import type { ProgramVersions } from '../versions/version-evidence.ts';

/** A program's version as far as it is known. */
export interface KnownVersion {
  readonly version: string;
  readonly source: string;
  /** Others that are stated with the same right, so that each of them could be the one. */
  readonly rivals: readonly string[];
}

/** What the caller says, else what the first of several kinds of evidence says that says anything. */
export function knownVersion(
  given: string | null,
  option: string,
  ...evidence: readonly ProgramVersions[]
): KnownVersion | null {
  if (given !== null) return { version: given, source: option, rivals: [] };
  for (const { chosen, conflicts } of evidence) {
    if (chosen === null) continue;
    const rivals = conflicts.filter(({ confidence }) => confidence === chosen.confidence && confidence !== 'binary');
    return { version: chosen.version.text, source: chosen.source, rivals: rivals.map(({ version }) => version.text) };
  }
  return null;
}

/** Every version that it could be, in ascending order. */
export function possibleVersions(
  known: KnownVersion | null,
  thatFit: (hint: string | null) => readonly string[],
): readonly string[] {
  if (known === null) return thatFit(null);
  const all = [known.version, ...known.rivals].flatMap((version) => thatFit(version));
  if (known.rivals.length === 0) return all;
  return [...new Set(all)].toSorted((a, b) => compareVersions(parseVersion(a)!, parseVersion(b)!));
}
