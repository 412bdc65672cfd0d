import type { FileTree } from '../../image/file-tree.ts';
import type { InstalledPackage } from './installed-package.ts';

/** Whether the package brought the file at this path; false too where its database does not list files. */
export async function owns(item: InstalledPackage, path: string): Promise<boolean> {
  const files = await item.files();
  return files?.some((file) => merged(file) === merged(path)) ?? false;
}

/** Where no package of a distribution puts anything (FHS 3.0; Debian Policy 9.1.2). */
const LOCAL = /^\/(?:usr\/local|opt|home|root|srv)\//;

/**
 * Whether the file at this path is surely none of the package's: it lists its files and this is not among them, nor what a
 * link among them leads to, or it lists none and the path is no place for packages.
 */
export async function disowns(tree: FileTree, item: InstalledPackage, path: string): Promise<boolean> {
  const files = await item.files();
  if (files === null) return LOCAL.test(path);
  if (files.some((file) => merged(file) === merged(path))) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const file of files.filter((one) => one.endsWith(`/${name}`)).slice(0, MOST_LINKS)) {
    const found = await tree.stat(file);
    if (found.ok && found.entry.path === path) return false;
  }
  return true;
}

const MOST_LINKS = 100;

/** /bin is a link to /usr/bin on merged systems, and packages still say /bin. */
function merged(path: string): string {
  return path.replace(/^\/(s?bin)\//, '/usr/$1/');
}
