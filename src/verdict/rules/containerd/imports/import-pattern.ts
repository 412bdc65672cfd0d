import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'import-pattern',
  side: 'containerd',
  kinds: ['import-bad-pattern'],
  severity: 'error',
  title: 'An imports pattern is malformed',
  explanation:
    "Entries of imports with a * are patterns as Go's filepath.Glob reads them. An unclosed [ makes " +
    'containerd exit.',
  help: 'Correct the pattern.',
  references: [],
  example: null,
  message: (d) => `containerd does not start: the imports pattern ${d.entry} is malformed`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'malformed',
});
