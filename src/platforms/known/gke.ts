import type { Platform } from '../platform.ts';

/** kubernetes cluster/gce/gci/configure-helper.sh. */
export const gke: Platform = {
  name: 'gke',
  title: 'the Compute Engine start-up script',
  writes: 'both',
  evidence: ['/home/kubernetes/bin/configure-helper.sh', '/home/kubernetes/bin/configure.sh'],
  osId: 'cos',
  note:
    'the start-up scripts of Compute Engine clusters write the configuration of containerd and of the kubelet at boot: ' +
    'systemd for both on a cgroup v2 host, else cgroupfs for both',
};
