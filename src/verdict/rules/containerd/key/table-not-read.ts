import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'table-not-read',
  side: 'containerd',
  kinds: ['table-not-read'],
  severity: 'warning',
  title: 'The driver is set in a table that containerd does not read',
  explanation:
    "Which table holds the CRI plugin's settings depends on the version line of the file and on the release: " +
    'plugins.cri in version 1, io.containerd.grpc.v1.cri in version 2, io.containerd.cri.v1.runtime in ' +
    'versions 3 and 4. A table of another version is passed over without an error, so the setting in it does ' +
    'nothing. Guides written for 1.7 that are applied to the default file of 2.x end here.',
  help: 'Move the setting into the table that this version reads.',
  references: [
    { title: 'The table moved in 2.x', url: 'https://github.com/containerd/containerd/issues/10960' },
    { title: 'Version 1 table names in a later file', url: 'https://github.com/kubernetes/kubernetes/issues/107892' },
    { title: 'A role for 1.x with 2.2', url: 'https://github.com/geerlingguy/ansible-role-containerd/issues/24' },
  ],
  example: {
    wrong:
      'version = 3\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n',
    right:
      "version = 3\n[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]\n  SystemdCgroup = true\n",
  },
  // Where the version itself is refused no table is read, and another one would not be either.
  when: (o, { containerd }) => o.detail.setsDriver === true && containerd?.stateReason?.kind !== 'unsupported-version',
  message: (d) =>
    `this setting is not read: with configuration version ${d.configVersion} containerd reads [plugins."${d.wantedTable}"], not "${d.table}"`,
  label: 'not read',
});
