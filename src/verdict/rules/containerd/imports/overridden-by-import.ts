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
  references: [],
  example: null,
  when: (o) => o.detail.handler !== null && String(o.detail.key).toLowerCase().includes('systemdcgroup'),
  message: (d) => `SystemdCgroup of ${d.handler} is overridden by ${d.by}`,
  label: 'overridden',
});
