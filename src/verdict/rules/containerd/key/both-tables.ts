import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'both-tables',
  side: 'containerd',
  kinds: ['both-tables'],
  severity: 'warning',
  title: 'Two tables set the driver, and this one loses',
  explanation:
    'A file that carries both the version 2 and the version 3 table of the CRI plugin has two answers. ' +
    'Releases 2.0.0 and 2.0.1 let the older table win, later ones the newer, key by key: one handler in the ' +
    'newer table discards every handler of the older.',
  help: 'Keep one of the two tables.',
  references: [
    { title: '2.0.2: the newer table wins, key by key', url: 'https://github.com/containerd/containerd/pull/10980' },
    {
      title: '2.0.0: the older table takes its place',
      url: 'https://github.com/containerd/containerd/blob/v2.0.0/plugins/cri/runtime/plugin.go',
    },
  ],
  example: null,
  when: (o) => o.detail.setsDriver === true,
  message: (d) => `${d.key} of "${d.loser}" is not used: "${d.winner}" has it too and wins`,
  label: 'loses',
});
