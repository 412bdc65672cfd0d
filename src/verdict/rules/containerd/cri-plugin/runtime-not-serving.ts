import type { ContainerdState } from '../../../../containerd/answer.ts';
import type { Rule } from '../../../rule.ts';
import { REASONS_WITH_OWN_RULE } from '../../../state-reasons.ts';

const WORDS: Readonly<Record<Exclude<ContainerdState, 'ok'>, { message: string; consequence: string; help: string }>> =
  {
    'daemon-exit': {
      message: 'containerd does not start with this configuration',
      consequence: 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
      help: "Mend the line that is shown; 'journalctl -u containerd' on the node has the daemon's own message.",
    },
    'cri-disabled': {
      message: "containerd's CRI plugin is disabled",
      consequence:
        "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
      help: 'Take the CRI plugin out of disabled_plugins, or write a configuration of your own instead of the packaged one.',
    },
    'cri-failed': {
      message: "containerd's CRI plugin does not load with this configuration",
      consequence:
        "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
      help: 'Mend the line that is shown.',
    },
  };

export const rule: Rule = {
  code: 'runtime-not-serving',
  severity: 'error',
  undecided: false,
  title: 'containerd does not serve the kubelet',
  explanation:
    'Containerd exits, or runs without its CRI plugin. No cgroup driver matters then, since no pod can run. The findings ' +
    'beside this one name the cause where it is a known mistake.\n\n' +
    "Docker's own containerd.io package ships a configuration that disables the CRI plugin, which is right for Docker and " +
    'wrong for a Kubernetes node.',
  help: 'Mend the configuration so that containerd starts with its CRI plugin.',
  references: [
    { title: 'CRI plugin disabled by a legacy key', url: 'https://github.com/containerd/containerd/issues/4574' },
    { title: 'A packaged configuration', url: 'https://github.com/containerd/containerd/issues/8139' },
  ],
  example: { wrong: 'disabled_plugins = ["cri"]\n', right: 'version = 2\n' },
  find: ({ containerd }) => {
    if (containerd === null || containerd.state === 'ok') return [];
    const words = WORDS[containerd.state];
    const reason = containerd.stateReason;
    if (reason !== null && REASONS_WITH_OWN_RULE.has(reason.kind)) return [];
    return [
      {
        ...words,
        location: reason?.location ?? null,
        label: containerd.state === 'cri-disabled' ? 'disabled here' : 'the cause',
        related: reason?.related ?? [],
        edit: null,
        subject: containerd.state,
        grounds: ['runtime'],
      },
    ];
  },
};
