import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubeadm-input-unread',
  side: 'kubelet',
  kinds: ['kubeadm-input-unread'],
  severity: 'warning',
  title: 'A KubeletConfiguration beside a JoinConfiguration has no effect',
  explanation:
    "kubeadm join takes the kubelet's configuration from the cluster. It reads the JoinConfiguration of the file that it is " +
    'given, and passes over a KubeletConfiguration in the same file without a word.',
  help:
    'Set the driver in the configuration with which the cluster is made by kubeadm init, or for this node by a patch in a ' +
    'directory that patches.directory of the JoinConfiguration names.',
  references: [
    {
      title: 'cgroupDriver: systemd beside a JoinConfiguration, and not in config.yaml',
      url: 'https://github.com/kubernetes/kubeadm/issues/2465',
    },
    { title: 'kubeadm join passes over it', url: 'https://github.com/kubernetes/kubeadm/issues/2008' },
  ],
  example: {
    wrong:
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\n---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: systemd\n',
    right:
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\npatches:\n  directory: /etc/kubernetes/patches\n',
  },
  message: (d) => `kubeadm join does not read this cgroupDriver: ${d.value}`,
  label: 'not read',
});
