import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'not-a-node-image',
  severity: 'error',
  undecided: true,
  title: 'The image has neither a container runtime nor a kubelet',
  explanation:
    'Nothing in the image belongs to a Kubernetes node: no containerd, CRI-O or dockerd with its configuration, and no ' +
    'kubelet. Either it is another kind of image, or the node gets both when it is provisioned.',
  help: 'Point the gate at the node image itself, after the step that installs containerd and the kubelet.',
  references: [
    { title: 'What a node needs', url: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/' },
  ],
  example: null,
  find: ({ image, runtime, kubelet }) =>
    runtime === 'none' && kubelet === null && image.problems.length === 0 && image.generators.length === 0
      ? [
          {
            message: 'this is not a node image: it has neither a container runtime nor a kubelet',
            consequence: '',
            help: rule.help,
            location: null,
            label: '',
            related: [],
            edit: null,
            subject: '',
          },
        ]
      : [],
};
