import type { FileTree } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator } from './boot-generator.ts';

/** Where systemd-sysext(8) and systemd-confext(8) find what they lay over /usr, /opt and /etc at boot. */
export const EXTENSION_FOLDERS = [
  '/etc/extensions',
  '/var/lib/extensions',
  '/usr/lib/extensions',
  '/usr/local/lib/extensions',
  '/var/lib/confexts',
  '/usr/lib/confexts',
  '/usr/local/lib/confexts',
  '/etc/confexts',
];

/** What decides a driver, from the root of an extension on. */
const PLACES: readonly (readonly [path: string, writes: BootGenerator['writes']])[] = [
  ['etc/containerd', 'containerd'],
  ['etc/kubernetes', 'kubelet'],
  ['etc/default/kubelet', 'kubelet'],
  ['etc/sysconfig/kubelet', 'kubelet'],
  ...['etc/systemd/system', 'usr/lib/systemd/system', 'usr/local/lib/systemd/system'].flatMap((folder) =>
    (['containerd', 'kubelet'] as const).flatMap((name) => [
      [`${folder}/${name}.service`, name] as const,
      [`${folder}/${name}.service.d`, name] as const,
    ]),
  ),
  ...['usr/bin', 'usr/local/bin', 'opt/bin'].flatMap((folder) =>
    (['containerd', 'kubelet'] as const).map((name) => [`${folder}/${name}`, name] as const),
  ),
];
const MOST_EXTENSIONS = 100;

/**
 * Extensions in the image that bring configurations, units or programs of containerd or the kubelet: they are laid over what
 * the image has once systemd-sysext or systemd-confext has started. Of one that is an image itself only the name is known.
 */
export async function recogniseExtensions(tree: FileTree): Promise<readonly BootGenerator[]> {
  const found: BootGenerator[] = [];
  for (const folder of EXTENSION_FOLDERS) {
    const listed = await tree.list(folder);
    for (const name of listed.ok ? listed.names.slice(0, MOST_EXTENSIONS) : []) {
      const extension = `${folder}/${name}`;
      const brings = await broughtBy(tree, extension);
      if (brings === null) continue;
      found.push({
        name: 'extension',
        title: `the extension ${name}`,
        writes: brings.writes,
        evidence: startOfFile(brings.path),
        template: null,
        wouldDo: null,
        note: `${extension} is laid over the file system when the node boots, and may bring other files`,
      });
    }
  }
  return found;
}

async function broughtBy(
  tree: FileTree,
  extension: string,
): Promise<{ readonly path: string; readonly writes: BootGenerator['writes'] } | null> {
  for (const [path, writes] of PLACES) {
    if ((await tree.lstat(`${extension}/${path}`)).ok) return { path: `${extension}/${path}`, writes };
  }
  if (!extension.endsWith('.raw')) return null;
  const name = extension.slice(extension.lastIndexOf('/') + 1);
  if (/containerd|\bcri\b/.test(name)) return { path: extension, writes: 'containerd' };
  return /kube|k8s/.test(name) ? { path: extension, writes: 'kubelet' } : null;
}
