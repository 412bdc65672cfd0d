import { runtimeDecidesForSure } from '../../certainty.ts';
import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubeadm-writes-config',
  side: 'kubelet',
  kinds: ['kubeadm-will-replace'],
  severity: 'note',
  title: "kubeadm will overwrite the kubelet's configuration of the image",
  explanation:
    'kubeadm init and kubeadm join write the whole of /var/lib/kubelet/config.yaml. What the image has there ' +
    "counts only until then; a joining node gets the cluster's configuration.",
  help: 'Set the driver in the kubeadm configuration instead.',
  references: [
    { title: 'kubeadm overwrites the file', url: 'https://github.com/kubernetes/kubeadm/issues/2240' },
    { title: 'The same, found again', url: 'https://github.com/kubernetes/kubeadm/issues/1576' },
  ],
  example: null,
  when: (_, node) => !runtimeDecidesForSure(node),
  message: (d) => `kubeadm will write ${d.path} anew${d.becomes ? `, with ${d.becomes}` : ''}`,
  label: 'will be replaced',
});
