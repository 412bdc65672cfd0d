import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-pod-misplaced',
  side: 'live',
  kinds: ['live-pod-misplaced'],
  severity: 'error',
  title: "A running container is outside of its pod's slice",
  explanation:
    'A cgroup whose name holds .slice:cri-containerd: is the mark of a kubelet on systemd with a runtime ' +
    'on cgroupfs: the runtime took the name of the slice for a folder. Limits of the pod do not hold for ' +
    'such a container, and the kubelet takes the pod for dead sooner or later.',
  help: 'Set SystemdCgroup = true in the options of the handler.',
  references: [{ title: 'Such paths in the wild', url: 'https://github.com/containerd/containerd/issues/7276' }],
  example: null,
  message: (d) => `a container of handler ${d.handler} on ${d.node} runs outside of its pod's slice`,
  consequence: (d) => `Its cgroup is ${d.cgroup}.`,
  label: '',
});
