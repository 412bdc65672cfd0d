import type { ContainerdAnswer } from '../containerd/answer.ts';
import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { KubeletAnswer } from '../kubelet/answer.ts';
import { unsetWords } from '../kubelet/unit-evidence.ts';
import { usualPaths } from '../versions/program.ts';
import { parseVersion } from '../versions/version.ts';
import type { PossibleNode } from './possible-node.ts';

/** Which runtimes an image has. */
export interface PresentRuntimes {
  readonly containerd: boolean;
  readonly crio: boolean;
  /** dockerd itself. */
  readonly docker: boolean;
  /** cri-dockerd, without which no kubelet from 1.24 on can use dockerd. */
  readonly criDockerd: boolean;
}

const CRIO_FILES = ['/etc/crio/crio.conf', '/etc/crio/crio.conf.d', '/usr/lib/systemd/system/crio.service'];
const CRI_DOCKERD_FILES = ['/etc/systemd/system/cri-docker.service', '/usr/lib/systemd/system/cri-docker.service'];

/** Looks for the runtimes' programs and configuration files. */
export async function findRuntimes(tree: FileTree, hasContainerdUnit: boolean): Promise<PresentRuntimes> {
  const [containerd, crio, docker, criDockerd] = await Promise.all([
    hasContainerdUnit || anyExists(tree, ['/etc/containerd/config.toml', ...usualPaths('containerd')]),
    anyExists(tree, [...usualPaths('crio'), ...CRIO_FILES]),
    anyExists(tree, usualPaths('dockerd')),
    anyExists(tree, [...usualPaths('cri-dockerd'), ...CRI_DOCKERD_FILES]),
  ]);
  return { containerd, crio, docker, criDockerd };
}

/**
 * Which runtime the kubelet talks to: the one whose socket its endpoint names, else the only one that there is. A kubelet
 * before 1.24 without an endpoint uses dockerd through its own dockershim (kubernetes 1.24 removed it). A later one uses
 * containerd's socket (kubernetes cmd/kubelet/app/options/options.go), unless whoever starts it says more.
 * @param kubeletMinor the kubelet's minor version, null where it is not known
 * @param settled nothing adds to the kubelet's arguments later
 */
export function chooseRuntime(
  present: PresentRuntimes,
  endpoint: string | null,
  kubeletMinor: number | null,
  settled = false,
): PossibleNode['runtime'] {
  if (endpoint !== null) {
    if (/crio/.test(endpoint)) return present.crio ? 'cri-o' : 'none';
    if (/cri-dockerd|dockershim/.test(endpoint)) return present.docker ? 'docker' : 'none';
    if (present.containerd) return 'containerd';
    return /containerd/.test(endpoint) ? 'none' : 'unknown';
  }
  if (settled && kubeletMinor !== null && kubeletMinor >= 24) return present.containerd ? 'containerd' : 'none';
  const candidates: PossibleNode['runtime'][] = [];
  if (present.containerd) candidates.push('containerd');
  if (present.crio) candidates.push('cri-o');
  if (present.criDockerd || (present.docker && (kubeletMinor === null || kubeletMinor < 24) && !present.containerd)) {
    candidates.push('docker');
  }
  if (candidates.length === 0) return 'none';
  if (candidates.length > 1 || (present.docker && kubeletMinor !== null && kubeletMinor < 24)) {
    return candidates.length === 1 && candidates[0] === 'docker' ? 'docker' : 'unknown';
  }
  return candidates[0] ?? 'none';
}

/**
 * The runtimes of which one serves the kubelet: containerd, which dockerd needs itself, cannot without its CRI plugin, and
 * then another one that there is has to. Docker's containerd.io package ships it so.
 * @param answers what containerd does in each version that it could have
 */
export function withoutDisabledCri(
  present: PresentRuntimes,
  answers: readonly { readonly answer: ContainerdAnswer }[],
  kubeletMinor: number | null,
): PresentRuntimes {
  const disabled =
    answers.length > 0 && answers.every(({ answer }) => answer.state === 'cri-disabled' && answer.doubts.length === 0);
  const dockershim = present.docker && kubeletMinor !== null && kubeletMinor < 24;
  const others = present.crio || present.criDockerd || dockershim;
  return disabled && others ? { ...present, containerd: false } : present;
}

/**
 * Whether all that a kubelet is started with is in the image: its unit is, no variable is left to be filled, and its
 * configuration can be read.
 */
export function isSettled(kubelet: KubeletAnswer | null): boolean {
  const unit = kubelet?.unit ?? null;
  if (kubelet === null || unit === null || unit.command === null || kubelet.doubts.length > 0) return false;
  return (
    kubelet.sourceKind !== 'kubeadm-input' && kubelet.sourceKind !== 'kubeadm-default' && unsetWords(unit).length === 0
  );
}

/**
 * The endpoint that a kubelet uses, null for its default. One before 1.24 uses its own dockershim, whatever the endpoint,
 * unless its flags have `--container-runtime=remote`; kubeadm writes both flags together.
 */
export function endpointOf(kubelet: KubeletAnswer | null): string | null {
  if (kubelet === null || kubelet.runtimeEndpoint === null) return null;
  const minor = parseVersion(kubelet.kubeletVersion ?? '')?.minor ?? null;
  if (minor === null || minor >= 24) return kubelet.runtimeEndpoint;
  const words = (kubelet.unit?.command?.arguments ?? []).map(({ text }) => text);
  const byFlag = words.some((word) => word.startsWith('--container-runtime-endpoint'));
  const remote = words.some(
    (word, at) =>
      word === '--container-runtime=remote' || (word === '--container-runtime' && words[at + 1] === 'remote'),
  );
  return byFlag && !remote ? null : kubelet.runtimeEndpoint;
}

async function anyExists(tree: FileTree, paths: readonly string[]): Promise<boolean> {
  const stats = await askAll(paths, (path) => tree.stat(path));
  return stats.some(({ ok }) => ok);
}
