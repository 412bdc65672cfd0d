import { type Platform, unitPaths } from '../platform.ts';

export const k0s: Platform = {
  name: 'k0s',
  title: 'k0s',
  writes: 'both',
  evidence: unitPaths('k0sworker.service', 'k0scontroller.service'),
  programs: ['/usr/local/bin/k0s', '/usr/bin/k0s', '/opt/bin/k0s'],
  containerdTemplates: ['/etc/k0s/containerd.toml'],
  note: 'k0s writes the configuration of its own containerd and kubelet at every start, from /etc/k0s and the cluster',
};
