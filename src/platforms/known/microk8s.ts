import type { Platform } from '../platform.ts';

const DATA = '/var/snap/microk8s/current/args';
const SNAP = '/snap/microk8s/current/default-args';

/** canonical/microk8s microk8s-resources/wrappers/run-containerd-with-args and default-args. */
export const microk8s: Platform = {
  name: 'microk8s',
  title: 'MicroK8s',
  writes: 'both',
  evidence: ['/snap/microk8s', '/var/snap/microk8s'],
  evidencePatterns: [
    { folder: '/var/lib/snapd/snaps', name: /^microk8s_.*\.snap$/ },
    { folder: '/var/lib/snapd/seed/snaps', name: /^microk8s_.*\.snap$/ },
  ],
  containerdTemplates: [`${DATA}/containerd-template.toml`, `${SNAP}/containerd-template.toml`],
  kubeletTemplates: [`${DATA}/kubelet`, `${SNAP}/kubelet`],
  note:
    `MicroK8s fills in containerd-template.toml at every start of its service and reads the kubelet’s flags from ${DATA}: ` +
    'cgroupfs for both as shipped',
};
