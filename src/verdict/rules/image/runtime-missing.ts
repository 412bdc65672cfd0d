import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'runtime-missing',
  severity: 'error',
  undecided: true,
  title: 'The image has a kubelet and no container runtime, or does not say which one it uses',
  explanation:
    'The kubelet is there, and the runtime that it will talk to is not, or there are several and nothing says which. The ' +
    "runtime's cgroup driver cannot be known before the node is provisioned.",
  help: 'Judge the image after the step that installs the runtime, or set --container-runtime-endpoint for the kubelet.',
  references: [
    { title: 'Found multiple CRI endpoints on the host', url: 'https://github.com/kubesphere/kubekey/issues/1642' },
  ],
  example: null,
  find: ({ image, runtime, kubelet }) => {
    if (image.problems.length > 0) return [];
    if (runtime !== 'unknown' && !(runtime === 'none' && kubelet !== null)) return [];
    return [
      {
        message: messageOf(runtime, kubelet?.runtimeEndpoint ?? null),
        consequence: '',
        help: rule.help,
        location: null,
        label: '',
        related: [],
        edit: null,
        subject: runtime,
      },
    ];
  },
};

function messageOf(runtime: 'none' | 'unknown', endpoint: string | null): string {
  if (runtime === 'none' && endpoint === null) return 'the image has a kubelet, but no container runtime';
  return endpoint === null
    ? 'the image has several container runtimes, and nothing says which one the kubelet uses'
    : `the kubelet is told to use ${endpoint}, and no container runtime of the image is known to serve that`;
}
