import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kind-patch-decides',
  side: 'live',
  kinds: ['kind-patch-decides'],
  severity: 'note',
  title: 'A patch of the kind configuration decides a driver',
  explanation:
    "The cluster's configuration changes what the image says. Patching one side only is the usual way to " +
    'make the two differ.',
  help: 'Patch both sides, or neither.',
  references: [
    { title: 'Only the kubelet was patched', url: 'https://github.com/aws-controllers-k8s/test-infra/issues/973' },
  ],
  example: null,
  message: (d) => `this patch sets ${d.subject}${d.from === null ? '' : ` from ${d.from}`} to ${d.to}`,
  label: 'decides',
});
