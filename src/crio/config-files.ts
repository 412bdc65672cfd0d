import type { FileTree } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { CrioObservation } from './answer.ts';

const MOST_FILES = 500;
const MOST_BYTES = 4 << 20;
const DEEPEST = 16;

export interface ConfigFile {
  readonly path: string;
  /** Symlinks resolved. */
  readonly resolvedPath: string;
  readonly bytes: Uint8Array;
  readonly dropIn: boolean;
}

export interface ConfigFiles {
  readonly files: readonly ConfigFile[];
  readonly refusal: CrioObservation | null;
  readonly doubts: readonly CrioObservation[];
}

/**
 * The files that CRI-O reads, in order (cri-o internal/criocli/criocli.go, mergeConfigFiles; pkg/config/config.go,
 * UpdateFromPath): the main file, which may only be missing where nobody asked for it, then every file below the drop-in
 * folder whatever its name, in bytewise order. `filepath.Walk` does not follow links to folders: reading one as a file
 * fails, and CRI-O with it; a slash behind the drop-in folder's name makes the kernel follow that one.
 */
export async function findConfigFiles(
  tree: FileTree,
  main: { readonly path: string; readonly isGiven: boolean; readonly at: Location | null },
  folder: string,
): Promise<ConfigFiles> {
  const files: ConfigFile[] = [];
  const doubts: CrioObservation[] = [];
  let refusal: CrioObservation | null = null;
  let bytes = 0;

  async function read(path: string, dropIn: boolean): Promise<void> {
    const result = await tree.read(path);
    if (result.ok) {
      bytes += result.bytes.length;
      files.push({ path, resolvedPath: result.entry.path, bytes: result.bytes, dropIn });
    } else if (result.reason === 'unreadable' || result.reason === 'too-large') {
      doubts.push(observe('file-unreadable', null, { path, reason: result.detail }));
    } else if (dropIn || main.isGiven || result.reason !== 'absent') {
      refusal ??= observe('file-missing', dropIn ? null : main.at, { path });
    }
  }

  async function walk(path: string, depth: number): Promise<void> {
    const link = await (depth === 0 && folder.endsWith('/') ? tree.stat(path) : tree.lstat(path));
    if (!link.ok) {
      if (link.reason !== 'absent') doubts.push(observe('file-unreadable', null, { path, reason: link.detail }));
      return;
    }
    if (link.entry.kind !== 'directory') {
      await read(path, true);
      return;
    }
    const list = await tree.list(path);
    if (!list.ok) {
      doubts.push(observe('file-unreadable', null, { path, reason: list.detail }));
      return;
    }
    for (const name of list.names) {
      if (files.length >= MOST_FILES || bytes >= MOST_BYTES || depth > DEEPEST) {
        doubts.push(observe('too-many-files', null, { path }));
        return;
      }
      await walk(`${path}/${name}`, depth + 1);
    }
  }

  if (main.path !== '') await read(main.path, false);
  if (folder !== '' && (await tree.stat(folder)).ok) await walk(folder.replace(/\/+$/, '') || '/', 0);
  return { files, refusal, doubts };
}
