import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'import-missing',
  side: 'containerd',
  kinds: ['import-missing'],
  severity: 'error',
  title: 'An imported file is not in the image',
  explanation:
    'A file that `imports` names without a `*` has to be there, or containerd exits. A pattern that matches ' +
    'nothing is fine, but a dangling symlink that it matches is not. `containerd config dump` of 2.x does ' +
    'not show this: it leaves the file out silently.',
  help: 'Add the file to the image, take it out of imports, or import a folder with a pattern such as /etc/containerd/conf.d/*.toml.',
  references: [
    { title: '/etc/containerd/debug.toml: no such file', url: 'https://github.com/antrea-io/antrea/pull/3438' },
  ],
  example: null,
  when: (o) => o.detail.fatal !== false,
  message: (d) => `containerd does not start: the imported file ${d.path} is not in the image`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'imported here',
});
