import { askAll } from '../../../image/ask-all.ts';
import type { FileTree } from '../../../image/file-tree.ts';
import { readText } from '../../tree-text.ts';
import { bothOf, type Side, type Writes } from '../decisive-files/decisive-files.ts';

const STATUS = '/var/lib/dpkg/status';
const PACKAGES: readonly (readonly [Side, RegExp])[] = [
  ['containerd', /^Package: (?:containerd(?:\.io)?|docker-ce|docker\.io|moby-containerd)$/],
  ['kubelet', /^Package: kubelet$/],
];
/** Where packages put programs, and who builds by hand does not. */
const PROGRAMS: readonly (readonly [Side, string])[] = [
  ['containerd', '/usr/bin/containerd'],
  ['kubelet', '/usr/bin/kubelet'],
];

/**
 * The sides whose program is a package's that is not held back, so that an upgrade of all packages may bring another one;
 * null for none. Only dpkg's list of packages is a text: elsewhere the folder of the program tells.
 */
export async function packagedSides(tree: FileTree): Promise<Writes | null> {
  const status = await readText(tree, STATUS);
  if (status !== null && /^Package:/m.test(status.text)) {
    const sides = status.text.split(/\n\n+/).flatMap((entry): readonly Side[] => {
      const lines = entry.split('\n');
      if (!lines.some((line) => /^Status: install \S+ installed/.test(line))) return [];
      return PACKAGES.filter(([, name]) => lines.some((line) => name.test(line))).map(([side]) => side);
    });
    return bothOf(new Set(sides));
  }
  const stats = await askAll(PROGRAMS, ([, path]) => tree.stat(path));
  return bothOf(new Set(PROGRAMS.filter((_, at) => stats[at]!.ok).map(([side]) => side)));
}
