import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-driver-value',
  side: 'kubelet',
  kinds: ['driver-value-not-exact'],
  severity: 'warning',
  title: "The kubelet's driver is spelt in a way that acts as cgroupfs",
  explanation:
    'The kubelet compares the value with systemd exactly. Systemd, SYSTEMD, or a value with quotes inside ' +
    'acts as cgroupfs, without a word in the log.',
  help: 'Write systemd, in small letters and without quotes of its own.',
  references: [
    { title: 'A quoted value travels all the way', url: 'https://github.com/kubernetes/kubernetes/issues/87918' },
  ],
  example: null,
  message: (d) => `"${d.value}" is not systemd to the kubelet, and acts as cgroupfs`,
  label: 'acts as cgroupfs',
  edit: ({ location, detail }) =>
    location === null || detail.meansSystemd !== true
      ? null
      : { kind: 'replace', title: 'write systemd', location, text: 'systemd' },
});
