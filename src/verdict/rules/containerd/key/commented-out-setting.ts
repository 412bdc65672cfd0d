import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'commented-out-setting',
  side: 'containerd',
  kinds: ['commented-out-flag'],
  severity: 'note',
  title: 'SystemdCgroup is there as a comment only',
  explanation: "The line that would set the driver is commented out, so containerd's default holds: cgroupfs.",
  help: 'Take the # away.',
  references: [],
  example: null,
  message: (d) => `SystemdCgroup of ${d.handler} is commented out`,
  label: 'a comment',
});
