import type { Origin } from '../containerd/answer.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { CgroupDriver } from '../kubelet/answer.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { type Observation, observe } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import { parseVersion, type Version } from '../versions/version.ts';
import type { CrioAnswer, CrioObservation } from './answer.ts';
import { readCommandLine } from './command-line.ts';
import { findConfigFiles } from './config-files.ts';
import { acceptsConmonCgroup, answersRuntimeConfig, defaultDriver, defaultHandler } from './rules.ts';
import { type FileSettings, readSettings, type Setting } from './settings.ts';

const CONFIG = '/etc/crio/crio.conf';
const CONFIG_FOLDER = '/etc/crio/crio.conf.d';
const BACKUP = /(?:~|\.(?:bak|old|orig|save|swp|rpmnew|rpmsave|rpmorig|dpkg-\w+|disabled|tmp))$/i;

export interface CrioOptions {
  /** In any spelling; null where it is not known. */
  readonly version: string | null;
  /** What systemd makes of crio.service. */
  readonly unit?: UnitAnswer | null;
}

/** What CRI-O would do in this image: which cgroup manager it takes, and from where. Total. */
export async function resolveCrio(tree: FileTree, options: CrioOptions): Promise<CrioAnswer> {
  const version = options.version === null ? null : parseVersion(options.version);
  const given = readCommandLine(options.unit ?? null);
  const main = { path: given.config?.value ?? CONFIG, given: given.config?.location ?? null };
  const found = await findConfigFiles(tree, main, given.configDir?.value ?? CONFIG_FOLDER);
  const settings = found.files.map((file) => readSettings(file));

  const refusals: CrioObservation[] = found.refusal === null ? [] : [found.refusal];
  const observations: CrioObservation[] = [];
  const doubts: Observation[] = [...(options.unit?.doubts ?? []), ...found.doubts];
  for (const file of settings) {
    if (file.refusal !== null) refusals.push(file.refusal);
    observations.push(...file.observations, ...unlikely(file));
    doubts.push(...file.doubts);
  }

  const written = settings.flatMap(({ cgroupManager }) => cgroupManager ?? []);
  const winner: { readonly value: string; readonly location: Location | null } | null =
    given.cgroupManager ?? written.at(-1) ?? null;
  observations.push(...replaced(written, winner));
  if (winner !== null && winner.value !== 'systemd' && winner.value !== 'cgroupfs') {
    refusals.push(observe('value-invalid', winner.location, { value: winner.value }));
  }
  const driver = (winner?.value ?? defaultDriver(version)) as CgroupDriver;
  if (refusals.length === 0) checkConmon(driver, settings, winner?.location ?? null, version, refusals, doubts);

  const [refusal] = refusals;
  const undecided = refusal !== undefined || doubts.some(({ kind }) => DECIDING.has(kind));
  const handlers = new Map(settings.flatMap((file) => file.handlers.map(({ name, definition }) => [name, definition])));
  const standard =
    settings.flatMap(({ defaultRuntime }) => defaultRuntime ?? []).at(-1)?.value || defaultHandler(version);
  return {
    version: options.version,
    state: refusal === undefined ? 'ok' : 'refuses',
    stateReason: refusal ?? null,
    driver: undecided ? 'unknown' : driver,
    origin: originOf(winner, settings),
    answersRuntimeConfig: answersRuntimeConfig(version),
    defaultHandler: standard,
    handlers: [...handlers].map(([name, definition]) => ({ name, definition })),
    files: found.files.map(({ resolvedPath }) => resolvedPath),
    observations: [...refusals, ...observations],
    doubts,
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

function checkConmon(
  driver: CgroupDriver,
  settings: readonly FileSettings[],
  managerLine: Location | null,
  version: Version | null,
  refusals: CrioObservation[],
  doubts: Observation[],
): void {
  const general = settings.flatMap(({ conmonCgroup }) => conmonCgroup ?? []).at(-1) ?? null;
  const own =
    general === null
      ? settings.flatMap(({ handlers }) => handlers.flatMap(({ monitorCgroup }) => monitorCgroup ?? []))
      : [];
  for (const setting of own.length > 0 ? own : [general]) {
    const value = setting?.value ?? null;
    const location = setting?.location ?? managerLine;
    const accepted = acceptsConmonCgroup(driver, value, version);
    if (accepted === false)
      refusals.push(observe('conmon-cgroup-invalid', location, { value: value ?? 'system.slice', driver }));
    if (accepted === null) doubts.push(observe('version-decides', location, { value }));
  }
}
