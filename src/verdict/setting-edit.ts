import type { ContainerdAnswer, HandlerAnswer } from '../containerd/answer.ts';
import type { KubeletAnswer } from '../kubelet/answer.ts';
import type { OtherRuntime } from '../resolve/possible-node.ts';
import type { Location } from '../text/position.ts';
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

/** How to make a runtime handler use systemd, in words: where the line is, or where it is missing. */
export function systemdCgroupHelp(handler: HandlerAnswer, edit: Edit | null): string {
  const { name, origin } = handler;
  const where = `in the options of the runtime handler ${name}`;
  const after = 'on a running node, restart containerd after that.';
  if (origin.by === 'line') return `Set ${SETTING} ${where}; ${after}`;
  if (edit !== null || name !== 'runc') return `Add ${SETTING} ${where}; ${after}`;
  const file = origin.nearest?.path ?? '/etc/containerd/config.toml';
  return `Write ${file} from \`containerd config default\`, with ${SETTING} ${where}; ${after}`;
}

/** The change that makes the kubelet's own configuration say systemd; null where no single value does it safely. */
export function kubeletDriverEdit(kubelet: KubeletAnswer): Edit | null {
  const { sourceKind, source, written } = kubelet;
  if (source === null) return null;
  if (sourceKind === 'command-line') {
    if (written !== 'cgroupfs') return null;
    return { kind: 'replace', title: 'set --cgroup-driver=systemd', location: source, text: 'systemd' };
  }
  if (!['config-file', 'drop-in', 'given', 'kubeadm-input'].includes(sourceKind)) return null;
  const title = 'set cgroupDriver: systemd';
  if (written !== null) return { kind: 'replace', title, location: source, text: 'systemd' };
  return sourceKind === 'config-file'
    ? { kind: 'append', title, path: source.path, text: 'cgroupDriver: systemd' }
    : null;
}

/** How to make the kubelet use systemd, in words: a flag beats every file. */
export function kubeletDriverHelp({ sourceKind, source }: KubeletAnswer): string {
  if (sourceKind === 'command-line' && source !== null) {
    return `Set --cgroup-driver=systemd in ${source.path}, or take the flag out there, so that the configuration file decides; then restart the kubelet.`;
  }
  if (sourceKind === 'kubeadm-input' && source !== null) {
    return `Set cgroupDriver: systemd for the kubelet in ${source.path}, before kubeadm runs.`;
  }
  return "Set cgroupDriver: systemd in the kubelet's configuration, then restart the kubelet.";
}

/** The change of a baked kubelet file to what kubeadm will write in its place. */
export function bakedDriverEdit(location: Location | null, value: unknown, becomes: string): Edit | null {
  if (location === null) return null;
  const title = `set cgroupDriver: ${becomes}`;
  return value === null
    ? { kind: 'append', title, path: location.path, text: `cgroupDriver: ${becomes}` }
    : { kind: 'replace', title, location, text: becomes };
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
