import type { Platform } from '../platform.ts';

const TEMPLATES = '/usr/share/templates';

/** bottlerocket-core-kit packages/containerd and packages/kubernetes-1.31. */
export const bottlerocket: Platform = {
  name: 'bottlerocket',
  title: 'Bottlerocket',
  writes: 'both',
  evidence: ['/usr/share/bottlerocket'],
  osId: 'bottlerocket',
  containerdTemplates: [
    { folder: TEMPLATES, name: /^containerd-config.*k8s/ },
    { folder: TEMPLATES, name: /^containerd-config/ },
  ],
  kubeletTemplates: [{ folder: TEMPLATES, name: /^kubelet-config/ }],
  note:
    'Bottlerocket renders /etc/containerd/config.toml, /etc/kubernetes/kubelet/config and the kubelet’s command line from ' +
    'its templates and settings at boot',
};
