import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'plugin-id-invalid',
  side: 'containerd',
  kinds: ['short-key-in-v2', 'short-plugin-id'],
  severity: 'error',
  title: 'A plugin is named in a way that this configuration version does not allow',
  explanation:
    'From version 2 on a plugin is named by its full id, io.containerd.grpc.v1.cri and not cri, also in ' +
    'disabled_plugins and required_plugins, and the id stands in quotes: without them its dots open nested ' +
    'tables. Containerd 1.x exits at anything else; 2.x checks the two lists only and passes over unknown ' +
    'tables.',
  help: 'Write the full id in quotes: [plugins."io.containerd.grpc.v1.cri"].',
  references: [
    {
      title: '"cri" in disabled_plugins, containerd 2.0',
      url: 'https://github.com/containerd/containerd/issues/10905',
    },
    { title: 'plugins.cri from a guide', url: 'https://github.com/kata-containers/kata-containers/issues/4124' },
  ],
  example: {
    wrong: 'version = 2\ndisabled_plugins = ["cri"]\n',
    right: 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n',
  },
  message: (d) => `containerd does not start: "${d.id}" in ${d.where} is no plugin id`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'not a plugin id',
});
