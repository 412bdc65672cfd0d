import type { Origin } from '../containerd/answer.ts';
import type { FileTree } from '../image/file-tree.ts';
import { rememberTree } from '../image/remember-tree.ts';
import type { CgroupDriver } from '../kubelet/answer.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import type { GivenFlag } from '../systemd/command-flags.ts';
import { type Observation, observe } from '../text/observation.ts';
import { isTemplatePiece } from '../text/placeholder.ts';
import { answerOfUnknownVersion } from '../versions/unknown-version.ts';
import { compareVersions, parseVersion, type Version } from '../versions/version.ts';
import type { DockerAnswer, DockerObservation } from './answer.ts';
import { type DaemonFile, type ExecOption, readDaemonFile } from './daemon-file.ts';
import { parentWithoutSlice, refusedValue } from './directive-values.ts';
import { directiveOfFlag } from './directives.ts';
import { readFlags } from './flags.ts';
import { mergedValues } from './merged-values.ts';

const CONFIG = '/etc/docker/daemon.json';
const OPTION = 'native.cgroupdriver';

export interface DockerOptions {
  /** dockerd's, in any spelling; null where it is not known. */
  readonly version: string | null;
  readonly criDockerdVersion: string | null;
  /** What systemd makes of docker.service. */
  readonly unit?: UnitAnswer | null;
}

/** Releases that stand for all that a dockerd of an unknown version may be. */
const RELEASES = ['20.10.24', '23.0.6', '24.0.9', '25.0.6', '26.1.5', '27.5.1', '28.5.2', '29.7.2'];

/**
 * What dockerd would do in this image: which cgroup driver it takes, and from where. Total. Where the version is not known and
 * releases differ in whether they start, or in the driver, that is a doubt.
 */
export async function resolveDocker(tree: FileTree, options: DockerOptions): Promise<DockerAnswer> {
  if (options.version !== null) return resolveRelease(tree, options);
  const remembered = rememberTree(tree);
  return answerOfUnknownVersion(
    (version) => resolveRelease(remembered, { ...options, version }),
    RELEASES,
    (one, other) => one.onSystemdUnifiedHost === other.onSystemdUnifiedHost && one.elsewhere === other.elsewhere,
  );
}

async function resolveRelease(tree: FileTree, options: DockerOptions): Promise<DockerAnswer> {
  const observations: DockerObservation[] = [];
  const doubts: Observation[] = [...(options.unit?.doubts ?? [])];
  const refusals: DockerObservation[] = [];
  const version = options.version === null ? null : parseVersion(options.version);
  const given = readFlags(options.unit ?? null, version);
  doubts.push(...given.doubts);
  if (given.refusal !== null) refusals.push(given.refusal);
  const flags = given.flags.flatMap(({ name, value, location }) =>
    name === 'exec-opt' ? [{ text: value, location }] : [],
  );
  const configFlag = given.flags.findLast(({ name }) => name === 'config-file') ?? null;

  const path = configFlag?.value ?? CONFIG;
  let file: DaemonFile | null = null;
  let filePath: string | null = null;
  const read = path === '' ? null : await tree.read(path);
  if (read?.ok === true) {
    filePath = read.entry.path;
    file = readDaemonFile(read.bytes, filePath, version);
    if (file.refusal !== null) refusals.push(file.refusal);
  } else if (read !== null && (read.reason === 'unreadable' || read.reason === 'too-large')) {
    doubts.push(observe('file-unreadable', null, { path, reason: read.detail }));
  } else if (read !== null && (configFlag !== null || read.reason !== 'absent')) {
    refusals.push(observe('file-missing', configFlag?.location ?? null, { path }));
  }

  const conflict = file === null ? null : conflictWith(file, given.flags);
  if (conflict !== null) refusals.push(conflict);
  const merged = mergedValues(file, given.flags);
  const refused = refusedValue(merged.values, version);
  if (refused !== null) {
    const detail = { key: refused.key, value: refused.value.slice(0, 200) };
    refusals.push(observe('value-refused', merged.locations.get(refused.key) ?? null, detail));
  }
  const all = [...(file?.execOptions ?? []), ...flags];
  const strict = isStrict(version);
  const bad = strict === true ? all.find((option) => !isKnownOption(option)) : undefined;
  if (bad !== undefined) refusals.push(observe('exec-option-unknown', bad.location, { value: bad.text.slice(0, 200) }));
  const drivers = all.flatMap((option) => driverIn(option) ?? []);
  const winner = strict === true ? drivers.at(-1) : drivers[0];
  const loser = drivers.find(({ text }) => text !== winner?.text);
  if (winner !== undefined && loser !== undefined) {
    const role = strict === true ? 'the last one counts' : 'the first one counts';
    const related = winner.location === null ? [] : [{ location: winner.location, role }];
    observations.push(observe('setting-replaced', loser.location, { value: loser.text, winner: winner.text }, related));
    if (strict === null) doubts.push(observe('version-decides', loser.location, { value: loser.text }));
  }
  const chosen = winner === undefined || winner.text === '' ? null : winner;
  const isTemplate = chosen !== null && isTemplatePiece(chosen.text);
  const isOpen = isTemplate || (strict === null && loser !== undefined);
  if (!isOpen && chosen !== null && chosen.text !== 'systemd' && chosen.text !== 'cgroupfs') {
    refusals.push(observe('value-invalid', chosen.location, { value: chosen.text }));
  }
  const parent = parentWithoutSlice(merged.values);
  const parentIsWrong = (driver: CgroupDriver) => parent !== null && driver === 'systemd';
  if (parent !== null && chosen?.text === 'systemd') {
    const at = merged.locations.get('cgroup-parent') ?? null;
    refusals.push(observe('cgroup-parent-wrong', at, { value: parent.slice(0, 200) }));
  }
  const [refusal] = refusals;
  const known =
    !isTemplate &&
    refusal === undefined &&
    !doubts.some(({ kind }) => kind === 'file-unreadable' || kind === 'version-decides');
  const onSystemd = driverOnHost(chosen, version, true);
  const onSystemdUnifiedHost = known && !parentIsWrong(onSystemd) ? onSystemd : 'unknown';
  const elsewhere = known ? driverOnHost(chosen, version, false) : 'unknown';
  if (known && onSystemdUnifiedHost !== elsewhere) doubts.push(observe('host-decides', null, {}));
  return {
    version: options.version,
    state: refusal === undefined ? 'ok' : 'refuses',
    stateReason: refusal ?? null,
    driver: onSystemdUnifiedHost === elsewhere ? elsewhere : 'unknown',
    onSystemdUnifiedHost,
    elsewhere,
    origin: originOf(chosen, file),
    answersRuntimeConfig: answersRuntimeConfig(options.criDockerdVersion),
    file: filePath,
    observations: [...refusals, ...observations],
    doubts,
  };
}

/** A directive both in the file and among the flags (moby daemon/config/config.go, findConfigurationConflicts). */
function conflictWith({ directives }: DaemonFile, flags: readonly GivenFlag[]): DockerObservation | null {
  for (const flag of flags) {
    const key = directiveOfFlag(flag.name);
    const location = directives.get(key);
    // Runtimes may be in both places.
    if (location === undefined || key === 'runtimes') continue;
    const related = flag.location === null ? [] : [{ location: flag.location, role: 'the same on the command line' }];
    return observe('set-twice', location, { key }, related);
  }
  return null;
}

/** Since 28.0 options that dockerd does not know stop it, and of two the last one counts (`parseExecOptions`); null: unknown. */
function isStrict(version: Version | null): boolean | null {
  return version === null ? null : compareVersions(version, parseVersion('28.0.0')!) >= 0;
}

function isKnownOption({ text }: ExecOption): boolean {
  const equals = text.indexOf('=');
  return text.slice(0, Math.max(0, equals)).trim().toLowerCase() === OPTION && text.slice(equals + 1).trim() !== '';
}

/** moby daemon/daemon_unix.go, UsingSystemd: since 20.10 the host decides where nothing is set. */
function driverOnHost(chosen: ExecOption | null, version: Version | null, systemdUnified: boolean): CgroupDriver {
  if (chosen !== null) return chosen.text as CgroupDriver;
  const old = version !== null && compareVersions(version, parseVersion('20.10.0')!) < 0;
  return systemdUnified && !old ? 'systemd' : 'cgroupfs';
}

/** The driver that an exec option sets (moby daemon/daemon_unix.go, getCD); null for any other option. */
function driverIn({ text, location }: ExecOption): ExecOption | null {
  const equals = text.indexOf('=');
  if (equals < 0 || text.slice(0, equals).trim().toLowerCase() !== OPTION) return null;
  return { text: text.slice(equals + 1).trim(), location };
}

/** Mirantis/cri-dockerd core/docker_service.go, since 0.3.17. */
function answersRuntimeConfig(version: string | null): boolean | null {
  const parsed = version === null ? null : parseVersion(version);
  return parsed === null ? null : compareVersions(parsed, parseVersion('0.3.17')!) >= 0;
}

function originOf(chosen: ExecOption | null, file: DaemonFile | null): Origin {
  if (chosen?.location) return { by: 'line', location: chosen.location };
  return { by: 'default', nearest: file?.nearest ?? null, missing: 'exec-opts' };
}
