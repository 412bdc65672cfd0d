import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'cri-disabled',
  side: 'containerd',
  kinds: ['cri-disabled'],
  severity: 'error',
  title: "containerd's CRI plugin is disabled",
  explanation:
    "The CRI plugin is what the kubelet talks to. Docker's containerd.io package ships a configuration with " +
    'disabled_plugins = ["cri"], which is right for Docker and fatal for a Kubernetes node: kubeadm and ' +
    "the kubelet say 'unknown service runtime.v1.RuntimeService'.",
  help: 'Take the entry out of disabled_plugins, or generate a configuration of your own: containerd config default.',
  references: [],
  example: { wrong: 'disabled_plugins = ["cri"]\n', right: 'disabled_plugins = []\n' },
  message: (d) => `containerd's CRI plugin is disabled by "${d.id}"`,
  consequence: () =>
    "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: 'disabled here',
});
