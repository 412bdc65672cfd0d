import type { Rule } from '../../rule.ts';

/** Found by the judge itself, where candidates come to different verdicts. */
export const rule: Rule = {
  code: 'version-decides',
  severity: 'error',
  undecided: true,
  title: 'The answer depends on a version that the image does not tell',
  explanation:
    'The same configuration means different things to different versions of containerd and the kubelet: which table is ' +
    'read, how imported files merge, what a missing line defaults to, whether the kubelet follows its runtime. Every ' +
    'version that fits was worked out, and they do not agree.',
  help: 'Say which versions the node has: --containerd-version and --kubelet-version settle it.',
  references: [
    { title: 'One file, two releases', url: 'https://github.com/containerd/containerd/issues/5340' },
    { title: 'The table moved in 2.x', url: 'https://github.com/containerd/containerd/issues/10960' },
  ],
  example: null,
  find: () => [],
};
