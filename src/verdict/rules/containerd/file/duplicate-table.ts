import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'duplicate-table',
  side: 'containerd',
  kinds: ['duplicate-table'],
  severity: 'error',
  title: "The same table stands twice in containerd's configuration",
  explanation:
    'A snippet was appended to a file that has its table already, with `cat >>`, `tee -a` or an insert that ' +
    'ran twice. TOML forbids a table to be defined twice, and containerd exits. Releases 1.5 to 1.7 merge ' +
    'the two where their quotes differ, so the same file may start there and not on 2.x.',
  help: 'Change the value in the first table instead of appending a second one.',
  references: [
    {
      title: 'An image and its cloud-init both write the table',
      url: 'https://github.com/azimuth-cloud/capi-helm-charts/issues/417',
    },
    { title: 'A script that appends the table again', url: 'https://github.com/dragonflyoss/helm-charts/pull/191' },
    { title: 'A template below another one', url: 'https://github.com/FootprintAI/Containarium/issues/1444' },
  ],
  example: null,
  message: (d) => `containerd does not start: the table [${d.table}] is defined twice`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'the second time',
});
