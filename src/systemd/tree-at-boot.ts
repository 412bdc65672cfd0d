import type { FileTree, ReadResult, TreeFailure } from '../image/file-tree.ts';
import { type BootMount, findBootMounts } from './boot-mounts.ts';
import { plainPath } from './mask.ts';
import { runTimeRootOf } from './run-time-paths.ts';

/** Linux follows no more. */
const mostLinks = 40;
/** What lies here is written by installers in any case, and those who read it reckon with that. */
const writtenAnyway = '/var/lib/kubelet';
/** Read for what it tells of an image's maker, and never taken for what a node will find. */
const readAsEvidence = /^\/run\/(?:systemd|kubeadm)(?:\/|$)|^\/tmp(?:\/kubeadm[^/]*)?$/;

/** Where a path leads. */
interface Trail {
  /** A place on the way that only a running node has, or null. */
  readonly runTime: { readonly path: string; readonly root: string } | null;
  /** The last path that was come to, its links resolved; what is missing of it is part of it. */
  readonly end: string;
  /** The deepest folder on the way that is there. */
  readonly deepest: string;
  readonly links: number;
}

/**
 * The image as it will be once the node has booted, as far as that can be told. What leads by a symlink into a file system
 * that only a running node has, and what another file system will be mounted over, cannot be read: neither what the image
 * holds there nor that it holds nothing says what the programs will find. `/dev/null` is there, and empty.
 */
export function treeAtBoot(tree: FileTree): FileTree {
  let mounts: Promise<readonly BootMount[]> | null = null;
  /** The same, once they are known. */
  let knownMounts: readonly BootMount[] | null = null;
  /** Folders in which something was found: listing one like /usr/lib is much to ask of a container engine. */
  const filled = new Set<string>();
  /** Folders with no link on the way to them. */
  const straightFolders = new Set<string>();

  function noteFound(path: string): void {
    let cut = path.lastIndexOf('/');
    while (cut > 0 && !filled.has(path.slice(0, cut))) {
      filled.add(path.slice(0, cut));
      cut = path.lastIndexOf('/', cut - 1);
    }
  }

  /** How many entries a folder has, or one for any that is known to have some; null where it cannot be listed. */
  async function countOf(folder: string): Promise<number | null> {
    if (filled.has(folder)) return 1;
    const listed = await tree.list(folder);
    return listed.ok ? listed.names.length : null;
  }

  /** Whether what was found at `path` will be there for sure, as far as that takes no further question. */
  function stays(path: string, outcome: { readonly path: string }, reads: boolean): boolean {
    if (outcome.path !== path || runTimeRootOf(path) !== null) return false;
    const mounted = ({ where }: BootMount): boolean => path === where || path.startsWith(`${where}/`);
    if (reads && !isWrittenAnyway(path) && (knownMounts === null || knownMounts.some(mounted))) return false;
    noteFound(path);
    return true;
  }

  /** Why what was found, or not found, at `path` is not what will be there. */
  async function hidden(
    path: string,
    outcome: { readonly path: string } | 'absent',
    reads: boolean,
  ): Promise<TreeFailure | null> {
    const plain = plainPath(path);
    if (outcome !== 'absent') noteFound(outcome.path);
    const own = runTimeRootOf(plain);
    if (own !== null) return reads && !readAsEvidence.test(plain) ? failure(path, outlivesNothing(own)) : null;
    if (plain === '/dev/null') return null;
    const straight = outcome !== 'absent' && outcome.path === plain;
    const trail: Trail = straight
      ? { runTime: null, end: plain, deepest: plain, links: 0 }
      : await follow(tree, path, straightFolders);
    if (trail.runTime !== null) {
      const { path: place, root } = trail.runTime;
      return failure(path, `it leads to ${place}, and ${outlivesNothing(root)}`);
    }
    if (!reads || isWrittenAnyway(trail.end)) return null;
    if (outcome === 'absent' && trail.links > 0 && trail.deepest !== '/' && (await countOf(trail.deepest)) === 0) {
      const what = `a file system may be mounted on the empty folder ${trail.deepest} at boot`;
      return failure(path, `it leads to ${trail.end}, which is missing, and ${what}`);
    }
    mounts ??= findBootMounts(tree);
    knownMounts ??= await mounts;
    for (const { where, by, hides } of knownMounts) {
      if (trail.end !== where && !trail.end.startsWith(`${where}/`)) continue;
      if (hides || (outcome === 'absent' && !(await countOf(where)))) {
        return failure(path, `${by} mounts another file system on ${where} at boot`);
      }
    }
    return null;
  }

  return {
    async stat(path) {
      const result = await tree.stat(path);
      if (result.ok ? stays(path, result.entry, false) : result.reason !== 'absent') return result;
      return (await hidden(path, result.ok ? result.entry : 'absent', false)) ?? result;
    },
    async lstat(path) {
      const result = await tree.lstat(path);
      if (result.ok ? stays(path, result.entry, false) : result.reason !== 'absent') return result;
      if (!result.ok || result.entry.kind !== 'symlink') {
        return (await hidden(path, result.ok ? result.entry : 'absent', false)) ?? result;
      }
      return (await hidden(parentOf(path), { path: parentOf(result.entry.path) }, false)) ?? result;
    },
    async read(path, maxBytes) {
      const result = await tree.read(path, maxBytes);
      if (result.ok && stays(path, result.entry, true)) return result;
      if (result.ok || result.reason === 'absent' || result.reason === 'not-a-file') {
        if (!result.ok && (await follow(tree, path, straightFolders)).end === '/dev/null') return emptyDevice;
        if (!result.ok && result.reason === 'not-a-file') return result;
        return (await hidden(path, result.ok ? result.entry : 'absent', true)) ?? result;
      }
      return result;
    },
    async list(path) {
      const result = await tree.list(path);
      if (result.ok ? stays(path, result, true) : result.reason !== 'absent') return result;
      return (await hidden(path, result.ok ? result : 'absent', true)) ?? result;
    },
    async binary(path) {
      const result = await tree.binary(path);
      if (result.ok ? stays(path, result.entry, false) : result.reason !== 'absent') return result;
      return (await hidden(path, result.ok ? result.entry : 'absent', false)) ?? result;
    },
  };
}

function isWrittenAnyway(path: string): boolean {
  return path === writtenAnyway || path.startsWith(`${writtenAnyway}/`);
}

const emptyDevice: ReadResult = {
  ok: true,
  entry: { path: '/dev/null', kind: 'other', size: 0, mode: 0o666, linkTarget: null, provenance: null },
  bytes: new Uint8Array(),
};

/** Walks a path from the root, or from a folder to which no link leads, a symlink at a time. */
async function follow(tree: FileTree, path: string, straightFolders: Set<string>): Promise<Trail> {
  let at = plainPath(path) === path ? deepestOf(straightFolders, path) : '';
  let deepest = at === '' ? '/' : at;
  const ahead = path.slice(at.length).split('/').reverse();
  let links = 0;
  let missing = false;
  while (ahead.length > 0) {
    const part = ahead.pop()!;
    if (part === '' || part === '.') continue;
    if (part === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    at = `${at}/${part}`;
    const root = runTimeRootOf(at);
    if (root !== null && links > 0) {
      const rest = plainPath(`${at}/${[...ahead].reverse().join('/')}`);
      return { runTime: rest === '/dev/null' ? null : { path: rest, root }, end: rest, deepest, links };
    }
    const entry = missing ? null : await tree.lstat(at);
    if (entry === null || !entry.ok) {
      missing = true;
      continue;
    }
    if (entry.entry.kind === 'directory') {
      deepest = at;
      if (links === 0) straightFolders.add(at);
    }
    if (entry.entry.linkTarget === null) continue;
    links += 1;
    if (links > mostLinks) break;
    const target = entry.entry.linkTarget;
    ahead.push(...target.split('/').reverse());
    at = target.startsWith('/') ? '' : at.slice(0, at.lastIndexOf('/'));
  }
  return { runTime: null, end: at === '' ? '/' : at, deepest, links };
}

/** The longest of the folders that lies on the way to a path; empty where none does. */
function deepestOf(folders: ReadonlySet<string>, path: string): string {
  let cut = path.lastIndexOf('/');
  while (cut > 0 && !folders.has(path.slice(0, cut))) cut = path.lastIndexOf('/', cut - 1);
  return path.slice(0, Math.max(0, cut));
}

function parentOf(path: string): string {
  return plainPath(path).replace(/\/[^/]*$/, '') || '/';
}

function outlivesNothing(root: string): string {
  return `nothing that the image has below ${root} outlives a boot`;
}

function failure(path: string, detail: string): TreeFailure {
  return { ok: false, reason: 'unreadable', path, detail };
}
