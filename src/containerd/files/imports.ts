import type { FileTree } from '../../image/file-tree.ts';
import type { Location } from '../../text/position.ts';
import type { Family } from '../families.ts';
import { type GlobOptions, glob } from '../go/glob.ts';
import { BadPattern, cleanPath, directoryOf, isAbsolute, joinPath } from '../go/path.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import type { ListedText } from './document.ts';

export interface PendingFile {
  /** As containerd names it; also what tells one file from another. */
  readonly path: string;
  readonly importedFrom: Location | null;
  readonly entry: string;
}

/** Linux has no longer paths. */
const longestPattern = 4096;

export interface ImportContext {
  readonly tree: FileTree;
  readonly family: Family;
  readonly workingDirectory: string;
  readonly notes: Notes;
  /** How many directories the patterns of all files may still look into. */
  readonly budget: { left: number };
}

/**
 * The files that `imports` of the file `parent` names, in order (containerd's `resolveImports`); or what stops the
 * daemon. Only a `*` makes a pattern of an entry, and then `?`, `[…]` and `\` mean something too.
 */
export async function resolveImports(
  parent: string,
  entries: readonly ListedText[],
  context: ImportContext,
): Promise<readonly PendingFile[] | ContainerdObservation> {
  const pending: PendingFile[] = [];
  for (const { text, location } of entries) {
    const fromWorkingDirectory = context.family.has('globsFromWorkingDirectory') && text.includes('*');
    const besideFile = isAbsolute(text) ? cleanPath(text) : joinPath(directoryOf(parent), cleanPath(text));
    const path = fromWorkingDirectory ? text : besideFile;
    if (!path.includes('*')) {
      pending.push({ path, importedFrom: location, entry: text });
      continue;
    }
    if (path.length > longestPattern) {
      const what = 'characters of a pattern in imports';
      context.notes.doubts.push(note('too-much', location, { what, limit: longestPattern }));
      continue;
    }
    const options = globOptions(context);
    const found = await glob(context.tree, path, options);
    if (found instanceof BadPattern) return note('import-bad-pattern', location, { entry: text });
    for (const failure of found.failures) {
      const { reason, detail } = failure;
      context.notes.doubts.push(note('file-unreadable', location, { path: failure.path, reason, detail }));
    }
    for (const match of found.paths) pending.push({ path: match, importedFrom: location, entry: text });
    if (fromWorkingDirectory && !isAbsolute(text)) {
      const meant = await glob(context.tree, besideFile, options);
      const matchesBesideFile = meant instanceof BadPattern ? 0 : meant.paths.length;
      const detail = { entry: text, workingDirectory: context.workingDirectory, matchesBesideFile };
      context.notes.observations.push(note('glob-relative-to-cwd', location, detail));
    }
    if (found.paths.length === 0) {
      context.notes.observations.push(note('import-matches-nothing', location, { entry: text, path }));
    }
  }
  return pending;
}

function globOptions({ family, workingDirectory, budget }: ImportContext): GlobOptions {
  // Debian 11 built its containerd 1.4 with Go 1.15; upstream's 1.4.13 was built with Go 1.16.
  return { workingDirectory, budget, checksPatternFirst: !(family.decoder === 'burntsushi' && family.debian) };
}
