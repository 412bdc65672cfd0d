import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'joins-with-cluster-config',
  side: 'kubelet',
  kinds: ['join-takes-cluster-config'],
  severity: 'note',
  title: "A node that joins takes the cluster's kubelet configuration",
  explanation:
    "kubeadm join downloads the kubelet's configuration from the cluster. What it says there beats what " +
    'kubeadm would write by default: clusters made with kubeadm before 1.22 may still say cgroupfs.',
  help: 'Look into the cluster: `kubectl -n kube-system get configmap kubelet-config -o yaml` has to say cgroupDriver: systemd.',
  references: [
    {
      title: 'One configuration for all nodes',
      url: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/configure-cgroup-driver/',
    },
    { title: "A joining node gets the cluster's", url: 'https://github.com/kubernetes/kubeadm/issues/2465' },
  ],
  example: null,
  message: () => "on kubeadm join the cluster's kubelet-config decides, not this image",
  label: '',
});
