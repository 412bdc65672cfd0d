import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'kubelet-missing',
  severity: 'error',
  undecided: true,
  title: 'The image has a container runtime and no kubelet',
  explanation:
    'The runtime is there, and the kubelet comes later. Its driver depends on its version, on kubeadm and on the ' +
    'configuration that it will get, none of which is in the image.',
  help: 'Say what the node will get: --kubelet-version v1.34.1, or --kubelet-config FILE.',
  references: [
    {
      title: 'The image changed its driver, the installer wrote the other',
      url: 'https://github.com/eksctl-io/eksctl/issues/3005',
    },
    {
      title: 'What kubeadm will write',
      url: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/configure-cgroup-driver/',
    },
  ],
  example: null,
  find: ({ image, runtime, kubelet }) =>
    kubelet === null && runtime !== 'none' && image.problems.length === 0
      ? [
          {
            message: 'the image has a container runtime, but no kubelet',
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
