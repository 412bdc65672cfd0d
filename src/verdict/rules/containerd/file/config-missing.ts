import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'config-missing',
  side: 'containerd',
  kinds: ['config-missing', 'config-is-directory'],
  severity: 'error',
  title: "containerd's configuration file is not in the image",
  explanation:
    'The unit starts containerd with --config, or imports a path, and there is no such file. A missing file ' +
    'at the default path only means the defaults; one that is named must exist.',
  help: 'Add the file to the image, or correct the path in the unit or in imports.',
  references: [
    {
      title: 'What containerd does with --config',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/cmd/containerd/command/main.go',
    },
    {
      title: 'A path that is not there: fine for 1.4, fatal from 1.5 on',
      url: 'https://github.com/kubernetes/kops/pull/12177',
    },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'config-missing'
      ? `containerd does not start: ${d.path}, which its command line names, is not in the image`
      : `containerd does not start: ${d.path} is a directory`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'named here',
});
