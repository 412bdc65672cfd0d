import { type Platform, unitPaths } from '../platform.ts';

/** kubernetes/minikube deploy/kicbase and pkg/minikube/cruntime/containerd.go. */
export const minikube: Platform = {
  name: 'minikube',
  title: 'minikube',
  writes: 'both',
  evidence: ['/kic.txt', ...unitPaths('minikube-automount.service'), '/usr/sbin/minikube-automount'],
  containerdTemplates: ['/etc/containerd/config.toml'],
  note:
    'minikube edits /etc/containerd/config.toml with sed and writes the kubelet’s configuration at every start: what the ' +
    'image holds is only where it starts from',
};
