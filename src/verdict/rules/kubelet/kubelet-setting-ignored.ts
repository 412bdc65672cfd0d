import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-setting-ignored',
  side: 'kubelet',
  kinds: ['runtime-answer-wins'],
  severity: 'warning',
  title: "The kubelet takes the runtime's driver, and its own setting says another",
  explanation:
    'From 1.31 on a kubelet asks its runtime which driver to use, and containerd 2 answers. Flag and file ' +
    'count no more. What is set here was meant to do something, and does nothing.',
  help: 'Make the setting say what the runtime answers, or remove it.',
  references: [
    {
      title: 'The kubelet takes what the runtime answers',
      url: 'https://kubernetes.io/blog/2024/08/21/cri-cgroup-driver-lookup-now-beta/',
    },
    {
      title: 'configz shows one driver, the kubelet uses the other',
      url: 'https://github.com/kubernetes/kubernetes/issues/134673',
    },
  ],
  example: null,
  when: (o, node) =>
    o.location !== null &&
    node.effective.followsRuntime === true &&
    node.kubelet !== null &&
    node.kubelet.configured !== 'unknown' &&
    node.kubelet.configured !== node.effective.driver,
  message: () => "the kubelet's own setting is not used: it takes the driver that the runtime answers",
  advice: (_, { effective, kubelet }) =>
    kubelet?.configured === 'systemd' && effective.driver === 'cgroupfs'
      ? 'Mend the runtime: its answer is what counts.'
      : rule.help,
  label: 'not used',
});
