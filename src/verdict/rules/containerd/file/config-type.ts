import { observationRule } from '../../../observation-rule.ts';
import { typeWord } from '../../../toml-words.ts';

export const rule = observationRule({
  code: 'config-type',
  side: 'containerd',
  kinds: ['top-level-type', 'bad-timeout', 'plugin-type-error', 'migration-panic'],
  severity: 'error',
  title: "A key of containerd's configuration has a value of the wrong type",
  explanation:
    "A wrong type in any plugin's table stops the whole daemon, also where the plugin has nothing to do with " +
    'pods. Containerd 2.x even crashes while it migrates an older table that is no table.',
  help: 'Give the key a value of the type that is wanted.',
  references: [
    {
      title: 'A duration in a plugin that has nothing to do with pods',
      url: 'https://github.com/containerd/containerd/issues/9176',
    },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'bad-timeout'
      ? `containerd does not start: the timeout ${d.key} = ${d.value} is no duration`
      : `containerd does not start: ${d.key} is ${typeWord(d.found)}, and ${typeWord(d.wanted ?? 'table')} is wanted`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'wrong type',
});
