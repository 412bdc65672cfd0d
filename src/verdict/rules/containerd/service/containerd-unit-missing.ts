import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'containerd-unit-missing',
  side: 'image',
  kinds: ['no-containerd-unit'],
  severity: 'warning',
  title: 'No unit in the image starts containerd',
  explanation:
    'Containerd was judged as it runs without flags, with /etc/containerd/config.toml. If something else ' +
    'starts it with --config, another file counts.',
  help: "Judge the image after the step that installs containerd's unit.",
  references: [
    {
      title: 'The unit is a download of its own',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/docs/getting-started.md',
    },
  ],
  example: null,
  when: (_observation, { image }) => image.problems.length === 0,
  message: () => 'no unit in the image starts containerd, so it was judged as it runs without flags',
  label: '',
});
