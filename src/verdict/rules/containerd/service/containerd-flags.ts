import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'containerd-flags',
  side: 'image',
  kinds: ['containerd-flag-unknown'],
  severity: 'error',
  title: 'containerd is started with a flag that it does not have',
  explanation:
    'Containerd prints its usage and exits at a flag that it does not know, or that has no value after it. Its flags ' +
    'are the same in every release: --config, --log-level, --address, --root and --state.',
  help: 'Correct the ExecStart line of its unit.',
  references: [
    {
      title: 'The flags of containerd',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/cmd/containerd/command/main.go',
    },
    { title: 'A flag of another release', url: 'https://github.com/moby/moby/issues/23288' },
  ],
  example: null,
  message: (d) => `containerd does not start: it has no flag ${d.flag}, or the flag has no value`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'not a flag',
});
