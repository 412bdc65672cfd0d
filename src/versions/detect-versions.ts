import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { claimsOfBinary, type RunningProgram } from './binary-claims.ts';
import type { InstalledPackage, UnreadSource } from './packages/installed-package.ts';
import { disowns, owns } from './packages/ownership.ts';
import { readPackages } from './packages/read-packages.ts';
import { fileNameOf, PROGRAMS, type Program, programOfPackage, usualPaths } from './program.ts';
import { readRecords } from './record-claims.ts';
import { tomlLibraryOf } from './toml-library.ts';
import { agree, isPartial, parseVersion } from './version.ts';
import { CONFIDENCES, type ProgramVersions, type VersionClaim, type VersionEvidence } from './version-evidence.ts';

/** Where the programs that would run may be, the path that the unit names first. */
export type BinaryCandidates = { readonly containerd: readonly string[]; readonly kubelet: readonly string[] } & {
  readonly [program in Program]?: readonly string[];
};

/**
 * Gathers all that an image says of the versions of its programs, and chooses. The bytes of the program that would run
 * have the last word; then come the package that brought this file, what the image's builder wrote down, and the rest.
 * Nothing is executed.
 */
export async function detectVersions(tree: FileTree, binaries: BinaryCandidates): Promise<VersionEvidence> {
  const [binariesOf, packages, records] = await Promise.all([
    askAll(PROGRAMS, (program) => readBinaries(tree, program, binaries[program] ?? usualPaths(fileNameOf(program)))),
    readPackages(tree, (name) => programOfPackage(name) !== null),
    readRecords(tree),
  ]);
  const unread: UnreadSource[] = [...packages.unread, ...records.unread];
  const answers = new Map<Program, ProgramVersions>();
  let containerd: RunningProgram | null = null;
  for (const [at, program] of PROGRAMS.entries()) {
    const { running, known, unread: notRead, claims: own } = binariesOf[at]!;
    const claims = [...own];
    unread.push(...notRead);
    if (program === 'containerd') containerd = running;
    for (const item of packages.packages) {
      if (programOfPackage(item.name) !== program) continue;
      claims.push(...(await claimOfPackage(tree, item, running, isSettled(claims))));
    }
    for (const { programs, claim } of records.found) if (programs.includes(program)) claims.push(claim);
    answers.set(program, choose(claims, running?.path ?? null, known));
  }
  const kind = records.found.find(({ claim }) => claim.source === '/kind/version')?.claim ?? null;
  return {
    ...(Object.fromEntries(answers) as Record<Program, ProgramVersions>),
    kind,
    tomlLibrary: await tomlLibraryOf(
      containerd,
      packages.packages.filter(({ name }) => programOfPackage(name) === 'containerd'),
    ),
    architecture: containerd?.facts.goBuildInfo?.settings.GOARCH ?? null,
    unread,
  };
}

interface Binaries {
  readonly running: RunningProgram | null;
  /** Which file would run is known, readable or not. */
  readonly known: boolean;
  readonly claims: readonly VersionClaim[];
  readonly unread: readonly UnreadSource[];
}

async function readBinaries(tree: FileTree, program: Program, candidates: readonly string[]): Promise<Binaries> {
  const claims: VersionClaim[] = [];
  const unread: UnreadSource[] = [];
  const stats = await askAll(candidates, (candidate) => tree.stat(candidate));
  const seen = new Set<string>();
  let running: RunningProgram | null = null;
  let first = true;
  for (const [at, candidate] of candidates.entries()) {
    const stat = stats[at]!;
    if (!stat.ok && stat.reason !== 'absent') {
      unread.push({ path: candidate, reason: stat.detail });
      first = false;
    }
    if (!stat.ok || stat.entry.kind !== 'file' || seen.has(stat.entry.path)) continue;
    seen.add(stat.entry.path);
    const result = await tree.binary(candidate);
    if (!result.ok) {
      unread.push({ path: result.path, reason: result.detail });
      first = false;
      continue;
    }
    const { path } = result.entry;
    const confidence = first ? 'binary' : 'other-binary';
    if (first) running = { path, facts: result.facts };
    first = false;
    claims.push(...claimsOfBinary(program, result.facts, path, confidence));
  }
  return { running, known: !first, claims, unread };
}

/** True where the program's own bytes say it all, so that nobody has to know which package brought it. */
function isSettled(claims: readonly VersionClaim[]): boolean {
  return claims.some(({ confidence, version }) => confidence === 'binary' && !isPartial(version));
}

async function claimOfPackage(
  tree: FileTree,
  item: InstalledPackage,
  running: RunningProgram | null,
  settled: boolean,
): Promise<readonly VersionClaim[]> {
  const version = parseVersion(item.version);
  if (version === null) return [];
  const claim = { version, source: `${item.database} package ${item.name}`, path: item.path };
  if (settled || running === null) return [{ ...claim, confidence: 'package' }];
  if (await owns(item, running.path)) return [{ ...claim, confidence: 'owner' }];
  return [{ ...claim, confidence: (await disowns(tree, item, running.path)) ? 'other-package' : 'package' }];
}

/** @param known whether it is known which file would run, so that another one's version is not its own */
function choose(unordered: readonly VersionClaim[], program: string | null, known: boolean): ProgramVersions {
  const claims = CONFIDENCES.flatMap((confidence) => unordered.filter((claim) => claim.confidence === confidence));
  const isOthers = ({ confidence }: VersionClaim): boolean =>
    confidence === 'other-package' || (known && confidence === 'other-binary');
  const disbelieved = claims.filter(isOthers);
  const believed = claims.filter((claim) => !isOthers(claim));
  const [best] = believed;
  if (best === undefined) return { chosen: null, claims, conflicts: [], disbelieved, program };
  const exact = believed.find(({ version }) => !isPartial(version) && agree(version, best.version));
  const chosen = isPartial(best.version) && exact !== undefined ? exact : best;
  const conflicts = claims.filter(({ version }) => !agree(version, chosen.version));
  return { chosen, claims, conflicts, disbelieved, program };
}
