import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'containerd-config-elsewhere',
  side: 'image',
  kinds: ['containerd-config-elsewhere'],
  severity: 'note',
  title: 'The unit starts containerd with another configuration file',
  explanation:
    'Only the file that --config names counts. `containerd config dump` on the node still shows the default ' +
    'file, and so does whoever edits /etc/containerd/config.toml.',
  help: 'Edit the file that is named, or remove --config from the unit.',
  references: [
    { title: 'A system whose unit names another file', url: 'https://github.com/flatcar/Flatcar/issues/1127' },
    {
      title: 'An image whose intended file was not read',
      url: 'https://github.com/microsoft/azure-container-linux/pull/46',
    },
  ],
  example: null,
  message: (d) => `containerd reads ${d.path}, not /etc/containerd/config.toml`,
  label: 'names the file',
});
