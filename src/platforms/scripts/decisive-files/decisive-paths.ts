import { plainPath } from '../../../systemd/mask.ts';
import type { Side } from './decisive-files.ts';

/** A file that decides a driver, or a folder of such files. */
export interface DecisivePath {
  readonly side: Side;
  readonly path: string;
  /** A file there, such as a search might find; the path itself for a file. */
  readonly sample: string;
}

const UNIT_FOLDERS = ['/etc/systemd/system', '/run/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];

const file = (side: Side, path: string): DecisivePath => ({ side, path, sample: path });
const folder = (side: Side, path: string, name: string): DecisivePath => ({ side, path, sample: `${path}/${name}` });
const units = (side: Side): readonly DecisivePath[] =>
  UNIT_FOLDERS.flatMap((at) => [
    file(side, `${at}/${side}.service`),
    folder(side, `${at}/${side}.service.d`, '10-driver.conf'),
    folder(side, `${at}/service.d`, '10-driver.conf'),
  ]);

/** Where the files lie that decide a driver, for commands that act on a whole folder and name none of them. */
export const DECISIVE_PATHS: readonly DecisivePath[] = [
  file('containerd', '/etc/containerd/config.toml'),
  folder('containerd', '/etc/containerd/conf.d', '10-driver.toml'),
  folder('containerd', '/etc/containerd/config.d', '10-driver.toml'),
  ...units('containerd'),
  file('kubelet', '/var/lib/kubelet/config.yaml'),
  file('kubelet', '/var/lib/kubelet/kubeadm-flags.env'),
  file('kubelet', '/etc/default/kubelet'),
  file('kubelet', '/etc/sysconfig/kubelet'),
  folder('kubelet', '/etc/kubernetes/kubelet', 'kubelet-config.json'),
  folder('kubelet', '/etc/kubernetes/kubelet.conf.d', '10-driver.conf'),
  ...units('kubelet'),
];

/** Those at a path, below it, or in a folder of which it is a part; `others` decide in one image only. */
export function decisiveAt(path: string, others: readonly DecisivePath[] = []): readonly DecisivePath[] {
  const below = path.endsWith('/') ? path : `${path}/`;
  return [...DECISIVE_PATHS, ...others].filter(
    (one) =>
      one.path === path || one.path.startsWith(below) || (one.path !== one.sample && path.startsWith(`${one.path}/`)),
  );
}

/** A path made plain: no slash twice or at its end, no `.` and no `..`; a relative one is taken from a folder. */
export function pathFrom(written: string, folder: string | null): string | null {
  if (written === '' || written.length > 4096 || /[$`]/.test(written)) return null;
  if (!written.startsWith('/') && (folder === null || /^[~-]/.test(written))) return null;
  return plainPath(written.startsWith('/') ? written : `${folder}/${written}`);
}
