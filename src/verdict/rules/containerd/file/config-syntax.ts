import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'config-syntax',
  side: 'containerd',
  kinds: ['toml-syntax'],
  severity: 'error',
  title: 'containerd cannot parse its configuration',
  explanation:
    'Containerd reads every file of its configuration before it starts, and exits at the first one that its ' +
    'TOML library rejects. Which library that is depends on the release, so a file can be fine for 1.7 and ' +
    'fatal for 2.0: byte order marks, lone carriage returns, bytes that are no UTF-8, numbers with leading ' +
    'zeros, and tables written twice with different quotes are examples.',
  help: 'Correct the line that is shown; `containerd config dump` of the same release accepts the file then.',
  references: [
    { title: "A sample of containerd's own documentation", url: 'https://github.com/containerd/containerd/pull/7174' },
    {
      title: 'A terminal paste with its prompt',
      url: 'https://github.com/taciosouzaoliveira/ansible-kubernetes-lab/blob/fe7b88d2b9578afbe478c05006fdb59a258e6a67/roles/common/files/config.toml',
    },
    {
      title: 'A value without quotes',
      url: 'https://github.com/krisnova/kryptid/blob/1900d133e84074fd40d1514d4791dae3d1522aee/etc/containerd/config.toml',
    },
  ],
  example: { wrong: '[plugins."io.containerd.grpc.v1.cri"\n', right: '[plugins."io.containerd.grpc.v1.cri"]\n' },
  message: (d) => `containerd does not start: ${d.message}`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'containerd stops here',
});
