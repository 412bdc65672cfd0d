import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'import-stops-loading',
  side: 'containerd',
  kinds: ['import-missing'],
  severity: 'warning',
  title: 'containerd 1.4 stops loading at a missing import',
  explanation:
    'Containerd 1.4 passes over a missing import by not reading any further one either, and by leaving out ' +
    'its checks. Later releases exit.',
  help: 'Add the file to the image, or take it out of imports.',
  references: [
    {
      title: 'How containerd 1.4 starts',
      url: 'https://github.com/containerd/containerd/blob/v1.4.13/cmd/containerd/command/main.go',
    },
  ],
  example: null,
  when: (o) => o.detail.fatal === false,
  message: (d) => `the imported file ${d.path} is missing, and no later import is read`,
  label: 'imported here',
});
