import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'version-not-known',
  side: 'image',
  kinds: ['version-of-another-file', 'kubelet-version-by-kubeadm'],
  severity: 'note',
  title: 'The version of the program that runs is not known',
  explanation:
    'The program itself does not say its version, as it was stripped or packed, and what else says one is about another ' +
    'file: a package that brought a program of that name to another place, a second copy, or kubeadm. Every version that ' +
    'the program could have is judged then, and where the answers differ the image is undetermined.',
  help: 'Say the version with --containerd-version or --kubelet-version.',
  references: [
    {
      title: 'Two containerd programs on a node',
      url: 'https://github.com/NVIDIA/nvidia-container-toolkit/issues/982',
    },
  ],
  example: null,
  message: (d) =>
    d.program === undefined
      ? `the kubelet's version is not known: it may go with kubeadm's ${d.version} (${d.source}), or be up to three minor releases older`
      : `the version of ${d.path ?? `the ${d.program} that runs`} is not known: ${d.other} is that of another file (${d.source})`,
  label: '',
});
