import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-gate-off',
  side: 'kubelet',
  kinds: ['gate-off'],
  severity: 'warning',
  title: 'The kubelet is told not to ask its runtime for the driver',
  explanation:
    'With the feature gate KubeletCgroupDriverFromCRI off a kubelet from 1.31 to 1.33 uses its own setting, ' +
    "which has to equal each handler's. From 1.34 on the gate is locked, and naming it stops the kubelet.",
  help: 'Remove the gate.',
  references: [
    { title: 'KEP-4033', url: 'https://github.com/kubernetes/enhancements/issues/4033' },
    { title: 'What the gate does', url: 'https://kubernetes.io/blog/2024/08/21/cri-cgroup-driver-lookup-now-beta/' },
  ],
  example: null,
  message: () => 'KubeletCgroupDriverFromCRI is off, so nothing keeps the two drivers equal',
  label: 'off',
});
