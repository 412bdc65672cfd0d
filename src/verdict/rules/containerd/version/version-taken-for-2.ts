import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'version-taken-for-2',
  side: 'containerd',
  kinds: ['version-taken-for-2'],
  severity: 'warning',
  title: 'This containerd takes a later configuration version for 2',
  explanation:
    'Containerd 1.x before 1.6.32 and 1.7.17 does not check the version and reads a version 3 file as ' +
    'version 2: its tables are passed over. Later 1.x releases exit.',
  help: 'Generate the file with the containerd of the image.',
  references: [
    { title: 'What version 3 does to 1.x', url: 'https://github.com/containerd/containerd/issues/9198' },
    { title: '1.6.32 and 1.7.17 begin to refuse', url: 'https://github.com/containerd/containerd/pull/10165' },
  ],
  example: null,
  message: (d) => `version ${d.version} is read as version 2 by this containerd`,
  label: 'read as 2',
});
