import type { KubeletAnswer, KubeletSourceKind } from '../kubelet/answer.ts';
import type { EffectiveDriver } from '../resolve/possible-node.ts';
import type { ResolvedImage } from '../resolve/resolve-image.ts';
import type { KubeletReport } from '../verdict/report.ts';
import { isForSure } from './containerd-report.ts';
import { releaseOf } from './release.ts';

const WHY: Readonly<Record<KubeletSourceKind, string>> = {
  'command-line': '--cgroup-driver on its command line',
  'config-file': 'the file that --config names',
  'drop-in': 'a file below --config-dir',
  given: 'the configuration that was given',
  'kubeadm-input': 'a kubeadm configuration in the image',
  'kubeadm-default': 'kubeadm of this version writes it where nobody sets it',
  'kubelet-default': "nothing sets it, so the kubelet's default holds",
  unknown: 'nothing in the image tells',
};

/** The kubelet's part of the report: what all possible versions agree on. */
export function kubeletReport(resolved: ResolvedImage): KubeletReport | null {
  const pairs = resolved.candidates.flatMap(({ node }) =>
    node.kubelet === null ? [] : [{ kubelet: node.kubelet, effective: node.effective }],
  );
  const [first] = pairs;
  if (first === undefined) return null;
  const same = <V>(read: (pair: { kubelet: KubeletAnswer; effective: EffectiveDriver }) => V): boolean =>
    pairs.every((pair) => read(pair) === read(first));
  const configuredSame = same(({ kubelet }) => kubelet.configured);
  const followsSame = same(({ effective }) => effective.followsRuntime);
  const configured = configuredSame ? first.kubelet.configured : 'unknown';
  const follows = followsSame ? first.effective.followsRuntime : null;
  return {
    version: resolved.kubeletVersion === null ? null : releaseOf(resolved.kubeletVersion.version, 'v'),
    versionSource: resolved.kubeletVersion?.source ?? null,
    configured,
    effective: same(({ effective }) => effective.driver) ? first.effective.driver : 'unknown',
    certain: isForSure(resolved, 'kubelet-driver'),
    followsRuntime: follows,
    source: configuredSame ? first.kubelet.source : null,
    why:
      follows === true
        ? "it takes the runtime's answer"
        : configuredSame
          ? whyConfigured(first.kubelet)
          : 'it depends on its version',
  };
}

function whyConfigured({ sourceKind, source, written, refusesToStart }: KubeletAnswer): string {
  if (sourceKind === 'unknown' && refusesToStart !== null) return 'it does not start with what it is given';
  if (written === null && (sourceKind === 'config-file' || sourceKind === 'given')) {
    return `${WHY[sourceKind]} sets none, so the kubelet's default holds`;
  }
  return source?.path === '/kind/version' ? 'kind writes it when it creates a cluster' : WHY[sourceKind];
}
