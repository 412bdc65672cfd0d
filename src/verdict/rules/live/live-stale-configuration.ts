import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-stale-configuration',
  side: 'live',
  kinds: ['live-stale-configuration'],
  severity: 'error',
  title: 'The node runs with another driver than its files say',
  explanation:
    'A file was edited after its daemon had read it. The next restart or reboot changes the driver, and ' +
    'running pods with it.',
  help: 'Restart the daemon after editing its configuration, at build time or in the step that edits it.',
  references: [
    { title: 'Nothing starts after a reboot', url: 'https://github.com/containerd/containerd/issues/4857' },
    { title: 'Restart containerd after the change', url: 'https://github.com/kubernetes/website/pull/27073' },
  ],
  example: null,
  message: (d) => `${d.subject} on ${d.node} runs with ${d.running}, and its files say ${d.file}`,
  consequence: () => 'The next restart changes the driver under running pods.',
  label: '',
});
