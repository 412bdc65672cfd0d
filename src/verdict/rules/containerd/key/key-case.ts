import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'key-case',
  side: 'containerd',
  kinds: ['odd-key-case', 'overridden-by-spelling'],
  severity: 'warning',
  title: 'SystemdCgroup is written in a case that does not count',
  explanation:
    'Whether systemdCgroup or SYSTEMDCGROUP is taken for SystemdCgroup depends on the TOML library of the ' +
    'release. Several spellings in one table compete, and from 2.0.7, 2.1.5 and 2.2 on the built-in default ' +
    'takes part in that: SYSTEMDCGROUP = true alone loses against it.',
  help: 'Write SystemdCgroup exactly so, once.',
  references: [
    { title: 'The default becomes a line, and takes part', url: 'https://github.com/containerd/containerd/pull/12244' },
    {
      title: 'Fields are matched without regard to case',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/vendor/github.com/pelletier/go-toml/v2/unmarshaler.go',
    },
  ],
  example: null,
  when: (o) => o.detail.isFlag === true && o.detail.counts !== true,
  message: (d, o) =>
    o.kind === 'odd-key-case'
      ? `${d.key} is not taken for ${d.field} by this version`
      : `${d.key} loses against ${d.winner}`,
  label: 'does not count',
  edit: (o) =>
    o.kind !== 'odd-key-case' || o.location === null
      ? null
      : { kind: 'replace', title: 'write SystemdCgroup', location: o.location, text: 'SystemdCgroup' },
});
