import type { FileTree, TreeFailure } from '../../image/file-tree.ts';
import { compareBytewise } from '../../text/bytewise.ts';
import { BadPattern, hasWildcard, joinPath, matchesPattern } from './path.ts';

export interface GlobOptions {
  /** What relative paths start from. */
  readonly workingDirectory: string;
  /** Go before 1.16 notices a bad pattern only where it compares it with a name. */
  readonly checksPatternFirst: boolean;
  /** How many directories may still be looked into; what is beyond counts as a failure. */
  readonly budget: { left: number };
}

export interface GlobResult {
  /** In the order of Go: directory by directory, each sorted bytewise. */
  readonly paths: readonly string[];
  /** Directories that exist and could not be read, so that matches may be missing. */
  readonly failures: readonly TreeFailure[];
}

const directoryLimit = 1000;
/** No path of Linux has more parts. */
const depthLimit = 2048;

/**
 * Go's `filepath.Glob` (Go 1.25) on a tree: `*` does not cross `/` and matches leading dots, symlinks are followed only
 * for directories, and what is not there matches nothing.
 */
export async function glob(tree: FileTree, pattern: string, options: GlobOptions): Promise<GlobResult | BadPattern> {
  if (options.checksPatternFirst) {
    const readable = matchesPattern(pattern, '');
    if (readable instanceof BadPattern) return readable;
  }
  const absolute = (path: string) => (path.startsWith('/') ? path : joinPath('/', options.workingDirectory, path));
  if (!hasWildcard(pattern)) {
    const entry = await tree.lstat(absolute(pattern));
    if (entry.ok) return { paths: [pattern], failures: [] };
    return { paths: [], failures: entry.reason === 'absent' ? [] : [entry] };
  }
  if (pattern.split('/').length > depthLimit) return { paths: [], failures: [] };
  const slash = pattern.lastIndexOf('/');
  const head = pattern.slice(0, slash + 1);
  const directory = head === '' ? '.' : head === '/' ? '/' : head.slice(0, -1);
  const last = pattern.slice(slash + 1);
  let directories: GlobResult = { paths: [directory], failures: [] };
  if (hasWildcard(directory)) {
    const found = await glob(tree, directory, options);
    if (found instanceof BadPattern) return found;
    directories = found;
  }
  const paths: string[] = [];
  const failures = [...directories.failures];
  for (const each of directories.paths.slice(0, directoryLimit)) {
    options.budget.left -= 1;
    if (options.budget.left < 0) {
      failures.push({
        ok: false,
        reason: 'too-large',
        path: each,
        detail: 'there are more folders than are looked at',
      });
      break;
    }
    const listed = await tree.list(absolute(each));
    if (!listed.ok) {
      if (listed.reason !== 'absent' && listed.reason !== 'not-a-directory') failures.push(listed);
      continue;
    }
    for (const name of listed.names.toSorted(compareBytewise)) {
      const matches = matchesPattern(last, name);
      if (matches instanceof BadPattern) return matches;
      if (matches) paths.push(joinPath(each, name));
    }
  }
  return { paths, failures };
}
