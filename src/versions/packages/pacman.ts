import type { FileTree } from '../../image/file-tree.ts';
import type { InstalledPackage, PackageFilter, PackageList } from './installed-package.ts';
import { decodeText, readSource, TEXT_DATABASE_LIMIT } from './read-source.ts';

const DATABASE = '/var/lib/pacman/local';

/** Arch's packages: a folder for each, called NAME-VERSION-RELEASE (alpm's local database, version 9). */
export async function readPacman(tree: FileTree, wanted: PackageFilter): Promise<PackageList> {
  const folder = await tree.list(DATABASE);
  if (!folder.ok) {
    const unread = folder.reason === 'absent' ? [] : [{ path: DATABASE, reason: folder.detail }];
    return { packages: [], unread };
  }
  const packages: InstalledPackage[] = [];
  for (const entry of folder.names) {
    const match = /^(.+)-([^-]+-[^-]+)$/.exec(entry);
    if (match === null || !wanted(match[1]!)) continue;
    const path = `${folder.path}/${entry}`;
    packages.push({
      name: match[1]!,
      version: match[2]!.replace(/^\d+:/, ''),
      database: 'pacman',
      path: `${path}/desc`,
      files: () => readFiles(tree, `${path}/files`),
      builtUsing: new Map(),
    });
  }
  return { packages, unread: [] };
}

async function readFiles(tree: FileTree, path: string): Promise<readonly string[] | null> {
  const source = await readSource(tree, path, TEXT_DATABASE_LIMIT);
  return source.kind === 'read' ? parseFiles(decodeText(source.bytes)) : null;
}

function parseFiles(text: string): readonly string[] {
  const start = text.indexOf('%FILES%\n');
  if (start < 0) return [];
  const end = text.indexOf('\n\n', start);
  const section = text.slice(start + '%FILES%\n'.length, end < 0 ? text.length : end);
  return section
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith('/'))
    .map((line) => `/${line}`);
}
