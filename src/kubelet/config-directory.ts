import type { FileTree } from '../image/file-tree.ts';
import { type Location, startOfFile } from '../text/position.ts';
import { type ConfigEntry, isPlaceholder, largestConfig, text } from './config-document.ts';
import { gatesField, readDropIn, type Setting } from './config-file.ts';
import type { Notes } from './notes.ts';

/** What the drop-ins below `--config-dir` change, all merged. */
export interface DropInSettings {
  /**
   * Null where no drop-in names it. A value of null or `""` takes the setting back to its default, whatever the config
   * file says.
   */
  readonly driver: Setting<string | null> | null;
  readonly gates: ReadonlyMap<string, Setting<boolean | null>>;
  readonly runtimeEndpoint: Setting<string | null> | null;
  /** A template or an unreadable file is among them: nothing is sure. */
  readonly doubtful: boolean;
}

const deepest = 32;
const mostFiles = 1000;

/**
 * Walks a `--config-dir` as Go's filepath.WalkDir does, by name within each directory and never through a symlink to a
 * directory, and merges every `*.conf`: RFC 7396, then field names that match whatever their case, the last in order of
 * bytes. Source: Kubernetes cmd/kubelet/app/server.go `mergeKubeletConfigurations`.
 */
export async function readConfigDirectory(
  tree: FileTree,
  path: string,
  argument: Location | null,
  notes: Notes,
): Promise<DropInSettings | 'refused'> {
  const root = path.endsWith('/') ? await tree.stat(path) : await tree.lstat(path);
  if (!root.ok) {
    if (root.reason !== 'absent') {
      notes.doubt('directory-unreadable', argument, { path, problem: root.detail });
      return { ...nothing, doubtful: true };
    }
    notes.refuse('drop-in-directory-missing', argument, { path });
    return 'refused';
  }
  if (root.entry.kind === 'symlink') {
    if (extension(path) !== '.conf') {
      notes.observe('drop-in-directory-symlinked', argument, { path });
      return nothing;
    }
    notes.refuse('drop-in-unreadable', argument, { path, problem: 'it is a directory' });
    return 'refused';
  }
  const found: string[] = [];
  const walked = await walk(tree, root.entry.path, found, notes, 0);
  return await mergeDropIns(tree, found, walked, notes);
}

const nothing: DropInSettings = {
  driver: null,
  gates: new Map(),
  runtimeEndpoint: null,
  doubtful: false,
};

async function walk(tree: FileTree, directory: string, found: string[], notes: Notes, depth: number): Promise<boolean> {
  const listed = await tree.list(directory);
  if (!listed.ok) {
    notes.doubt('directory-unreadable', startOfFile(directory), { path: directory, problem: listed.detail });
    return false;
  }
  let complete = true;
  for (const name of listed.names) {
    const full = `${directory === '/' ? '' : directory}/${name}`;
    const entry = await tree.lstat(full);
    if (entry.ok && entry.entry.kind === 'directory') {
      if (depth >= deepest) return tooMuch(full, `nested more than ${deepest} levels deep`, notes);
      complete = (await walk(tree, full, found, notes, depth + 1)) && complete;
    } else if (extension(name) !== '.conf') notes.observe('drop-in-not-read', startOfFile(full), { path: full });
    else if (found.length >= mostFiles) return tooMuch(full, `more than ${mostFiles} drop-ins`, notes);
    else found.push(full);
  }
  return complete;
}

function tooMuch(path: string, problem: string, notes: Notes): false {
  notes.doubt('directory-unreadable', startOfFile(path), { path, problem });
  return false;
}

async function mergeDropIns(
  tree: FileTree,
  paths: readonly string[],
  complete: boolean,
  notes: Notes,
): Promise<DropInSettings | 'refused'> {
  /** By spelling; the config file's own setting is the spelling `cgroupDriver`. */
  const drivers = new Map<string, Setting<string | null>>();
  const gates = new Map<string, Setting<boolean | null>>();
  let runtimeEndpoint: Setting<string | null> | null = null;
  let doubtful = !complete;

  for (const path of paths) {
    const file = await tree.read(path, largestConfig);
    if (!file.ok) {
      if (file.reason === 'unreadable' || file.reason === 'too-large') {
        notes.doubt('config-unreadable', startOfFile(path), { path, problem: file.detail });
        doubtful = true;
        continue;
      }
      notes.refuse('drop-in-unreadable', startOfFile(path), { path, problem: file.detail });
      return 'refused';
    }
    const root = readDropIn(file.entry.path, file.bytes, notes);
    if (root === 'refused') return 'refused';
    if (root === 'templated') {
      notes.doubt('config-templated', startOfFile(file.entry.path), { value: null });
      doubtful = true;
      continue;
    }
    for (const entry of root.entries) {
      switch (entry.key.toLowerCase()) {
        case 'cgroupdriver': {
          const setting = scalarSetting(entry, 'string', file.entry.path, notes);
          if (setting === 'wrong') return 'refused';
          noteDriver(entry, drivers.get(entry.key), setting, notes);
          drivers.set(entry.key, setting);
          break;
        }
        case 'featuregates': {
          const more = gatesField(entry, file.entry.path, 'drop-in', notes);
          if (more === 'wrong') return 'refused';
          for (const [name, setting] of more) gates.set(name, setting);
          break;
        }
        case 'containerruntimeendpoint': {
          const setting = scalarSetting(entry, 'string', file.entry.path, notes);
          if (setting === 'wrong') return 'refused';
          runtimeEndpoint = setting;
          break;
        }
        case 'failcgroupv1': {
          if (scalarSetting<boolean>(entry, 'boolean', file.entry.path, notes) === 'wrong') return 'refused';
          break;
        }
      }
    }
  }
  const driver = winner(drivers);
  if (typeof driver?.value === 'string' && isPlaceholder(driver.value)) {
    notes.doubt('config-templated', driver.location, { value: driver.value });
    doubtful = true;
  }
  return { driver, gates, runtimeEndpoint, doubtful };
}

/**
 * Which spelling the merged document's decoding ends with. `cgroupDriver` itself is always there, unless a drop-in has
 * deleted it, so a spelling that sorts before it loses.
 */
function winner(drivers: ReadonlyMap<string, Setting<string | null>>): Setting<string | null> | null {
  const standing = [...drivers].filter(([, setting]) => setting.value !== null);
  const proper = drivers.get('cgroupDriver') ?? null;
  const [spelling, last] = standing.sort(([a], [b]) => (a < b ? -1 : 1)).at(-1) ?? [null, null];
  if (spelling === null || last === null) return proper;
  const properStands = proper === null || proper.value !== null;
  return properStands && spelling < 'cgroupDriver' ? proper : last;
}

function noteDriver(
  entry: ConfigEntry,
  earlier: Setting<string | null> | undefined,
  setting: Setting<string | null>,
  notes: Notes,
): void {
  if (entry.key !== 'cgroupDriver') {
    notes.observe('miscased-field', entry.keyLocation, {
      field: entry.key,
      value: text(entry.value),
      where: 'drop-in',
    });
  }
  if (setting.value === '' || (setting.value === null && entry.key === 'cgroupDriver')) {
    notes.observe('drop-in-resets', setting.location, { value: setting.value });
  }
  if (earlier !== undefined && earlier.value !== setting.value) {
    const related = [{ location: setting.location, role: 'this later one counts' }];
    const detail = { value: earlier.value, winner: setting.value, agree: false };
    notes.observe('drop-in-beats-drop-in', earlier.location, detail, related);
  }
}

function scalarSetting<Value extends string | boolean = string>(
  entry: ConfigEntry,
  type: 'string' | 'boolean',
  path: string,
  notes: Notes,
): Setting<Value | null> | 'wrong' {
  const { value } = entry;
  if (value.type === 'scalar' && (value.value === null || typeof value.value === type)) {
    return { value: value.value as Value | null, location: value.location };
  }
  notes.refuse('config-field-type-wrong', value.location, { path, where: 'drop-in', field: entry.key });
  return 'wrong';
}

/** As Go's filepath.Ext: from the last dot of the name, also where it is the first character. */
function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot === -1 ? '' : name.slice(dot);
}
