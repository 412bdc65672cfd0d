import { observationRule } from '../../../observation-rule.ts';

const HAZARDS: Readonly<Record<string, string>> = {
  'versionless-v2-table': 'the file counts as version 1, which a file without a version line does',
  'versionless-v1-table':
    'they drop the tables of configuration version 1, which a file without a version line has too',
  'v2-table-in-v3-file': 'a version 2 table in a version 3 file',
  'v3-file-on-1.x': 'the file has version 3',
  spelling: 'the spelling of this key counts in some releases only',
};

export const rule = observationRule({
  code: 'upgrade-hazard',
  side: 'containerd',
  kinds: ['upgrade-hazard'],
  severity: 'warning',
  title: 'Another containerd reads this configuration differently',
  explanation:
    'The configuration works with the containerd of the image and will change its meaning, without an error, ' +
    'with the releases that are named: 2.0 to 2.2 drop the CRI table of a file without a version line, 2.x ' +
    'before 2.3 passes over a version 2 table in a version 3 file, and 1.x does not know version 3.',
  help: 'Write the configuration for the release that comes next too: a version line, the table that belongs to it, SystemdCgroup in exactly this spelling.',
  references: [
    { title: 'Kubernetes CI moves to containerd 1.5', url: 'https://github.com/containerd/containerd/issues/5340' },
    { title: 'What version 3 does to 1.x', url: 'https://github.com/containerd/containerd/issues/9198' },
    { title: 'A role for 1.x with 2.2', url: 'https://github.com/geerlingguy/ansible-role-containerd/issues/24' },
  ],
  example: null,
  message: (d) => `containerd ${d.versions} will not read this: ${HAZARDS[String(d.hazard)] ?? d.hazard}`,
  label: 'changes its meaning',
});
