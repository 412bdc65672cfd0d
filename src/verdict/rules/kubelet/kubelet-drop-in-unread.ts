import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-drop-in-unread',
  side: 'kubelet',
  kinds: ['drop-in-not-read', 'drop-in-directory-symlinked'],
  severity: 'warning',
  title: 'A kubelet drop-in is not read',
  explanation:
    'Below --config-dir the kubelet reads files whose name ends in .conf, exactly so. If the directory ' +
    'itself is a symlink and the path has no slash at its end, everything in it is passed over.',
  help: 'Name the file *.conf, or write the directory with a slash at its end.',
  references: [{ title: 'A drop-in named .yaml', url: 'https://github.com/kubernetes/kubernetes/pull/136089' }],
  example: null,
  message: (d, o) =>
    o.kind === 'drop-in-directory-symlinked'
      ? `nothing in ${d.path} is read: it is a symlink, and the path has no slash at its end`
      : `${d.path} is not read: its name does not end in .conf`,
  label: 'not read',
});
