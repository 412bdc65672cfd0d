import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { decodeEscape } from './c-escape.ts';
import { plainPath } from './mask.ts';
import { sourceFile } from './traced-text.ts';
import { parseUnitFile } from './unit-file.ts';

/** A file system that is mounted when the node boots. */
export interface BootMount {
  /** Absolute, without a slash at the end. */
  readonly where: string;
  /** Where it is said: `/etc/fstab`, or a mount unit. */
  readonly by: string;
  /** It lies over what the image has there; a partition's content may be part of the tree itself. */
  readonly hides: boolean;
}

const mountUnitFolders = ['/etc/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system'];
/** A mount unit is called after its place; these are of no matter, and every image has some. */
const elsewhere = /^(?:sys|dev|proc|run|tmp|boot|efi|home)(?:-|\.mount$)/;
const mostUnits = 500;
const mostLines = 10_000;

/**
 * The mounts that the image asks for: fstab(5) and systemd.mount(5). A partition's content is part of the tree already
 * where a disk was read; what a file system in memory holds, or a folder bound over another one, never is.
 */
export async function findBootMounts(tree: FileTree): Promise<readonly BootMount[]> {
  const [fstab, units] = await Promise.all([
    fstabMounts(tree),
    askAll(mountUnitFolders, async (folder) => {
      const listed = await tree.list(folder);
      const names = (listed.ok ? listed.names : []).filter((one) => one.endsWith('.mount') && !elsewhere.test(one));
      return askAll(names.slice(0, mostUnits), (name) => unitMount(tree, `${folder}/${name}`));
    }),
  ]);
  const mounts = [...fstab, ...units.flat().filter((mount) => mount !== null)];
  return mounts.filter(({ where }) => where !== '/');
}

async function fstabMounts(tree: FileTree): Promise<readonly BootMount[]> {
  const file = await tree.read('/etc/fstab');
  if (!file.ok) return [];
  const mounts: BootMount[] = [];
  for (const line of new TextDecoder().decode(file.bytes).split('\n', mostLines)) {
    const [what = '', where = '', type = '', options = ''] = line.trim().split(/[ \t]+/, 4);
    if (what.startsWith('#') || !where.startsWith('/') || options.split(',').includes('noauto')) continue;
    mounts.push({ where: plainPath(octal(where)), by: '/etc/fstab', hides: hides(type, options) });
  }
  return mounts;
}

async function unitMount(tree: FileTree, path: string): Promise<BootMount | null> {
  const file = await tree.read(path);
  if (!file.ok) return null;
  const settings = new Map<string, string>();
  for (const line of parseUnitFile(sourceFile(file.entry.path, file.bytes))) {
    if (line.type === 'assignment' && line.sectionName === 'Mount') settings.set(line.key, line.value.text);
  }
  const where = settings.get('Where') ?? '';
  if (!where.startsWith('/')) return null;
  return {
    where: plainPath(where),
    by: path,
    hides: hides(settings.get('Type') ?? '', settings.get('Options') ?? ''),
  };
}

function hides(type: string, options: string): boolean {
  const bound = options.split(',').some((option) => option === 'bind' || option === 'rbind');
  return bound || type === 'tmpfs' || type === 'ramfs' || type === 'bind' || type === 'none';
}

/** fstab writes blanks as `\040`. */
function octal(text: string): string {
  return text.replace(/\\[0-7]{3}/g, (code) => decodeEscape(code, 1)?.decoded ?? code);
}
