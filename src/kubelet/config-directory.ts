import type { FileTree } from '../image/file-tree.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { type Location, startOfFile } from '../text/position.ts';
import { largestConfig } from './config-document.ts';
import { type DropInMerge, type MergeBase, type MergedSettings, newDropInMerge } from './drop-in-merge.ts';
import type { Notes } from './notes.ts';

/** What the drop-ins below `--config-dir` change, all merged. */
export interface DropInSettings extends MergedSettings {
  /** A template or an unreadable file is among them: nothing is sure. */
  readonly doubtful: boolean;
}

const deepest = 32;
const mostFiles = 1000;

/**
 * Walks a `--config-dir` as Go's filepath.WalkDir does, by name within each directory and never through a symlink to a
 * directory, and merges every `*.conf`. A root that is no directory counts as a file: without that extension it is ignored.
 * Source: Kubernetes cmd/kubelet/app/server.go `mergeKubeletConfigurations`.
 * @param minor the kubelet's minor version, which decides how they are merged; null where it is not known
 * @param base what they are merged into
 */
export async function readConfigDirectory(
  tree: FileTree,
  path: string,
  argument: Location | null,
  minor: number | null,
  base: MergeBase,
  notes: Notes,
): Promise<DropInSettings | 'refused'> {
  const merge = newDropInMerge(minor, base, notes);
  const root = path.endsWith('/') ? await tree.stat(path) : await tree.lstat(path);
  if (!root.ok) {
    if (root.reason !== 'absent') {
      notes.doubt('directory-unreadable', argument, { path, problem: root.detail });
      return { driver: null, gates: base.gates, runtimeEndpoint: null, fields: base.fields, doubtful: true };
    }
    notes.refuse('drop-in-directory-missing', argument, { path });
    return 'refused';
  }
  const found: string[] = [];
  let complete = true;
  if (root.entry.kind === 'directory') complete = await walk(tree, root.entry.path, found, notes, 0);
  else if (extension(path) === '.conf') found.push(path);
  else if (root.entry.kind === 'symlink') notes.observe('drop-in-directory-symlinked', argument, { path });
  return await readDropIns(tree, found, complete, merge, notes);
}

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

async function readDropIns(
  tree: FileTree,
  paths: readonly string[],
  complete: boolean,
  merge: DropInMerge,
  notes: Notes,
): Promise<DropInSettings | 'refused'> {
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
    const added = merge.add(file.entry.path, file.bytes);
    if (added === 'refused') return 'refused';
    if (added === 'templated') {
      notes.doubt('config-templated', startOfFile(file.entry.path), { value: null });
      doubtful = true;
    }
  }
  const merged = merge.finish();
  if (merged === 'refused') return 'refused';
  const { driver } = merged;
  if (typeof driver?.value === 'string' && isPlaceholder(driver.value)) {
    notes.doubt('config-templated', driver.location, { value: driver.value });
    doubtful = true;
  }
  return { ...merged, doubtful };
}

/** As Go's filepath.Ext: from the last dot of the name, also where it is the first character. */
function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot === -1 ? '' : name.slice(dot);
}
