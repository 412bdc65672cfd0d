import type { FileTree, TreeFailure } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import { type FileAssignment, parseEnvironmentFile } from './environment-file.ts';
import type { Variable } from './expand-variables.ts';
import { expandGlob, isGlob } from './glob.ts';
import type { Notes } from './notes.ts';
import type { SystemdObservation } from './observations.ts';
import { isRunTimePath } from './run-time-paths.ts';
import type { EnvironmentFileSetting, ServiceSettings } from './service-settings.ts';
import { sourceFile } from './traced-text.ts';

export interface ServiceEnvironment {
  /** As the command line is expanded with. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** What UnsetEnvironment= takes away from what the program gets. */
  readonly unset: ReadonlySet<string>;
  /** Every environment file that was read. */
  readonly filesRead: readonly string[];
  /** Why the command is not started at all. */
  readonly refusal: SystemdObservation | null;
}

/** systemd's version, null where it is not known: asked for only where something depends on it. */
export type AskVersion = () => Promise<number | null>;

/** `getenv` of the manager, as far as files tell. */
export interface ManagerEnvironment {
  /** DefaultEnvironment=: what every service gets. */
  readonly forServices: ReadonlyMap<string, Variable>;
  /** ManagerEnvironment=: what PassEnvironment= takes from. */
  readonly forManager: ReadonlyMap<string, Variable>;
}

/** What is read of environment files, over all of them; an honest unit reads a few lines. */
const mostFiles = 200;
/** Linux has no longer paths. */
const longestPath = 4096;
const mostBytes = 1_500_000;
/** From this version on UnsetEnvironment= leaves the command line alone. */
const UNSETS_LATER = 262;

/**
 * The environment of the command, lowest to highest: DefaultEnvironment=, PassEnvironment=, Environment=, environment
 * files; then UnsetEnvironment= takes away, from 262 on once the command line has been expanded (systemd pull request
 * 43471). Source: systemd 252 src/core/execute.c `exec_child`, `exec_context_load_environment`.
 */
export async function serviceEnvironment(
  tree: FileTree,
  settings: ServiceSettings,
  manager: ManagerEnvironment,
  systemdVersion: AskVersion,
  notes: Notes,
): Promise<ServiceEnvironment> {
  const variables = new Map<string, Variable>(manager.forServices);
  for (const passed of settings.passEnvironment) {
    const variable = manager.forManager.get(passed.name);
    if (variable !== undefined) variables.set(passed.name, variable);
  }

  const fromUnit = new Map<string, Variable>();
  for (const { name, value, location } of settings.environment) {
    noteOverridden(fromUnit.get(name), { name, value, origin: location }, notes);
    fromUnit.set(name, { name, value, origin: location });
  }

  const fromFiles = new Map<string, Variable>();
  const filesRead: string[] = [];
  let bytesLeft = mostBytes;
  for (const [index, setting] of settings.environmentFiles.entries()) {
    if (index >= mostFiles || bytesLeft < 0) {
      const detail = { path: setting.path, reason: 'too-many', problem: 'too many environment files' };
      notes.doubt('unreadable', setting.location, detail);
      break;
    }
    const loaded = await loadFiles(tree, setting, systemdVersion, notes);
    if (!loaded.ok) return { variables, unset: new Set(), filesRead, refusal: loaded.refusal };
    filesRead.push(...loaded.paths);
    bytesLeft -= loaded.bytes;
    for (const assignment of loaded.assignments) {
      const variable = { name: assignment.name, value: assignment.value, origin: assignment.location };
      noteOverridden(fromFiles.get(assignment.name), variable, notes);
      fromFiles.set(assignment.name, variable);
    }
  }

  for (const variable of fromUnit.values()) {
    const winner = fromFiles.get(variable.name);
    if (winner !== undefined && winner.value.text !== variable.value.text) {
      notes.observe(
        'environment-nullified-by-file',
        variable.origin,
        { name: variable.name, value: variable.value.text, winner: winner.value.text },
        winner.origin === null ? [] : [{ location: winner.origin, role: 'this file wins' }],
      );
    }
  }
  for (const [name, variable] of [...fromUnit, ...fromFiles]) variables.set(name, variable);
  const gone = new Set<string>();
  for (const unset of settings.unsetEnvironment) {
    const equals = unset.indexOf('=');
    const name = equals === -1 ? unset : unset.slice(0, equals);
    const applies = equals === -1 ? variables.has(name) : variables.get(name)?.value.text === unset.slice(equals + 1);
    if (!applies) continue;
    gone.add(name);
    if (((await systemdVersion()) ?? 0) < UNSETS_LATER) variables.delete(name);
  }
  return { variables, unset: gone, filesRead, refusal: null };
}

type LoadedFiles =
  | {
      readonly ok: true;
      readonly paths: readonly string[];
      readonly assignments: readonly FileAssignment[];
      readonly bytes: number;
    }
  | { readonly ok: false; readonly refusal: SystemdObservation };

async function loadFiles(
  tree: FileTree,
  setting: EnvironmentFileSetting,
  systemdVersion: AskVersion,
  notes: Notes,
): Promise<LoadedFiles> {
  const { path, optional, location } = setting;
  if (path.length > longestPath) {
    const detail = { path: `${path.slice(0, 80)}…`, reason: 'too-large', problem: 'the path is longer than any' };
    notes.doubt('unreadable', location, detail);
    return { ok: true, paths: [], assignments: [], bytes: 0 };
  }
  const paths = isGlob(path) ? await expandGlob(tree, path) : [path];
  if (paths.length === 0) return absent(setting, notes);

  const read: string[] = [];
  let bytes = 0;
  const assignments: FileAssignment[] = [];
  for (const [index, one] of paths.entries()) {
    if (index >= mostFiles) {
      notes.doubt('unreadable', location, { path: one, reason: 'too-many', problem: 'too many environment files' });
      break;
    }
    const file = await tree.read(one);
    if (!file.ok) {
      const result = unread(setting, file, notes);
      if (!result.ok) return result;
      continue;
    }
    bytes += file.bytes.length;
    if (bytes > mostBytes) {
      const detail = { path: one, reason: 'too-large', problem: 'too much in environment files' };
      notes.doubt('unreadable', location, detail);
      break;
    }
    const source = sourceFile(file.entry.path, file.bytes);
    let parsed = parseEnvironmentFile(source, true);
    const differs = !parsed.ok || parsed.escapedComments.length > 0;
    const version = differs ? await systemdVersion() : null;
    if (version !== null && version >= 254) parsed = parseEnvironmentFile(source, false);
    if (!parsed.ok) {
      const detail = { path: file.entry.path, problem: parsed.problem, optional };
      const observation = notes.observe('environment-file-invalid', location, detail);
      if (optional) continue;
      return { ok: false, refusal: observation };
    }
    if (version === null) {
      for (const place of parsed.escapedComments) notes.doubt('comment-continued', place, { path: file.entry.path });
    }
    read.push(file.entry.path);
    for (const assignment of parsed.assignments) {
      noteAssignment(assignment, notes);
      if (assignment.validName) assignments.push(assignment);
    }
  }
  return { ok: true, paths: read, assignments, bytes };
}

function unread(setting: EnvironmentFileSetting, failure: TreeFailure, notes: Notes): LoadedFiles {
  if (failure.reason === 'absent' || isRunTimePath(setting.path)) return absent(setting, notes);
  const detail = { path: failure.path, reason: failure.reason, problem: failure.detail };
  if (failure.reason === 'not-a-file' || failure.reason === 'not-a-directory' || failure.reason === 'loop') {
    const observation = notes.observe('environment-file-invalid', setting.location, {
      ...detail,
      optional: setting.optional,
    });
    return setting.optional ? { ok: true, paths: [], assignments: [], bytes: 0 } : { ok: false, refusal: observation };
  }
  notes.doubt('unreadable', setting.location, detail);
  return { ok: true, paths: [], assignments: [], bytes: 0 };
}

function absent({ path, optional, location }: EnvironmentFileSetting, notes: Notes): LoadedFiles {
  if (isRunTimePath(path)) {
    notes.doubt('boot-writes-environment', location, { path, optional });
    return { ok: true, paths: [], assignments: [], bytes: 0 };
  }
  if (optional) return { ok: true, paths: [], assignments: [], bytes: 0 };
  return { ok: false, refusal: notes.observe('environment-file-missing', location, { path }) };
}

function noteAssignment(assignment: FileAssignment, notes: Notes): void {
  const { name, value, location, validName, hash } = assignment;
  const exported = /^export\s+(.*)$/.exec(name)?.[1];
  if (exported !== undefined)
    notes.observe('export-in-environment-file', location, { name: exported, value: value.text });
  else if (!validName) notes.observe('invalid-name-in-environment-file', location, { name });
  if (validName && hash !== null) {
    const kind = hash.after === 'quotes' ? 'comment-after-quoted-value' : 'comment-in-unquoted-value';
    notes.observe(kind, hash.location, { name, value: value.text });
  }
}

function noteOverridden(loser: Variable | undefined, winner: Variable, notes: Notes): void {
  if (loser === undefined || loser.value.text === winner.value.text) return;
  notes.observe(
    'environment-overridden',
    loser.origin,
    { name: loser.name, value: loser.value.text, winner: winner.value.text },
    winner.origin === null ? [] : [{ location: winner.origin, role: 'this later one wins' }],
  );
}

/** The well-known environment files that a unit of this name is expected to read, and whose settings it does not. */
export async function noteUnreadFiles(
  tree: FileTree,
  stem: string,
  filesRead: readonly string[],
  notes: Notes,
): Promise<void> {
  for (const path of [`/etc/default/${stem}`, `/etc/sysconfig/${stem}`]) {
    const file = await tree.read(path);
    if (!file.ok || filesRead.includes(file.entry.path)) continue;
    const parsed = parseEnvironmentFile(sourceFile(file.entry.path, file.bytes), true);
    const set = parsed.ok ? parsed.assignments.filter((one) => one.value.text !== '') : [];
    if (set.length === 0) continue;
    notes.observe('environment-file-not-named', set[0]?.location ?? startOfFile(path), {
      path: file.entry.path,
      names: set.map((one) => one.name).join(','),
      mentionsDriver: set.some((one) => /cgroup[-_]driver/i.test(one.value.text)),
    });
  }
}
