import type { TomlDialect } from '../text/toml/document.ts';
import { parseVersion } from '../versions/version.ts';
import { compareReleases, isWithin, parseRanges, type Release, releaseOf } from './releases.ts';

/** The releases that the rules here were checked on: the last of each minor series. */
const lastReleases = ['1.4.13', '1.5.18', '1.6.39', '1.7.34', '2.0.11', '2.1.9', '2.2.7', '2.3.5', '2.4.0'] as const;
const newestChecked = '2.4.0-beta.0';
const oldestChecked = '1.4.0';

/** Releases that read a configuration by the same rules. `newestConfigVersion`: what `version` in a file may be. */
const families = [
  { name: '1.4', releases: '..1.4', newestConfigVersion: 2, decoder: 'burntsushi' },
  { name: '1.5 to 1.7', releases: '1.5..1', newestConfigVersion: 2, decoder: 'go-toml-1' },
  { name: '2.0.0 and 2.0.1', releases: '2.0.0..2.0.1', newestConfigVersion: 3, decoder: 'go-toml-2' },
  { name: '2.0.2 to 2.2', releases: '2.0.2..2.2', newestConfigVersion: 3, decoder: 'go-toml-2' },
  { name: '2.3 and later', releases: '2.3..', newestConfigVersion: 4, decoder: 'go-toml-2' },
] as const;

/** Which TOML library a release links, by upstream's go.mod. Debian's 2.x links Debian's own, see `dialectsOf`. */
const dialects: readonly (readonly [releases: string, dialect: TomlDialect])[] = [
  ['..1.4', 'burntsushi-0.3'],
  ['1.5', 'go-toml-1.8'],
  ['1.6..1', 'go-toml-1.9'],
  ['2.0..2.3', 'go-toml-2.2'],
  ['2.4..', 'go-toml-2.4'],
];

/**
 * What changed inside the families. Found by comparing containerd's tags: `services/server/config` and `pkg/cri/config`
 * of 1.x, `cmd/containerd/server/config`, `plugins/cri` and `internal/cri/config` of 2.x.
 */
const switches = {
  /** `plugins` keys of a later version merge key by key (2.x) instead of replacing the whole table (1.x). */
  mergesPlugins: '2.0..',
  /** A handler that the file mentions starts from the built-in one (2.x) or from nothing (1.x). */
  mergesHandlers: '2.0..',
  /** A `runtimes` table replaces the built-in one, so that `runc` is gone unless it is named. */
  losesBuiltInRunc: '1.5..1.7',
  /** A missing import ends the reading of further files, without an error. */
  passesOverMissingFile: '..1.4',
  /** A relative pattern in `imports` is looked up from the working directory instead of beside the file. */
  globsFromWorkingDirectory: '..1.6.28, 1.7.0..1.7.15',
  /** A `version` above the newest known one stops a 1.x daemon; earlier it counts as 2. 2.x always stops. */
  refusesLaterVersions: '1.6.32..1.6, 1.7.17..',
  /** Plugin ids must start with `io.containerd.`, not only have four parts. */
  wantsIdPrefix: '1.7',
  /** Plugin ids are checked only if the version is 2, not for every version above 1. */
  checksIdsOfVersion2Only: '..1.4',
  /** The migrated version 2 table replaces the version 3 table instead of filling its gaps. */
  version2TableWins: '2.0.0..2.0.1',
  /** Every file is migrated by itself before merging, up to the newest version. */
  migratesEachFile: '2.3..',
  /** A file with a later `version` than the first one that has any stops the daemon; otherwise the latest counts. */
  refusesLaterDropIns: '2.3.0..2.3.4',
  /** Only `disable_tcp_service` is kept of the version 2 table's server settings. */
  dropsServerSettings: '2.0.0',
  /** `cni.bin_dir` of a version 2 table becomes `bin_dirs`, and the two exclude each other. */
  hasCniBinDirs: '2.1..',
  /** The built-in options of `runc` hold `SystemdCgroup = false`, which competes with other spellings of the key. */
  builtInOptionsHoldFlag: '1.5..1.7, 2.0.7..2.0, 2.1.5..',
  /** `registry.mirrors` beside `registry.config_path` fails the CRI plugin. */
  refusesMirrorsWithConfigPath: '1.5..',
  /** `registry.configs.*.tls` beside `registry.config_path` fails the CRI plugin. */
  refusesTlsWithConfigPath: '1.5..1.7',
  /** `registry.config_path` is set out of the box, so that any `mirrors` fail the CRI plugin. */
  setsRegistryConfigPath: '2.2.0..2.2.1',
  /** `privileged_without_host_devices_all_devices_allowed` needs its counterpart. */
  checksAllDevicesAllowed: '1.7..',
  /** `cgroup_writable` fails the CRI plugin on a host with cgroup v1. */
  checksCgroupWritable: '2.1..',
  /** Unknown runtime types get the options as text (`ConfigBody`). */
  passesConfigBody: '1.7..',
  /** go-toml 2.2 crashes at unknown keys that are written with escapes. */
  crashesAtEscapedUnknownKeys: '2.0..2.2',
  /** The CRI call RuntimeConfig exists. */
  answersRuntimeConfig: '2.0..',
} as const;

export type FamilySwitch = keyof typeof switches;

/** What a prerelease still did and its release no longer does. */
const prereleases: ReadonlyMap<string, readonly FamilySwitch[]> = new Map([['2.4.0-beta.0', ['refusesLaterDropIns']]]);

/** How Go values are filled from TOML: which spellings of a key count, and which types fit. */
export type Decoder = (typeof families)[number]['decoder'];

export interface Family {
  readonly name: string;
  readonly release: Release;
  /** Debian's own build, which links the libraries of Debian instead of those that containerd vendors. */
  readonly debian: boolean;
  /** The build of k3s, with plugins of its own. */
  readonly k3s: boolean;
  readonly decoder: Decoder;
  /** 1 for 1.x, 2 for everything later. */
  readonly generation: 1 | 2;
  readonly newestConfigVersion: number;
  /** The TOML dialect; where Debian may have linked another library than upstream, both, the likelier one first. */
  readonly dialects: readonly TomlDialect[];
  readonly has: (name: FamilySwitch) => boolean;
  /** Newer than every checked version: the newest checked family is taken for it. */
  readonly newerThanChecked: boolean;
  readonly olderThanChecked: boolean;
  /** The version could not be read; the newest checked family is taken. */
  readonly notUnderstood: boolean;
}

export const checkedVersions = { oldest: oldestChecked, newest: newestChecked } as const;

/** The family of a version as packages and programs write it. Missing parts count as the series' first release. */
export function familyOf(version: string): Family {
  const parsed = parseVersion(version);
  const known = parsed ?? parseVersion(newestChecked)!;
  const release = releaseOf(known);
  const debian = parsed !== null && /[~+]ds\d*/.test(version);
  const prerelease = prereleases.get(version.replace(/^v/, '')) ?? [];
  const family = families.find((candidate) => isWithin(release, candidate.releases))!;
  return {
    name: family.name,
    release,
    debian,
    k3s: parsed !== null && /k3s\d/.test(parsed.build),
    decoder: family.decoder,
    generation: release[0] < 2 ? 1 : 2,
    newestConfigVersion: family.newestConfigVersion,
    dialects: dialectsOf(release, debian),
    has: (name) => isWithin(release, switches[name]) || prerelease.includes(name),
    newerThanChecked: compareReleases(release, releaseOf(parseVersion(newestChecked)!)) > 0,
    olderThanChecked: compareReleases(release, releaseOf(parseVersion(oldestChecked)!)) < 0,
    notUnderstood: parsed === null,
  };
}

function dialectsOf(release: Release, debian: boolean): readonly TomlDialect[] {
  const upstream = dialects.find(([releases]) => isWithin(release, releases))![1];
  if (!debian || upstream !== 'go-toml-2.2') return [upstream];
  // Debian's 2.1.9 names go-toml 2.4.3 in Static-Built-Using; which release of the library an earlier one linked varies.
  return compareReleases(release, [2, 1, 9]) === 0 ? ['go-toml-2.4'] : ['go-toml-2.4', upstream];
}

/**
 * Real releases that stand for everything that `hint` may mean, oldest first: one for each stretch of releases within
 * which no rule changes, its last one. `hint` is null or empty (nothing known), `2`, `1.7`, or a whole version, which
 * stands for itself.
 */
export function versionsThatFit(hint: string | null): readonly string[] {
  const known = hint === null ? null : parseVersion(hint);
  if (known !== null && known.patch !== null) return [hint!];
  const fitting = stretches().filter(
    ([major, minor]) => known === null || (major === known.major && (known.minor === null || minor === known.minor)),
  );
  if (fitting.length > 0) return fitting.map((release) => (isNewest(release) ? newestChecked : release.join('.')));
  return hint === null ? [] : [hint];
}

function isNewest(release: Release): boolean {
  return compareReleases(release, releaseOf(parseVersion(newestChecked)!)) === 0;
}

/** The last release of every stretch without a change. */
function stretches(): readonly Release[] {
  const starts = [...families.map((family) => family.releases), ...dialects.map(([releases]) => releases)]
    .concat(Object.values(switches))
    .flatMap((ranges) => parseRanges(ranges))
    .flatMap(({ first, last }) => [first, [last[0], last[1], last[2] + 1] as const])
    .filter((start) => start.every(Number.isFinite));
  return lastReleases.flatMap((last) => {
    const [major, minor, patch] = releaseOf(parseVersion(last)!);
    const ends = starts
      .filter((start) => start[0] === major && start[1] === minor && start[2] > 0)
      .map((s) => s[2] - 1);
    const patches = [...new Set([...ends.filter((end) => end < patch), patch])].sort((a, b) => a - b);
    return patches.map((end): Release => [major, minor, end]);
  });
}
