import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-evidence-disagrees',
  side: 'live',
  kinds: ['live-evidence-disagrees'],
  severity: 'warning',
  title: 'Two sources on the booted node disagree',
  explanation:
    'Each source was asked on its own, and the more trusted one counts. On Kubernetes 1.31 to 1.34 the ' +
    'endpoint /configz is known to show the setting from before the runtime was asked, which is no ' +
    'finding.',
  help: 'Look at the evidence in the report.',
  references: [
    { title: 'configz shows the setting from before', url: 'https://github.com/kubernetes/kubernetes/issues/134673' },
    {
      title: 'config dump shows the file, not the daemon',
      url: 'https://github.com/containerd/containerd/issues/9417',
    },
  ],
  example: null,
  when: (o) => o.detail.expected !== true,
  message: (d) => `${d.subject} on ${d.node}: ${d.stronger} says ${d.strongerSays}, ${d.weaker} says ${d.weakerSays}`,
  label: '',
});
