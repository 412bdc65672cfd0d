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
  references: [],
  example: null,
  message: (d) => `containerd reads ${d.path}, not /etc/containerd/config.toml`,
  label: 'names the file',
});
