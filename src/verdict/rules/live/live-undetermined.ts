import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-undetermined',
  side: 'live',
  kinds: ['live-undetermined'],
  severity: 'error',
  undecided: true,
  title: 'A running node does not show which driver it uses',
  explanation:
    'The cluster came up, and no evidence on its node decides the driver: no pod of that kind ran, and ' +
    'neither log nor runtime tells.',
  help: 'Run again with a longer --kind-watch, or keep the cluster with --retain-on-failure and look.',
  references: [
    {
      title: 'Neither crictl info nor config dump tells',
      url: 'https://github.com/kubernetes-sigs/image-builder/issues/471',
    },
    { title: 'crictl info and the driver', url: 'https://github.com/kubernetes-sigs/cri-tools/issues/728' },
  ],
  example: null,
  message: (d) => `${d.node} does not show the driver of ${d.subject}: ${d.reason}`,
  label: '',
});
