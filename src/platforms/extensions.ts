import { askAll } from '../image/ask-all.ts';
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
  const listed = await askAll(EXTENSION_FOLDERS, async (folder) => {
    const list = await tree.list(folder);
    return list.ok
      ? list.names.slice(0, MOST_EXTENSIONS).map((name) => ({ name, extension: `${folder}/${name}` }))
      : [];
  });
  const extensions = listed.flat();
  const brought = await askAll(extensions, ({ extension }) => broughtBy(tree, extension));
  return extensions.flatMap(({ name, extension }, at): readonly BootGenerator[] => {
    const brings = brought[at]!;
    if (brings === null) return [];
    const note = `${extension} is laid over the file system when the node boots, and may bring other files`;
    return [
      {
        name: 'extension',
        title: `the extension ${name}`,
        writes: brings.writes,
        evidence: startOfFile(brings.path),
        template: null,
        wouldDo: null,
        note,
      },
    ];
  });
}

async function broughtBy(
  tree: FileTree,
  extension: string,
): Promise<{ readonly path: string; readonly writes: BootGenerator['writes'] } | null> {
  const there = await askAll(PLACES, async ([path]) => (await tree.lstat(`${extension}/${path}`)).ok);
  const place = PLACES[there.indexOf(true)];
  if (place !== undefined) return { path: `${extension}/${place[0]}`, writes: place[1] };
  if (!extension.endsWith('.raw')) return null;
  const name = extension.slice(extension.lastIndexOf('/') + 1);
  if (/containerd|\bcri\b/.test(name)) return { path: extension, writes: 'containerd' };
  return /kube|k8s/.test(name) ? { path: extension, writes: 'kubelet' } : null;
}
