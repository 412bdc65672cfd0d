import type { Platform } from '../platform.ts';

export const openshift: Platform = {
  name: 'openshift',
  title: 'OpenShift',
  writes: 'kubelet',
  evidence: ['/usr/bin/kubenswrapper', '/usr/bin/machine-config-daemon'],
  osId: 'rhcos',
  kubeletTemplates: ['/etc/kubernetes/kubelet.conf'],
  note: 'OpenShift’s machine configuration writes /etc/kubernetes/kubelet.conf at first boot',
};
