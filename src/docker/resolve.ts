import type { Origin } from '../containerd/answer.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { CgroupDriver } from '../kubelet/answer.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { type Observation, observe } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import { compareVersions, parseVersion } from '../versions/version.ts';
import type { DockerAnswer, DockerObservation } from './answer.ts';
import { type DaemonFile, type ExecOption, readDaemonFile } from './daemon-file.ts';
import { directiveOfWord } from './directives.ts';

const CONFIG = '/etc/docker/daemon.json';
const OPTION = 'native.cgroupdriver';

export interface DockerOptions {
  /** dockerd's, in any spelling; null where it is not known. */
  readonly version: string | null;
  readonly criDockerdVersion: string | null;
  /** What systemd makes of docker.service. */
  readonly unit?: UnitAnswer | null;
}

/** What dockerd would do in this image: which cgroup driver it takes, and from where. Total. */
export async function resolveDocker(tree: FileTree, options: DockerOptions): Promise<DockerAnswer> {
  const observations: DockerObservation[] = [];
  const doubts: Observation[] = [...(options.unit?.doubts ?? [])];
  const refusals: DockerObservation[] = [];
  const flags = flagValues(options.unit ?? null, 'exec-opt');
  const configFlag = flagValues(options.unit ?? null, 'config-file').at(-1) ?? null;

  const path = configFlag?.text ?? CONFIG;
  let file: DaemonFile | null = null;
  let filePath: string | null = null;
  const read = path === '' ? null : await tree.read(path);
  if (read?.ok === true) {
    filePath = read.entry.path;
    file = readDaemonFile(read.bytes, filePath, options.version === null ? null : parseVersion(options.version));
    if (file.refusal !== null) refusals.push(file.refusal);
  } else if (read !== null && (read.reason === 'unreadable' || read.reason === 'too-large')) {
    doubts.push(observe('file-unreadable', null, { path, reason: read.detail }));
  } else if (read !== null && (configFlag !== null || read.reason !== 'absent')) {
    refusals.push(observe('file-missing', configFlag?.location ?? null, { path }));
  }

  const conflict = file === null ? null : conflictWith(file, options.unit ?? null);
  if (conflict !== null) refusals.push(conflict);
  const all = [...(file?.execOptions ?? []), ...flags];
  const strict = isStrict(options.version);
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
  if (chosen !== null && chosen.text !== 'systemd' && chosen.text !== 'cgroupfs') {
    refusals.push(observe('value-invalid', chosen.location, { value: chosen.text }));
  }
  const [refusal] = refusals;
  const known =
    refusal === undefined && !doubts.some(({ kind }) => kind === 'file-unreadable' || kind === 'version-decides');
  const onSystemdUnifiedHost = known ? driverOnHost(chosen, options.version, true) : 'unknown';
  const elsewhere = known ? driverOnHost(chosen, options.version, false) : 'unknown';
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
function conflictWith({ directives }: DaemonFile, unit: UnitAnswer | null): DockerObservation | null {
  for (const word of unit?.command?.arguments ?? []) {
    if (word.text === '--') break;
    const key = directiveOfWord(word.text);
    const location = key === null ? undefined : directives.get(key);
    if (key === null || location === undefined) continue;
    const [flag] = word.origins;
    const related = flag === undefined ? [] : [{ location: flag, role: 'the same on the command line' }];
    return observe('set-twice', location, { key }, related);
  }
  return null;
}

/** Since 28.0 options that dockerd does not know stop it, and of two the last one counts (`parseExecOptions`); null: unknown. */
function isStrict(version: string | null): boolean | null {
  const parsed = version === null ? null : parseVersion(version);
  return parsed === null ? null : compareVersions(parsed, parseVersion('28.0.0')!) >= 0;
}

function isKnownOption({ text }: ExecOption): boolean {
  const equals = text.indexOf('=');
  return text.slice(0, Math.max(0, equals)).trim().toLowerCase() === OPTION && text.slice(equals + 1).trim() !== '';
}

/** moby daemon/daemon_unix.go, UsingSystemd: since 20.10 the host decides where nothing is set. */
function driverOnHost(chosen: ExecOption | null, version: string | null, systemdUnified: boolean): CgroupDriver {
  if (chosen !== null) return chosen.text as CgroupDriver;
  const parsed = version === null ? null : parseVersion(version);
  const old = parsed !== null && compareVersions(parsed, parseVersion('20.10.0')!) < 0;
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

function flagValues(
  unit: UnitAnswer | null,
  name: string,
): readonly { readonly text: string; readonly location: Location | null }[] {
  const found: { text: string; location: Location | null }[] = [];
  const words = unit?.command?.arguments ?? [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.text === '--') break;
    if (word.text.startsWith(`--${name}=`)) {
      found.push({ text: word.text.slice(name.length + 3), location: word.origins[0] ?? null });
    } else if (word.text === `--${name}`) {
      index += 1;
      const value = words[index];
      if (value !== undefined) found.push({ text: value.text, location: value.origins[0] ?? null });
    }
  }
  return found;
}
