import { runtimeDecidesForSure } from '../certainty.ts';
import { doubtDrafts } from '../doubt-drafts.ts';
import type { Draft, Rule } from '../rule.ts';

export const rule: Rule = {
  code: 'kubelet-undecided',
  severity: 'error',
  undecided: true,
  title: "The kubelet's cgroup driver cannot be worked out for sure",
  explanation:
    'The image does not say what the kubelet will be started with: its configuration is written at boot, its unit is ' +
    'missing or could not be worked out, or files disagree and it is open which one wins. The answer shown is the likely ' +
    'one, and no pass is given on it.\n\n' +
    'From Kubernetes 1.34 on with containerd 2 none of this matters, since the kubelet takes the driver that the runtime ' +
    'answers.',
  help: 'Say what the node will get: --kubelet-config FILE, or --kubelet-version where kubeadm writes the configuration.',
  references: [],
  example: null,
  find: (node) => {
    const { kubelet, effective } = node;
    if (kubelet === null || runtimeDecidesForSure(node)) return [];
    const drafts: Draft[] = [...doubtDrafts("the kubelet's driver is not certain", kubelet.doubts, rule.help)];
    if (effective.driver === 'unknown' && drafts.length === 0) {
      drafts.push({
        message: "the kubelet's driver is not known",
        consequence: '',
        help: rule.help,
        location: kubelet.source,
        label: '',
        related: [],
        edit: null,
        subject: 'kubelet',
      });
    }
    return drafts;
  },
};
