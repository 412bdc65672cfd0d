import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'version-changed-by-import',
  side: 'containerd',
  kinds: ['version-changed-by-import'],
  severity: 'warning',
  title: 'An imported file changes the version of the whole configuration',
  explanation:
    'The last file that has a version line decides which tables are read, in all files. A drop-in of another ' +
    'version can switch off a main file that is right by itself.',
  help: 'Give the drop-ins the version of the main file.',
  references: [
    { title: 'A drop-in without a version', url: 'https://github.com/lima-vm/lima/issues/4185' },
    {
      title: 'A newer drop-in drops what the main file says',
      url: 'https://github.com/containerd/containerd/pull/12891',
    },
  ],
  example: null,
  message: (d) => `this import changes the configuration's version from ${d.from} to ${d.to}`,
  label: 'decides for all files',
});
