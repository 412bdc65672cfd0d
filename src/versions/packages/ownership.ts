import type { InstalledPackage } from './installed-package.ts';

/** Whether the package brought the file at this path; false too where its database does not list files. */
export async function owns(item: InstalledPackage, path: string): Promise<boolean> {
  const files = await item.files();
  return files?.some((file) => merged(file) === merged(path)) ?? false;
}

/** /bin is a link to /usr/bin on merged systems, and packages still say /bin. */
function merged(path: string): string {
  return path.replace(/^\/(s?bin)\//, '/usr/$1/');
}
