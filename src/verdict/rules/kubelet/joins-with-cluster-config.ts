import { runtimeDecidesForSure } from '../../certainty.ts';
import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'joins-with-cluster-config',
  side: 'kubelet',
  kinds: ['join-takes-cluster-config'],
  severity: 'note',
  title: "A node that joins takes the cluster's kubelet configuration",
  explanation:
    "kubeadm join downloads the kubelet's configuration from the cluster. What it says there beats what " +
    'kubeadm would write by default: clusters made with kubeadm before 1.22 may still say cgroupfs. ' +
    'A kubelet of 1.34 or later takes the answer of a containerd 2 whatever the cluster says, and has no such note.',
  help: 'Look into the cluster: `kubectl -n kube-system get configmap kubelet-config -o yaml` has to say cgroupDriver: systemd.',
  references: [
    {
      title: 'One configuration for all nodes',
      url: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/configure-cgroup-driver/',
    },
    { title: "A joining node gets the cluster's", url: 'https://github.com/kubernetes/kubeadm/issues/2465' },
  ],
  example: null,
  when: (_, node) => !runtimeDecidesForSure(node),
  message: (_d, _o, { effective }) =>
    effective.followsRuntime === true
      ? "on kubeadm join the cluster's kubelet-config may turn off that this kubelet follows its runtime"
      : "on kubeadm join the cluster's kubelet-config decides, not this image",
  advice: (_, { effective }) =>
    effective.followsRuntime === true
      ? 'Look into the cluster: `kubectl -n kube-system get configmap kubelet-config -o yaml` has to say cgroupDriver: systemd, or leave the feature gate KubeletCgroupDriverFromCRI on.'
      : rule.help,
  label: '',
});
