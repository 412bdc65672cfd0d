import type { FileTree } from '../image/file-tree.ts';

/** Whether a path leads to `/dev/null` or to an empty file. An image need not have the device itself. */
export async function isMask(tree: FileTree, path: string): Promise<boolean> {
  let at = path;
  for (let hop = 0; hop < 40; hop += 1) {
    const entry = await tree.lstat(at);
    if (!entry.ok) return at === '/dev/null';
    if (entry.entry.kind === 'other') return true;
    if (entry.entry.kind === 'file') return entry.entry.size === 0;
    const target = entry.entry.linkTarget;
    if (target === null) return false;
    at = target.startsWith('/') ? target : `${entry.entry.path.slice(0, entry.entry.path.lastIndexOf('/'))}/${target}`;
    if (plainPath(at) === '/dev/null') return true;
  }
  return false;
}

/** Most paths are. */
const PLAIN = /^(?:\/(?!\.{0,2}(?:\/|$))[^/]*)+$/;

/** Takes `.` and `..` out of an absolute path, without a look at what is there. */
export function plainPath(path: string): string {
  if (PLAIN.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
