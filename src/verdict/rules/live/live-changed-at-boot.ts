import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-changed-at-boot',
  side: 'live',
  kinds: ['live-changed-at-boot', 'live-setting-changed-at-boot'],
  severity: 'note',
  title: 'The configuration on the node is not the one in the image',
  explanation:
    'A program edits or writes the file when the node boots: kind, kubeadm, the entrypoint, or something ' +
    'unknown. The report shows what was baked and what runs.',
  help: 'Nothing is wrong by itself; mend the program if the change is not meant.',
  references: [
    {
      title: "kind's entrypoint edits the file",
      url: 'https://github.com/kubernetes-sigs/kind/blob/v0.32.0/images/base/files/usr/local/bin/entrypoint',
    },
    {
      title: 'minikube bakes false and rewrites it at start',
      url: 'https://github.com/kubernetes/minikube/pull/22320',
    },
  ],
  example: null,
  when: (o) => o.kind === 'live-setting-changed-at-boot' || o.detail.baked !== o.detail.live,
  message: (d, o) =>
    o.kind === 'live-setting-changed-at-boot'
      ? `${d.subject} on ${d.node} was changed at boot: ${d.baked} → ${d.live}`
      : `${d.path} on ${d.node} was ${d.change} at boot${d.by === 'unknown' ? '' : ` by ${d.by}`}`,
  label: '',
});
