import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'import-without-match',
  side: 'containerd',
  kinds: ['glob-relative-to-cwd', 'import-matches-nothing'],
  severity: 'note',
  title: 'An imports pattern matches nothing',
  explanation:
    'A pattern that matches no file is no error. Before 1.6.29 and 1.7.16 a relative pattern was looked up ' +
    "from the daemon's working directory, which is / under systemd, and not from the folder of the file, so " +
    'it silently matched nothing.',
  help: 'Nothing to do if no drop-in belongs there. Otherwise write the pattern with its whole path, and see that the file is in the image.',
  references: [{ title: 'Relative patterns', url: 'https://github.com/containerd/containerd/issues/9745' }],
  example: null,
  message: (d, o) =>
    o.kind === 'import-matches-nothing'
      ? `the imports pattern ${d.entry} matches no file`
      : `the imports pattern ${d.entry} is looked up in ${d.workingDirectory}, not beside this file`,
  label: 'no match',
});
