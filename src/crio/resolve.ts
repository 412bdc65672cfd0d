import type { Origin } from '../containerd/answer.ts';
import type { FileTree } from '../image/file-tree.ts';
import { rememberTree } from '../image/remember-tree.ts';
import type { CgroupDriver } from '../kubelet/answer.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { MOST_NOTES, type Observation, observe } from '../text/observation.ts';
import { isTemplatePiece } from '../text/placeholder.ts';
import type { Location } from '../text/position.ts';
import { answerOfUnknownVersion } from '../versions/unknown-version.ts';
import { parseVersion, type Version } from '../versions/version.ts';
import type { CrioAnswer, CrioObservation } from './answer.ts';
import { type CrioCommandLine, readCommandLine } from './command-line.ts';
import { findConfigFiles } from './config-files.ts';
import { defaultHandlerOf, handlersOf, handlersOfConmon } from './handlers.ts';
import {
  acceptsMonitorCgroup,
  answersRuntimeConfig,
  builtInHandler,
  defaultDriver,
  doesWithoutWrongHandlers,
  hasMonitorCgroups,
  isRuntimeType,
  isVmProgram,
  STANDARD_MONITOR_CGROUP,
} from './rules.ts';
import { type FileSettings, readSettings, type Setting } from './settings.ts';
import { refusedValue } from './values.ts';

const CONFIG = '/etc/crio/crio.conf';
const CONFIG_FOLDER = '/etc/crio/crio.conf.d';
const SOCKET = '/var/run/crio/crio.sock';
const BACKUP = /(?:~|\.(?:bak|old|orig|save|swp|rpmnew|rpmsave|rpmorig|dpkg-\w+|disabled|tmp))$/i;

export interface CrioOptions {
  /** In any spelling; null where it is not known. */
  readonly version: string | null;
  /** What systemd makes of crio.service. */
  readonly unit?: UnitAnswer | null;
}

/** Releases that stand for all that a CRI-O of an unknown version may be; an older one serves no kubelet of today. */
const RELEASES = ['1.24.6', '1.26.4', '1.28.11', '1.30.14', '1.31.13', '1.33.13', '1.34.9', '1.36.3'];

/**
 * What CRI-O would do in this image: which cgroup manager it takes, and from where. Total. Where the version is not known and
 * releases differ in whether they start, or in the manager, that is a doubt.
 */
export async function resolveCrio(tree: FileTree, options: CrioOptions): Promise<CrioAnswer> {
  if (options.version !== null) return resolveRelease(tree, options);
  const remembered = rememberTree(tree);
  return answerOfUnknownVersion(
    (version) => resolveRelease(remembered, { ...options, version }),
    RELEASES,
    (one, other) => one.driver === other.driver,
  );
}

async function resolveRelease(tree: FileTree, options: CrioOptions): Promise<CrioAnswer> {
  const version = options.version === null ? null : parseVersion(options.version);
  const given = readCommandLine(options.unit ?? null, version);
  const main = {
    path: given.config?.value ?? CONFIG,
    isGiven: given.config !== null,
    at: given.config?.location ?? null,
  };
  const found = await findConfigFiles(tree, main, given.configDir?.value ?? CONFIG_FOLDER);
  const settings = found.files.map((file) => readSettings(file, version));

  const refusals: CrioObservation[] = [given.refusal, found.refusal].filter((one) => one !== null);
  const observations: CrioObservation[] = [];
  const doubts: Observation[] = [...(options.unit?.doubts ?? []), ...given.doubts, ...found.doubts];
  for (const file of settings) {
    if (file.refusal !== null) refusals.push(file.refusal);
    observations.push(...file.observations, ...unlikely(file));
    doubts.push(...file.doubts);
  }

  const written = settings.flatMap(({ cgroupManager }) => cgroupManager ?? []);
  const winner: { readonly value: string; readonly location: Location | null } | null =
    given.cgroupManager ?? written.at(-1) ?? null;
  observations.push(...replaced(written, winner));
  const isOpen = winner !== null && isTemplatePiece(winner.value);
  if (winner !== null && !isOpen && winner.value !== 'systemd' && winner.value !== 'cgroupfs') {
    refusals.push(observe('value-invalid', winner.location, { value: winner.value }));
  }
  const refused = refusedValue([...settings.flatMap(({ checked }) => checked), ...given.checked]);
  if (refused !== null) refusals.push(refused);
  const driver = (winner?.value ?? defaultDriver(version)) as CgroupDriver;
  if (refusals.length === 0 && !isOpen) {
    const managerLine = winner?.location ?? null;
    const checked = { driver, managerLine, given, settings, version, refusals, doubts };
    checkHandlers(checked);
    checkConmon(checked);
  }

  const listen = given.listen ?? settings.flatMap((file) => file.listen ?? []).at(-1) ?? null;

  const [refusal] = refusals;
  const undecided = isOpen || refusal !== undefined || doubts.some(({ kind }) => DECIDING.has(kind));
  const handlers = [...handlersOf(settings, given, version)].filter(([, { definition }]) => definition !== null);
  return {
    version: options.version,
    state: refusal === undefined ? 'ok' : 'refuses',
    stateReason: refusal ?? null,
    driver: undecided ? 'unknown' : driver,
    origin: originOf(winner, settings),
    answersRuntimeConfig: answersRuntimeConfig(version),
    listen: { path: listen?.value ?? SOCKET, location: listen?.location ?? null },
    defaultHandler: defaultHandlerOf(settings, given)?.value ?? builtInHandler(version),
    handlers: handlers.map(([name, { definition }]) => ({ name, definition })),
    files: found.files.map(({ resolvedPath }) => resolvedPath),
    observations: [...refusals, ...observations].slice(0, MOST_NOTES),
    doubts: doubts.slice(0, MOST_NOTES),
  };
}

/** The doubts with which the driver itself is not known. */
const DECIDING: ReadonlySet<string> = new Set(['keys-differ-in-case', 'file-unreadable', 'too-many-files']);

function originOf(winner: { readonly location: Location | null } | null, settings: readonly FileSettings[]): Origin {
  if (winner?.location) return { by: 'line', location: winner.location };
  const nearest = settings.findLast(({ table }) => table !== null)?.table ?? null;
  return { by: 'default', nearest, missing: 'cgroup_manager' };
}

function replaced(
  written: readonly Setting[],
  winner: { readonly value: string; readonly location: Location | null } | null,
): readonly CrioObservation[] {
  if (winner === null) return [];
  return written
    .filter(({ value, location }) => location !== winner.location && value !== winner.value)
    .map(({ value, location }) => {
      const related = winner.location === null ? [] : [{ location: winner.location, role: 'this value wins' }];
      return observe('setting-replaced', location, { value, winner: winner.value }, related);
    });
}

function unlikely({ path, cgroupManager }: FileSettings): readonly CrioObservation[] {
  if (cgroupManager === null || !BACKUP.test(path)) return [];
  return [observe('unlikely-drop-in', cgroupManager.location, { path })];
}

interface Checked {
  readonly driver: CgroupDriver;
  readonly managerLine: Location | null;
  readonly given: CrioCommandLine;
  readonly settings: readonly FileSettings[];
  readonly version: Version | null;
  readonly refusals: CrioObservation[];
  readonly doubts: Observation[];
}

function checkConmon({ driver, managerLine, given, settings, version, refusals, doubts }: Checked): void {
  const general = given.conmonCgroup ?? settings.flatMap(({ conmonCgroup }) => conmonCgroup ?? []).at(-1) ?? null;
  const standard = { value: STANDARD_MONITOR_CGROUP, location: null };
  const handlers = handlersOf(settings, given, version);
  const default_ = defaultHandlerOf(settings, given)?.value ?? builtInHandler(version);
  const own = handlersOfConmon(handlers, default_).map(({ monitorCgroup }) => monitorCgroup);
  const ofAll = hasMonitorCgroups(version) && (general?.value ?? '') === '';
  for (const { value, location } of ofAll ? own : [general ?? standard]) {
    const accepted = acceptsMonitorCgroup(driver, value, version);
    if (accepted === true) continue;
    const at = location ?? managerLine;
    const detail = { value: value || STANDARD_MONITOR_CGROUP };
    if (accepted === null) doubts.push(observe('version-decides', at, detail));
    else refusals.push(observe('conmon-cgroup-invalid', at, { ...detail, driver }));
    return;
  }
}

/**
 * `ValidateDefaultRuntime`: a handler that is named as the default has to be there; `ValidateRuntimeType`: of a known type. One
 * that inherits has what the default one has, which is looked at itself, also where it says that it inherits.
 */
function checkHandlers({ given, settings, version, refusals, doubts }: Checked): void {
  const named = defaultHandlerOf(settings, given);
  const handlers = handlersOf(settings, given, version);
  const standard = named?.value ?? builtInHandler(version);
  const { runtimeType, runtimePath } = handlers.get(standard) ?? {};
  const path = runtimePath?.value || standard;
  if (runtimeType?.value === 'vm' && !isVmProgram(path, version)) {
    refusals.push(
      observe('value-refused', runtimePath?.location ?? null, { key: 'runtime_path', value: path.slice(0, 200) }),
    );
    return;
  }
  for (const [name, { runtimeType }] of handlers) {
    if (isRuntimeType(runtimeType.value, version)) continue;
    if (name !== standard && doesWithoutWrongHandlers(version)) continue;
    refusals.push(
      observe('runtime-type-unknown', runtimeType.location, { value: runtimeType.value.slice(0, 200), name }),
    );
    return;
  }
  if (named === null || handlers.has(named.value)) return;
  // Which handler is built in changed from runc to crun.
  if (version === null && named.value === 'runc') {
    doubts.push(observe('version-decides', named.location, { value: named.value }));
    return;
  }
  refusals.push(observe('default-runtime-missing', named.location, { value: named.value.slice(0, 200) }));
}
