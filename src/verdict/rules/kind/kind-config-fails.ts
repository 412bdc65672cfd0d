import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kind-config-fails',
  side: 'live',
  kinds: ['kind-config-invalid', 'kind-patch-fails'],
  severity: 'error',
  title: 'kind stops at this cluster configuration',
  explanation:
    'The file is no kind configuration, or one of its patches cannot be applied to the image. `kind ' +
    'create cluster` ends there.',
  help: 'Correct the file.',
  references: [
    { title: 'A base without a version is refused', url: 'https://github.com/kubernetes-sigs/kind/pull/4042' },
    { title: 'Strict reading of the file', url: 'https://github.com/kubernetes-sigs/kind/issues/907' },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'kind-config-invalid'
      ? `this is no kind configuration: ${d.problem}`
      : `kind cannot apply this patch: ${d.problem}`,
  consequence: () => 'There will be no cluster.',
  label: 'kind stops here',
});
