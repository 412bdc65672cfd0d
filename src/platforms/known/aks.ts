import { type Platform, unitPaths } from '../platform.ts';

/** Azure/AgentBaker parts/linux/cloud-init/artifacts/cse_main.sh and aks-node-controller/parser/templates. */
export const aks: Platform = {
  name: 'aks',
  title: 'AKS',
  writes: 'both',
  evidence: [
    '/opt/azure/containers/provision_source.sh',
    '/opt/azure/containers/provision.sh',
    '/opt/azure/containers/aks-node-controller',
    '/opt/azure/vhd-install.complete',
    ...unitPaths('aks-node-controller.service'),
  ],
  note:
    'AKS writes /etc/containerd/config.toml and the kubelet’s flags at boot: systemd for both where the node needs cgroup ' +
    'v2, while its untrusted and katacli handlers stay at cgroupfs',
};
