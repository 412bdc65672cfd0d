import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-flags',
  side: 'kubelet',
  kinds: ['unknown-flag', 'flag-not-in-version', 'swallowed-argument'],
  severity: 'warning',
  title: "A flag on the kubelet's command line is not what it looks like",
  explanation:
    'The kubelet exits at a flag that it does not know, and a flag that wants a value takes the next word ' +
    'for it, even if that begins with two dashes.',
  help: 'Correct the command line.',
  references: [
    { title: 'unknown flag: --network-plugin', url: 'https://github.com/kubernetes-sigs/kubespray/issues/8924' },
    { title: 'unknown flag: --container-runtime', url: 'https://github.com/voxpupuli/puppet-k8s/issues/64' },
    { title: 'A value that swallows the next flag', url: 'https://github.com/kubernetes/kubernetes/pull/47894' },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'swallowed-argument'
      ? `${d.value} is taken for the value of ${d.flag}`
      : o.kind === 'flag-not-in-version'
        ? `this kubelet does not have ${d.flag}`
        : `no known kubelet has ${d.flag}`,
  label: 'look here',
});
