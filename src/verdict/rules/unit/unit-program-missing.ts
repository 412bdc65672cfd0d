import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'unit-program-missing',
  side: 'unit',
  kinds: ['program-missing'],
  severity: 'note',
  title: "The program that the kubelet's unit starts is not in the image",
  explanation:
    'Systemd gives up with 203/EXEC, "No such file or directory", and starts the unit again and again. The program may be ' +
    'installed on the first boot; else its path is wrong for this distribution, or a package is missing.',
  help: 'Install the program at that path, or correct the path in ExecStart=.',
  references: [
    {
      title: 'Failed at step EXEC spawning /usr/bin/hyperkube',
      url: 'https://github.com/okd-project/okd/issues/848',
    },
    {
      title: 'Failed at step EXEC spawning /usr/bin/bash, which was /bin/bash',
      url: 'https://github.com/kubernetes/kops/issues/5381',
    },
  ],
  example: null,
  // A kubelet that is missing itself is a matter of the image, and a tree that holds the configuration alone is no mistake.
  when: ({ detail }) => !/(?:^|\/)kubelet$/.test(String(detail.program)),
  message: (d) => `${d.unit} starts ${d.program}, which is not in the image`,
  label: 'starts it',
});
