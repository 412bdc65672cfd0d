import { observationRule } from '../../../observation-rule.ts';
import { tableName } from '../../../toml-words.ts';

export const rule = observationRule({
  code: 'flag-outside-options',
  side: 'containerd',
  kinds: ['flag-outside-options'],
  severity: 'warning',
  title: "SystemdCgroup stands outside a handler's options",
  explanation:
    "SystemdCgroup counts in the options table of a handler only. In the handler's own table, in " +
    "containerd's table or at the level of the plugin it is an unknown key, which 1.x passes over silently " +
    'and 2.x with a warning.',
  help: 'Move it into the options table of the handler.',
  references: [
    {
      title: 'The line lands at the end of the file',
      url: 'https://github.com/geerlingguy/ansible-role-containerd/issues/24',
    },
  ],
  example: {
    wrong:
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  SystemdCgroup = true\n',
    right:
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = true\n',
  },
  message: (d) => `${d.key} has no effect in [${tableName(d.table)}]`,
  label: 'no effect here',
});
