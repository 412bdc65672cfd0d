import type { Platform } from '../platform.ts';

export const canonicalK8s: Platform = {
  name: 'canonical-k8s',
  title: 'Canonical Kubernetes',
  writes: 'both',
  evidence: ['/snap/k8s', '/var/snap/k8s'],
  evidencePatterns: [
    { folder: '/var/lib/snapd/snaps', name: /^k8s_.*\.snap$/ },
    { folder: '/var/lib/snapd/seed/snaps', name: /^k8s_.*\.snap$/ },
  ],
  note: 'Canonical Kubernetes writes the configuration of its containerd and kubelet when the node is set up',
};
