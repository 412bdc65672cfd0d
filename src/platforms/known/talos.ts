import type { Platform } from '../platform.ts';

/** siderolabs/talos hack/cri-*.part and internal/app/machined/pkg/controllers/k8s/kubelet_spec.go. */
export const talos: Platform = {
  name: 'talos',
  title: 'Talos',
  writes: 'both',
  evidence: ['/etc/cri/conf.d/00-base.part'],
  osId: 'talos',
  containerdTemplates: ['/etc/cri/conf.d/00-base.part'],
  note:
    'Talos merges /etc/cri/conf.d/00-base.part with the machine’s own parts and generates the kubelet’s configuration at ' +
    'boot; it has no systemd, so cgroupfs for both',
};
