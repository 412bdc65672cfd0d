import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'boot-not-tried',
  side: 'live',
  kinds: ['boot-failed'],
  severity: 'error',
  undecided: true,
  title: 'No cluster could be made here, so nothing was learnt about the image',
  explanation:
    'There is no engine, no kind, too little memory or disk, or the run was cancelled. None of that is ' +
    'the fault of the image.',
  help: 'Mend what is named and run again, or judge the image without a boot by leaving kind: out.',
  references: [
    { title: 'Too little memory for Docker', url: 'https://github.com/kubernetes-sigs/kind/issues/57' },
    { title: 'A second cluster on one machine', url: 'https://github.com/kubernetes-sigs/kind/issues/2972' },
  ],
  example: null,
  when: (o) => o.detail.blamesImage !== true,
  message: (d) => `the image was not booted: ${d.cause}`,
  consequence: (d) => String(d.remedy),
  label: '',
});
