import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'required-plugin-missing',
  side: 'containerd',
  kinds: ['required-plugin-missing'],
  severity: 'error',
  title: 'A required plugin does not load',
  explanation:
    'required_plugins turns a warning into an exit: a plugin named there that is unknown, disabled, or fails ' +
    'to load stops containerd.',
  help: 'Correct the id, or take it out of required_plugins.',
  references: [{ title: 'What required_plugins is for', url: 'https://github.com/containerd/containerd/pull/3197' }],
  example: null,
  message: (d) =>
    `containerd does not start: the required plugin ${d.id} ${d.why === 'unknown' ? 'does not exist' : d.why === 'disabled' ? 'is disabled' : 'does not load'}`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'required here',
});
