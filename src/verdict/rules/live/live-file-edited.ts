import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-file-edited',
  side: 'live',
  kinds: ['live-file-edited-after-start'],
  severity: 'warning',
  title: 'A configuration file is newer than the daemon that read it',
  explanation: 'The file was edited after the daemon had started, so the daemon does not use what it says now.',
  help: 'Restart the daemon after editing its configuration.',
  references: [],
  example: null,
  when: (o) => o.detail.changesDriver !== false,
  message: (d) => `${d.path} on ${d.node} was edited ${d.secondsAfterStart} s after ${d.process} had started`,
  label: 'edited later',
});
