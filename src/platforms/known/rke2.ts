import { type Platform, unitPaths } from '../platform.ts';

const CONTAINERD = '/var/lib/rancher/rke2/agent/etc/containerd';

/** RKE2 takes k3s's agent (k3s pkg/agent/containerd/config_linux.go). */
export const rke2: Platform = {
  name: 'rke2',
  title: 'RKE2',
  writes: 'both',
  evidence: unitPaths('rke2-server.service', 'rke2-agent.service'),
  programs: ['/usr/local/bin/rke2', '/usr/bin/rke2', '/opt/rke2/bin/rke2'],
  containerdTemplates: [`${CONTAINERD}/config-v3.toml.tmpl`, `${CONTAINERD}/config.toml.tmpl`],
  note:
    `RKE2 writes ${CONTAINERD}/config.toml and starts its own kubelet at every start: systemd for both where systemd ` +
    'started it with a cpuset controller and outside a user namespace, else cgroupfs for both, unless a template or ' +
    'kubelet-arg says otherwise',
};
