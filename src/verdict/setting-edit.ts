import type { HandlerAnswer } from '../containerd/answer.ts';
import type { KubeletAnswer } from '../kubelet/answer.ts';
import type { OtherRuntime } from '../resolve/possible-node.ts';
import type { Edit } from './rule.ts';

/** The change that makes a runtime handler use systemd; null where no single line does it safely. */
export function systemdCgroupEdit(handler: HandlerAnswer): Edit | null {
  const { origin } = handler;
  const title = `set SystemdCgroup = true for ${handler.name}`;
  if (origin.by === 'line') return { kind: 'replace', title, location: origin.location, text: 'true' };
  if (origin.nearest === null || origin.missing !== 'SystemdCgroup') return null;
  return { kind: 'insert', title, after: origin.nearest, line: 'SystemdCgroup = true' };
}

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
