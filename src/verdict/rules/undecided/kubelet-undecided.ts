import type { PossibleNode } from '../../../resolve/possible-node.ts';
import type { Observation } from '../../../text/observation.ts';
import type { Location } from '../../../text/position.ts';
import { compareVersions, parseVersion } from '../../../versions/version.ts';
import { runtimeDecidesForSure } from '../../certainty.ts';
import { doubtDrafts } from '../../doubt-drafts.ts';
import type { Draft, Rule } from '../../rule.ts';
import { bakedDriverEdit } from '../../setting-edit.ts';

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
  references: [
    {
      title: 'A file that says cgroupfs, and a boot script that writes systemd',
      url: 'https://github.com/awslabs/amazon-eks-ami/blob/6c054415972f747a79f8f4e395e47198c755f70f/templates/al2/runtime/kubelet-config.json',
    },
    { title: 'No config.yaml before kubeadm', url: 'https://github.com/kubernetes/kubernetes/issues/93616' },
  ],
  example: null,
  find: (node) => {
    const { kubelet, effective } = node;
    if (kubelet === null) return [];
    const drafts: Draft[] = startDrafts(node);
    if (runtimeDecidesForSure(node)) return drafts;
    drafts.push(...doubtDrafts("the kubelet's driver is not certain", kubelet.doubts, rule.help, ownWords));
    if (effective.driver === 'unknown' && drafts.length === 0) {
      drafts.push({
        message: "the kubelet's driver is not known",
        consequence: '',
        help: kubelet.refusesToStart === null ? rule.help : 'Mend first what keeps the kubelet from starting.',
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

/** A baked file that kubeadm replaces is settled in the image itself. */
function ownWords(doubt: Observation): Partial<Pick<Draft, 'help' | 'edit'>> {
  const { value, becomes } = doubt.detail;
  if (doubt.kind !== 'baked-config-disagrees' || becomes !== 'systemd') return {};
  return {
    help: 'Make the file say systemd as well or take it out of the image, or say what the node will get: --kubelet-config FILE.',
    edit: bakedDriverEdit(doubt.location, value, becomes),
  };
}

/** From this minor release on the kubelet is planned to need a runtime that tells its driver (KEP-4033). */
const NEEDS_RUNTIME_ANSWER = '1.38.0';

/** What makes it doubtful that the kubelet starts at all. */
function startDrafts({ kubelet, containerd, otherRuntime, effective }: PossibleNode): Draft[] {
  if (kubelet === null || kubelet.refusesToStart !== null) return [];
  const draft = (message: string, subject: string, location: Location | null): Draft => ({
    message,
    consequence: '',
    help: rule.help,
    location,
    label: 'undecided here',
    related: [],
    edit: null,
    subject,
  });
  const drafts = kubelet.observations
    .filter(({ kind }) => kind === 'unknown-flag')
    .map(({ detail, location }) =>
      draft(`the kubelet exits at ${detail.flag}, unless it is a flag of its own build`, String(detail.flag), location),
    );
  const version = kubelet.kubeletVersion === null ? null : parseVersion(kubelet.kubeletVersion);
  const needs = parseVersion(NEEDS_RUNTIME_ANSWER)!;
  const answers = containerd === null ? otherRuntime?.answersRuntimeConfig : effective.followsRuntime;
  if (version !== null && compareVersions(version, needs) >= 0 && answers === false) {
    const message = 'this kubelet is planned to refuse a runtime that cannot tell its driver, and this one cannot';
    drafts.push(draft(message, 'runtime', null));
  }
  return drafts;
}
