import type { ContainerdAnswer } from '../../containerd/answer.ts';
import type { FileTree } from '../../image/file-tree.ts';
import type { KubeletAnswer } from '../../kubelet/answer.ts';
import type { Driver } from '../observations.ts';

/** What the resolvers make of a tree; null where they have no single answer. */
export interface StaticAnswers {
  readonly containerd: ContainerdAnswer | null;
  readonly kubelet: KubeletAnswer | null;
}

/** What is known beside the files. */
export interface TreeHints {
  /** What is written at boot has been written. */
  readonly booted: boolean;
  readonly containerdVersion: string | null;
  readonly kubeletVersion: string | null;
}

/** The resolvers, handed in, so that a node can be judged without them. */
export type ResolveTree = (tree: FileTree, hints: TreeHints) => Promise<StaticAnswers>;

/** Subject (`handler runc`, `kubelet`) to driver, as far as it is known for certain. */
export function staticDrivers(answers: StaticAnswers | null): Map<string, Driver> {
  const drivers = new Map<string, Driver>();
  const { containerd, kubelet } = answers ?? { containerd: null, kubelet: null };
  const sure = containerd !== null && containerd.doubts.length === 0;
  if (sure && containerd.state === 'ok') {
    for (const handler of containerd.handlers) {
      if (handler.driver === 'systemd' || handler.driver === 'cgroupfs') {
        drivers.set(`handler ${handler.name}`, handler.driver);
      }
    }
  }
  const effective = kubelet === null ? null : effectiveKubelet(kubelet, sure ? containerd : null);
  if (effective !== null) drivers.set('kubelet', effective);
  return drivers;
}

function effectiveKubelet(kubelet: KubeletAnswer, containerd: ContainerdAnswer | null): Driver | null {
  if (kubelet.refusesToStart !== null) return null;
  if (kubelet.asksRuntime === null) return null;
  if (kubelet.asksRuntime) {
    if (containerd === null) return null;
    const answer = containerd.runtimeConfig.onSystemdHost;
    if (answer === 'systemd' || answer === 'cgroupfs') return answer;
    if (answer === 'no-cri') return null;
  }
  return kubelet.configured === 'unknown' ? null : kubelet.configured;
}
