import { UNIT_FOLDERS } from '../platform.ts';

/** Whose configuration it is. */
export type Owner = 'containerd' | 'kubelet' | 'cri-o' | 'docker';

/** A file or folder that decides a driver. */
export interface Watched {
  readonly path: string;
  readonly of: Owner;
}

const SERVICES: readonly (readonly [name: string, of: Owner])[] = [
  ['containerd', 'containerd'],
  ['kubelet', 'kubelet'],
  ['crio', 'cri-o'],
  ['docker', 'docker'],
  ['cri-docker', 'docker'],
];

const KUBELET = [
  '/etc/kubernetes',
  '/etc/default/kubelet',
  '/etc/sysconfig/kubelet',
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/config.json',
  '/var/lib/kubelet/kubelet.conf',
  '/var/lib/kubelet/kubelet-config.yaml',
  '/var/lib/kubelet/kubeadm-flags.env',
];

/** The places at which every image's programs look. */
export const ALWAYS_WATCHED: readonly Watched[] = [
  { path: '/etc/containerd', of: 'containerd' },
  ...KUBELET.map((path): Watched => ({ path, of: 'kubelet' })),
  { path: '/etc/crio', of: 'cri-o' },
  { path: '/etc/docker', of: 'docker' },
  ...SERVICES.flatMap(([name, of]) =>
    UNIT_FOLDERS.flatMap((folder): Watched[] => [
      { path: `${folder}/${name}.service`, of },
      { path: `${folder}/${name}.service.d`, of },
    ]),
  ),
  ...(['containerd', 'kubelet'] as const).flatMap((of) =>
    UNIT_FOLDERS.map((folder): Watched => ({ path: `${folder}/service.d`, of })),
  ),
];

/** Folders below the watched ones that hold no configuration of these programs. */
const ELSE =
  /^\/etc\/(?:kubernetes\/(?:manifests|pki|ssl|cni|addons|tmp)|containerd\/certs\.d|docker\/certs\.d)(?:\/|$)/;

export function isOfNoMatter(path: string): boolean {
  return ELSE.test(path);
}
