import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'newer-than-checked',
  side: 'containerd',
  kinds: ['newer-than-checked'],
  severity: 'note',
  title: 'This containerd is newer than every release whose rules were checked',
  explanation: 'The rules of the newest checked release were used. They have been stable, and may still have changed.',
  help: 'Update Cgroup Gate, or boot the image to be sure: kind:IMAGE.',
  references: [
    { title: 'Patch releases change how drop-ins load', url: 'https://github.com/containerd/containerd/pull/13939' },
  ],
  example: null,
  message: (d) => `containerd ${d.version} was judged by the rules of ${d.checked}, the newest that were checked`,
  label: '',
});
