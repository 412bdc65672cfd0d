import type { Platform } from '../platform.ts';

/** awslabs/amazon-eks-ami templates/al2/runtime/bootstrap.sh. */
export const eksBootstrap: Platform = {
  name: 'eks-bootstrap',
  title: 'the EKS bootstrap script',
  writes: 'both',
  evidence: ['/etc/eks/bootstrap.sh'],
  containerdTemplates: ['/etc/eks/containerd/containerd-config.toml'],
  kubeletTemplates: ['/etc/kubernetes/kubelet/kubelet-config.json'],
  note:
    '/etc/eks/bootstrap.sh writes /etc/containerd/config.toml from /etc/eks/containerd/containerd-config.toml at boot, or ' +
    'from what the user data gives, and edits /etc/kubernetes/kubelet/kubelet-config.json',
};
