import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'commented-out-setting',
  side: 'containerd',
  kinds: ['commented-out-flag'],
  severity: 'note',
  title: 'SystemdCgroup is there as a comment only',
  explanation: "The line that would set the driver is commented out, so containerd's default holds: cgroupfs.",
  help: 'Take the # away.',
  references: [
    {
      title: 'Why people comment it out: GPUs lost under systemd',
      url: 'https://github.com/NVIDIA/nvidia-container-toolkit/issues/48',
    },
    {
      title: 'The default is false, on systemd hosts too',
      url: 'https://github.com/containerd/containerd/issues/8063',
    },
  ],
  example: null,
  message: (d) => `SystemdCgroup of ${d.handler} is commented out`,
  advice: ({ detail }) => (detail.value === 'true' ? rule.help : 'Write SystemdCgroup = true in its place.'),
  label: 'a comment',
  edit: ({ location }) =>
    location === null ? null : { kind: 'replace', title: 'set it', location, text: 'SystemdCgroup = true' },
});
