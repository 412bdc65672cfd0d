import type { FileTree } from '../../image/file-tree.ts';
import {
  type InstalledPackage,
  joinLists,
  noPackages,
  type PackageFilter,
  type PackageList,
} from './installed-package.ts';
import { decodeText, readSource, TEXT_DATABASE_LIMIT } from './read-source.ts';

/** The second is where apk-tools 3 keeps it on systems whose /lib is a part of /usr. */
const DATABASES = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];

/** Alpine's and Wolfi's packages. */
export async function readApk(tree: FileTree, wanted: PackageFilter): Promise<PackageList> {
  const seen = new Set<string>();
  const lists: PackageList[] = [];
  for (const path of DATABASES) {
    const source = await readSource(tree, path, TEXT_DATABASE_LIMIT);
    if (source.kind === 'unread') lists.push({ packages: [], unread: [source.unread] });
    if (source.kind !== 'read' || seen.has(source.path)) continue;
    seen.add(source.path);
    lists.push({ packages: parseApk(decodeText(source.bytes), source.path, wanted), unread: [] });
  }
  return lists.length === 0 ? noPackages : joinLists(lists);
}

/** apk's database of installed packages (apk-package(5), the fields P, V, F and R). */
export function parseApk(text: string, path: string, wanted: PackageFilter): readonly InstalledPackage[] {
  const packages: InstalledPackage[] = [];
  for (const paragraph of text.split(/\n\n+/)) {
    const name = /^P:(.*)$/m.exec(paragraph)?.[1];
    const version = /^V:(.*)$/m.exec(paragraph)?.[1];
    if (name === undefined || version === undefined || !wanted(name)) continue;
    const files: string[] = [];
    let folder = '';
    for (const line of paragraph.split('\n')) {
      if (line.startsWith('F:')) folder = line.slice(2);
      else if (line.startsWith('R:')) files.push(folder === '' ? `/${line.slice(2)}` : `/${folder}/${line.slice(2)}`);
    }
    packages.push({ name, version, database: 'apk', path, files: async () => files, builtUsing: new Map() });
  }
  return packages;
}
