import type { ContainerdAnswer, HandlerAnswer } from '../containerd/answer.ts';
import type { KubeletAnswer } from '../kubelet/answer.ts';
import type { OtherRuntime } from '../resolve/possible-node.ts';
import type { Edit } from './rule.ts';

/**
 * The change that makes a runtime handler use systemd: of the value, as a line in its options, or as a table at the end of
 * the file. Null where the handler is nowhere to be found, as no other than `runc` is there by default.
 */
export function systemdCgroupEdit(handler: HandlerAnswer, { configVersion }: ContainerdAnswer): Edit | null {
  const { name, origin, definition } = handler;
  const title = `set SystemdCgroup = true for ${name}`;
  if (origin.by === 'line') return { kind: 'replace', title, location: origin.location, text: 'true' };
  const { nearest, missing } = origin;
  if (nearest === null || missing !== SETTING) return null;
  const hasOptions =
    definition !== null && (definition.path !== nearest.path || definition.startLine !== nearest.startLine);
  if (hasOptions) return { kind: 'insert', title, after: nearest, line: SETTING };
  const plugin = PLUGINS[configVersion ?? 0];
  // What has no version and no handler is not to become a file of version 1, which containerd 2.0 to 2.2 do not read.
  if (plugin === undefined || (definition === null && (name !== 'runc' || configVersion === 1))) return null;
  const table = `plugins.${plugin}.containerd.runtimes.${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}`;
  const own = definition === null ? `[${table}]\n  runtime_type = "io.containerd.runc.v2"\n` : '';
  const text = `${own}[${table}.options]\n  ${SETTING}`;
  return { kind: 'append', title, path: nearest.path, text };
}

const SETTING = 'SystemdCgroup = true';

/** The CRI plugin's key below `plugins`, by the version of the configuration. */
const PLUGINS: Readonly<Record<number, string>> = {
  1: 'cri',
  2: '"io.containerd.grpc.v1.cri"',
  3: '"io.containerd.cri.v1.runtime"',
  4: '"io.containerd.cri.v1.runtime"',
};

/** The change that makes the kubelet's own configuration say systemd; null where no single value does it safely. */
export function kubeletDriverEdit(kubelet: KubeletAnswer): Edit | null {
  const inFile = ['config-file', 'drop-in', 'given', 'kubeadm-input'].includes(kubelet.sourceKind);
  if (!inFile || kubelet.source === null || kubelet.written === null) return null;
  return { kind: 'replace', title: 'set cgroupDriver: systemd', location: kubelet.source, text: 'systemd' };
}

/** The change that makes CRI-O or dockerd use systemd; null where its command line or a default decides. */
export function otherRuntimeEdit({ name, source }: OtherRuntime): Edit | null {
  if (source === null) return null;
  const title = `make ${name} use systemd`;
  if (name === 'cri-o' && source.path.endsWith('.conf')) {
    return { kind: 'replace', title, location: source, text: '"systemd"' };
  }
  return name === 'docker' && source.path.endsWith('.json')
    ? { kind: 'replace', title, location: source, text: '"native.cgroupdriver=systemd"' }
    : null;
}
