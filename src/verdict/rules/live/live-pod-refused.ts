import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-pod-refused',
  side: 'live',
  kinds: ['live-pod-refused'],
  severity: 'error',
  title: 'The runtime refuses the cgroup that the kubelet names',
  explanation:
    'runc with the systemd driver wants the name of a slice, and a kubelet on cgroupfs sends a path. No ' +
    'pod starts.',
  help: "Set cgroupDriver: systemd in the kubelet's configuration.",
  references: [{ title: 'Nothing starts after a reboot', url: 'https://github.com/containerd/containerd/issues/4857' }],
  example: null,
  message: (d) =>
    `no pod of handler ${d.handler} starts on ${d.node}: the runtime refuses the cgroup that the kubelet names`,
  consequence: (d) => String(d.message),
  label: '',
});
