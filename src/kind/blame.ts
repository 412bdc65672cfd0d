import type { RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { BootFailureCode } from './cluster/failure.ts';
import type { StaticAnswers } from './evidence/static-side.ts';

/**
 * The lines of the image's configuration (or of the kind configuration) that explain a failed boot, by what the resolvers
 * make of them: kind's own messages never name one.
 */
export function blameLines(
  code: BootFailureCode,
  answers: StaticAnswers | null,
): { readonly location: Location | null; readonly related: readonly RelatedLocation[] } {
  const { containerd, kubelet } = answers ?? { containerd: null, kubelet: null };
  switch (code) {
    case 'containerd-down':
    case 'cri-missing': {
      const reason = containerd?.stateReason ?? null;
      return { location: reason?.location ?? null, related: reason?.related ?? [] };
    }
    case 'cgroup-drivers-collide': {
      const handler = containerd?.handlers.find(({ name }) => name === containerd.defaultHandler);
      const line = handler?.origin.by === 'line' ? handler.origin.location : null;
      const role = 'makes the runtime use systemd';
      return {
        location: kubelet?.source ?? line,
        related: line === null || kubelet?.source == null ? [] : [{ location: line, role }],
      };
    }
    case 'kubelet-down':
    case 'kubeadm-failed': {
      const reason = kubelet?.refusesToStart ?? containerd?.stateReason ?? null;
      return { location: reason?.location ?? null, related: reason?.related ?? [] };
    }
    default:
      return { location: null, related: [] };
  }
}
