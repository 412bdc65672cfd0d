import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'overridden-by-import',
  side: 'containerd',
  kinds: ['overridden-by-import'],
  severity: 'warning',
  title: 'A later file sets the driver again',
  explanation:
    'Imported files are merged over the main file in order, so the last one that sets a key wins, also with ' +
    'false.',
  help: 'Change the value in the file that wins, or remove it there.',
  references: [
    {
      title: 'How imported files are merged',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/docs/man/containerd-config.toml.5.md',
    },
    {
      title: 'mergeConfig in containerd 2.0',
      url: 'https://github.com/containerd/containerd/blob/v2.0.0/cmd/containerd/server/config/config.go',
    },
  ],
  example: null,
  when: (o) => o.detail.handler !== null && String(o.detail.key).toLowerCase().includes('systemdcgroup'),
  message: (d) => `SystemdCgroup of ${d.handler} is overridden by ${d.by}`,
  label: 'overridden',
});
