import { type Platform, unitPaths } from '../platform.ts';

/** kubernetes/kops nodeup/pkg/model/containerd.go and kubelet.go. */
export const kops: Platform = {
  name: 'kops',
  title: 'nodeup of kOps',
  writes: 'both',
  evidence: [...unitPaths('kops-configuration.service'), '/opt/kops/bin/nodeup', '/opt/kops/conf', '/var/cache/nodeup'],
  note:
    'kOps’ nodeup writes /etc/containerd/config.toml and the kubelet’s configuration and flags at boot: systemd for both ' +
    'since kOps 1.20',
};
