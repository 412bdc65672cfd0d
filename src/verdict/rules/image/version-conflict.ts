import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'version-conflict',
  side: 'image',
  kinds: ['version-conflict'],
  severity: 'warning',
  title: 'Two sources in the image give different versions of one program',
  explanation:
    'The package list, the version files and the programs themselves should agree. Where they do not, a ' +
    'program was replaced by hand or an image was derived without its records, and the version that the ' +
    "unit's own program states was used.",
  help: 'Check which program really runs, and correct the other record.',
  references: [
    {
      title: 'Two containerd programs on a node',
      url: 'https://github.com/NVIDIA/nvidia-container-toolkit/issues/982',
    },
    { title: 'Docker brings a containerd of its own', url: 'https://github.com/replicatedhq/kURL/pull/3291' },
  ],
  example: null,
  message: (d) => `${d.program} is ${d.chosen} by ${d.chosenSource}, and ${d.other} by ${d.otherSource}`,
  label: '',
});
