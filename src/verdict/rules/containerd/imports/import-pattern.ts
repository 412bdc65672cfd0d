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
  references: [
    {
      title: 'resolveImports in containerd 1.7',
      url: 'https://github.com/containerd/containerd/blob/v1.7.34/services/server/config/config.go',
    },
    {
      title: 'resolveImports in containerd 2.0',
      url: 'https://github.com/containerd/containerd/blob/v2.0.0/cmd/containerd/server/config/config.go',
    },
  ],
  example: null,
  message: (d) => `containerd does not start: the imports pattern ${d.entry} is malformed`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'malformed',
});
