import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-newer-than-checked',
  side: 'kubelet',
  kinds: ['newer-than-checked'],
  severity: 'note',
  title: 'This kubelet is newer than every release whose rules are known',
  explanation:
    'The rules of the newest known release were used, with what is announced for the next. They may change until then.',
  help: 'Update Cgroup Gate, or boot the image to be sure: kind:IMAGE.',
  references: [
    { title: 'What was announced, and then moved', url: 'https://github.com/kubernetes/kubernetes/pull/139121' },
  ],
  example: null,
  message: (d) => `kubelet ${d.version} was judged by the rules of ${d.checked}, the newest that are known`,
  label: '',
});
