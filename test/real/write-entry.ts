import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MemoryFile } from '../support/memory-tree.ts';

/** Puts one file of a table onto the disk, with the folders that it lies in. */
export function writeEntry(path: string, file: MemoryFile): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof file === 'string' || file instanceof Uint8Array) writeFileSync(path, file);
  else if ('symlink' in file) symlinkSync(file.symlink, path);
  else if ('directory' in file) mkdirSync(path, { recursive: true });
  else if ('content' in file) writeFileSync(path, file.content ?? '');
  else throw new Error(`a real disk cannot hold ${path}`);
}
