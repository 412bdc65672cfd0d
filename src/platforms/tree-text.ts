import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { Location } from '../text/position.ts';

export interface TextFile {
  readonly text: string;
  /** Symlinks resolved. */
  readonly path: string;
}

/** A file's text; null where it cannot be read. Bytes that are no UTF-8 become U+FFFD. */
export async function readText(tree: FileTree, path: string): Promise<TextFile | null> {
  const result = await tree.read(path);
  if (!result.ok) return null;
  return { text: new TextDecoder().decode(result.bytes), path: result.entry.path };
}

/** Folders that every image has, which show nothing by being there. */
const SHARED_FOLDERS = /^(?:|\/etc|\/(?:usr\/)?(?:local\/)?s?bin|\/opt\/bin|.*\/systemd\/system|\/etc\/init\.d)$/;

/**
 * The first of the paths that is there, its symlinks resolved; a link to nowhere counts too, but none to /dev/null. What
 * lies in a folder of its own that is there and cannot be looked into counts as well.
 */
export async function firstThere(tree: FileTree, paths: readonly string[]): Promise<string | null> {
  const places = await askAll(paths, (path) => placeOf(tree, path));
  return places.find((place) => place !== null) ?? null;
}

async function placeOf(tree: FileTree, path: string): Promise<string | null> {
  const stat = await tree.stat(path);
  if (stat.ok) return stat.entry.path === '/dev/null' ? null : stat.entry.path;
  const link = await tree.lstat(path);
  if (link.ok && link.entry.linkTarget !== '/dev/null') return link.entry.path;
  if (stat.reason !== 'unreadable') return null;
  const folder = path.slice(0, path.lastIndexOf('/'));
  return !SHARED_FOLDERS.test(folder) && (await tree.lstat(folder)).ok ? path : null;
}

/** A line of a text, without the blanks around it; `line` counts from 1. */
export function lineLocation(path: string, line: number, text: string): Location {
  const start = text.length - text.trimStart().length;
  const end = Math.max(start, text.trimEnd().length);
  return { path, startLine: line, startColumn: start + 1, endLine: line, endColumn: end + 1 };
}
