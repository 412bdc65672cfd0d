import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { simplifyPath } from './exec-line.ts';
import { programDirectories } from './load-path.ts';

const mostDirectories = 100;

export interface FoundProgram {
  readonly path: string;
  readonly exists: boolean;
}

/** The program's path, searched for where it is a bare name, and whether the image has it. */
export async function findProgram(
  tree: FileTree,
  program: string,
  searchPath: readonly string[],
): Promise<FoundProgram> {
  if (program.startsWith('/')) return { path: program, exists: (await tree.stat(program)).ok };
  const directories = searchPath.length > 0 ? searchPath.slice(0, mostDirectories) : programDirectories;
  const paths = directories.map((directory) => simplifyPath(`${directory}/${program}`));
  const stats = await askAll(paths, (path) => tree.stat(path));
  const path = paths[stats.findIndex((stat) => stat.ok && stat.entry.kind === 'file')];
  return path === undefined ? { path: program, exists: false } : { path, exists: true };
}
