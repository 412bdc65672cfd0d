import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kind-config-unclear',
  side: 'live',
  kinds: ['kind-mount-hides-image', 'kind-nodes-differ'],
  severity: 'warning',
  title: 'The kind configuration leaves a part of the nodes unseen',
  explanation:
    'A folder of the host is mounted over files that decide, or the nodes are patched differently and ' +
    'one of them was judged.',
  help: 'Boot it to be sure: kind:IMAGE with the same --kind-config.',
  references: [
    { title: 'A mounted containerd configuration', url: 'https://github.com/kubernetes-sigs/kind/issues/3733' },
    { title: 'A mount below /var', url: 'https://github.com/kubernetes-sigs/kind/issues/3674' },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'kind-nodes-differ'
      ? `${d.node} was judged, and ${d.others} other nodes are patched differently`
      : `${d.hostPath} of the host is mounted over ${d.containerPath}`,
  label: '',
});
