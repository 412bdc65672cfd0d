import type { FileTree } from '../image/file-tree.ts';
import { simplifyPath } from './exec-line.ts';
import { programDirectories } from './load-path.ts';

const mostDirectories = 100;

/** The program's path, searched for where it is a bare name, and whether the image has it. */
export async function findProgram(
  tree: FileTree,
  program: string,
  searchPath: readonly string[],
): Promise<{ readonly path: string; readonly exists: boolean }> {
  if (program.startsWith('/')) return { path: program, exists: (await tree.stat(program)).ok };
  const directories = searchPath.length > 0 ? searchPath.slice(0, mostDirectories) : programDirectories;
  for (const directory of directories) {
    const path = simplifyPath(`${directory}/${program}`);
    const found = await tree.stat(path);
    if (found.ok && found.entry.kind === 'file') return { path, exists: true };
  }
  return { path: program, exists: false };
}
