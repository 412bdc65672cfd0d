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

/** How many minor releases a kubelet may be older than the cluster (kubernetes.io/releases/version-skew-policy). */
const WIDEST_SKEW = 3;

/** The kubelet's version where only kubeadm's is known: the same, or one of those that may go with it. */
export function besideKubeadm({ chosen }: ProgramVersions): KnownVersion | null {
  if (chosen === null) return null;
  const { text, major, minor } = chosen.version;
  const older = minor === null ? [] : Array.from({ length: WIDEST_SKEW }, (_, at) => minor - 1 - at);
  const rivals = older.filter((one) => one > 0).map((one) => `${major}.${one}`);
  return { version: text, source: `${chosen.source} (kubeadm’s)`, rivals };
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
