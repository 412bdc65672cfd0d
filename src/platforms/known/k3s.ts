import { type Platform, unitPaths } from '../platform.ts';

const CONTAINERD = '/var/lib/rancher/k3s/agent/etc/containerd';

/** k3s pkg/agent/containerd/config_linux.go and pkg/daemons/agent/agent_linux.go. */
export const k3s: Platform = {
  name: 'k3s',
  title: 'k3s',
  writes: 'both',
  evidence: [...unitPaths('k3s.service', 'k3s-agent.service'), '/etc/init.d/k3s', '/etc/init.d/k3s-agent'],
  programs: ['/usr/local/bin/k3s', '/usr/bin/k3s', '/opt/bin/k3s', '/opt/k3s/bin/k3s'],
  containerdTemplates: [`${CONTAINERD}/config-v3.toml.tmpl`, `${CONTAINERD}/config.toml.tmpl`],
  note:
    `k3s writes ${CONTAINERD}/config.toml and starts its own kubelet at every start: systemd for both where systemd ` +
    'started it with a cpuset controller and outside a user namespace, else cgroupfs for both, unless a template or ' +
    '--kubelet-arg says otherwise',
};
