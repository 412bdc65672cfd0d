import { observationRule } from '../../../observation-rule.ts';

const CRI = 'io.containerd.grpc.v1.cri';

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
  references: [
    { title: "kubeadm with Docker's packaged file", url: 'https://github.com/containerd/containerd/issues/8139' },
    { title: 'A default that disables CRI, in 2.3.5', url: 'https://github.com/containerd/containerd/issues/14121' },
    {
      title: "Docker's packaged file",
      url: 'https://github.com/docker/containerd-packaging/blob/655193435b87b50b8b80d81c9a4f550e0f9f3870/common/containerd.toml',
    },
  ],
  example: { wrong: 'disabled_plugins = ["cri"]\n', right: 'disabled_plugins = []\n' },
  message: (d) =>
    d.id === CRI
      ? "containerd's CRI plugin is disabled"
      : `${d.id} is disabled, and containerd's CRI plugin does not load without it`,
  consequence: () =>
    "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: 'disabled here',
  edit: ({ location }) =>
    location === null ? null : { kind: 'take-out', title: 'take the entry out of disabled_plugins', location },
});
