import type { ContainerdAnswer } from '../containerd/answer.ts';
import type { KubeletAnswer } from '../kubelet/answer.ts';
import type { EffectiveDriver, ImageFacts, OtherRuntime } from './possible-node.ts';

/**
 * What the kubelet uses once it has asked its runtime (KEP-4033). From 1.31, or with the gate on from 1.28, it calls
 * RuntimeConfig and the answer replaces file and flag; a runtime that does not know the call leaves the kubelet's own
 * setting in force. Source: kubernetes cmd/kubelet/app/server.go `getCgroupDriverFromCRI`.
 */
export function effectiveDriver(
  kubelet: KubeletAnswer | null,
  containerd: ContainerdAnswer | null,
  other: OtherRuntime | null,
  initSystem: ImageFacts['initSystem'],
): EffectiveDriver {
  if (kubelet === null) return { driver: 'unknown', followsRuntime: null };
  const own: EffectiveDriver = { driver: kubelet.configured, followsRuntime: false };
  if (kubelet.asksRuntime === false) return own;
  const answer = runtimeAnswer(containerd, other, initSystem);
  if (answer === 'no-answer') return own;
  if (kubelet.asksRuntime === true) {
    return answer === 'unknown'
      ? { driver: 'unknown', followsRuntime: null }
      : { driver: answer, followsRuntime: true };
  }
  return { driver: kubelet.configured === answer ? answer : 'unknown', followsRuntime: null };
}

function runtimeAnswer(
  containerd: ContainerdAnswer | null,
  other: OtherRuntime | null,
  initSystem: ImageFacts['initSystem'],
): 'systemd' | 'cgroupfs' | 'no-answer' | 'unknown' {
  if (containerd !== null) {
    const { onSystemdHost, elsewhere } = containerd.runtimeConfig;
    if (initSystem === 'unknown' && onSystemdHost !== elsewhere) return 'unknown';
    const answer = initSystem === 'other' ? elsewhere : onSystemdHost;
    return answer === 'unimplemented' || answer === 'no-cri' ? 'no-answer' : answer;
  }
  if (other === null || other.answersRuntimeConfig === null) return 'unknown';
  return other.answersRuntimeConfig ? other.driver : 'no-answer';
}
