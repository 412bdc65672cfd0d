import type { Platform } from '../platform.ts';

/** kairos-io/kairos-init: the provider, k3s or k0s, writes the configuration. */
export const kairos: Platform = {
  name: 'kairos',
  title: 'Kairos',
  writes: 'both',
  evidence: ['/etc/kairos-release', '/system/providers/agent-provider-kairos'],
  osId: 'kairos',
  note: 'Kairos starts k3s or k0s, which write the configuration of their own containerd and kubelet at every start',
};
