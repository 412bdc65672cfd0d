import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-file-edited',
  side: 'live',
  kinds: ['live-file-edited-after-start'],
  severity: 'warning',
  title: 'A configuration file is newer than the daemon that read it',
  explanation: 'The file was edited after the daemon had started, so the daemon does not use what it says now.',
  help: 'Restart the daemon after editing its configuration.',
  references: [
    {
      title: 'config dump shows an edit that the daemon has not read',
      url: 'https://github.com/containerd/containerd/issues/9417',
    },
    { title: 'The restart that the guide left out', url: 'https://github.com/kubernetes/website/issues/27017' },
  ],
  example: null,
  when: (o) => o.detail.changesDriver !== false,
  message: (d) => `${d.path} on ${d.node} was edited ${d.secondsAfterStart} s after ${d.process} had started`,
  label: 'edited later',
});
