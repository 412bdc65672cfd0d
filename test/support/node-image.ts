import type { MemoryFile } from './memory-tree.ts';

export type Files = Readonly<Record<string, MemoryFile>>;

const V2_TABLE = 'io.containerd.grpc.v1.cri';
const V3_TABLE = 'io.containerd.cri.v1.runtime';

/** One runtime handler of a containerd configuration of version 2; no options table where `options` is null. */
export function handler(name: string, options: string | null, type = 'io.containerd.runc.v2'): string {
  const table = `plugins."${V2_TABLE}".containerd.runtimes.${name}`;
  const own = `[${table}]\n  runtime_type = "${type}"\n`;
  return options === null ? own : `${own}  [${table}.options]\n    ${options}\n`;
}

/** A containerd configuration of version 2 whose handler `runc` has this value; on line 5. */
export function version2(value: string): string {
  return `version = 2\n${handler('runc', `SystemdCgroup = ${value}`)}`;
}

export function version3(value: string): string {
  return version2(value).replace('version = 2', 'version = 3').replaceAll(V2_TABLE, V3_TABLE);
}

/** A KubeletConfiguration; the driver stands on line 3. */
export function kubeletConfiguration(driver: string | null): string {
  const setting = driver === null ? '' : `cgroupDriver: ${driver}\n`;
  return `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${setting}`;
}

/** A Go program that states its version. */
export function program(mainPackage: string, version: string): MemoryFile {
  const module = { path: mainPackage.split('/cmd/')[0]!, version: '(devel)' };
  const goBuildInfo = { goVersion: 'go1.22.1', path: mainPackage, module, dependencies: {}, settings: {} };
  return { content: '\x7fELF', mode: 0o755, binary: { format: 'elf', goBuildInfo, versionStrings: [version] } };
}

/** A program whose version cannot be told. */
export const MUTE: MemoryFile = { content: '\x7fELF', mode: 0o755 };

export const kubelet = (version: string): MemoryFile => program('k8s.io/kubernetes/cmd/kubelet', version);
export const containerd = (version: string): MemoryFile =>
  program(`github.com/containerd/containerd${version.startsWith('1.') ? '' : '/v2'}/cmd/containerd`, version);

/** A root file system that systemd boots. */
export const SYSTEMD: Files = {
  '/usr/lib/systemd/systemd': MUTE,
  '/usr/sbin/init': { symlink: '../lib/systemd/systemd' },
  '/sbin': { symlink: 'usr/sbin' },
};

export const CONTAINERD_UNIT = '/usr/lib/systemd/system/containerd.service';

/** containerd with its unit and, unless it is null, a configuration at the default path. */
export function withContainerd(version: string | null, config: MemoryFile | null): Files {
  return {
    '/usr/bin/containerd': version === null ? MUTE : containerd(version),
    [CONTAINERD_UNIT]: '[Service]\nExecStart=/usr/bin/containerd\n',
    ...(config === null ? {} : { '/etc/containerd/config.toml': config }),
  };
}

/** A kubelet and kubeadm with the units of their packages, before kubeadm has run. */
export function withKubeadm(version: string | null): Files {
  return {
    '/usr/bin/kubelet': version === null ? MUTE : kubelet(version),
    '/usr/bin/kubeadm': version === null ? MUTE : program('k8s.io/kubernetes/cmd/kubeadm', version),
    '/usr/lib/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet\n',
    '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf': `[Service]
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`,
  };
}

/** A kubelet that an installer of its own set up: a unit, and a configuration unless it is null. */
export function withKubelet(version: string | null, config: MemoryFile | null, flags = ''): Files {
  return {
    '/usr/bin/kubelet': version === null ? MUTE : kubelet(version),
    '/etc/systemd/system/kubelet.service': `[Service]\nExecStart=/usr/bin/kubelet --config=/etc/kubelet.yaml ${flags}\n`,
    ...(config === null ? {} : { '/etc/kubelet.yaml': config }),
  };
}
