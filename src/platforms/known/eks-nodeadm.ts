import { type Platform, unitPaths } from '../platform.ts';

/** awslabs/amazon-eks-ami nodeadm/internal/containerd and nodeadm/internal/kubelet. */
export const eksNodeadm: Platform = {
  name: 'eks-nodeadm',
  title: 'nodeadm',
  writes: 'both',
  evidence: [
    ...unitPaths('nodeadm-run.service', 'nodeadm-config.service', 'nodeadm-boot-hook.service'),
    '/usr/bin/nodeadm',
    '/usr/local/bin/nodeadm',
  ],
  note:
    'nodeadm writes /etc/containerd/config.toml and the kubelet’s configuration and flags at boot, from templates inside ' +
    'the program: its published templates say systemd for both',
};
