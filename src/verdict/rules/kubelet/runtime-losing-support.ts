import { compareVersions, parseVersion } from '../../../versions/version.ts';
import type { Rule } from '../../rule.ts';

/** From this kubelet on a runtime without RuntimeConfig counts as losing support (KEP-4033). */
const WARNED_FROM = '1.34.0';
/** From this one on the finding is `kubelet-undecided`. */
const REQUIRED_FROM = '1.38.0';

export const rule: Rule = {
  code: 'runtime-losing-support',
  severity: 'warning',
  undecided: false,
  title: 'The next kubelets will not work with this containerd',
  explanation:
    'From 1.34 on the kubelet expects its runtime to tell the cgroup driver (the CRI call RuntimeConfig). Containerd 1.x ' +
    'does not know the call and never will; the kubelet falls back to its own setting and counts that in the metric ' +
    'kubelet_cri_losing_support. The fallback is planned to end with 1.38, where such a kubelet will refuse to start.',
  help: 'Move the image to containerd 2.',
  references: [
    { title: 'KEP-4033', url: 'https://github.com/kubernetes/enhancements/issues/4033' },
    { title: 'The end of the fallback', url: 'https://github.com/kubernetes/kubernetes/pull/139121' },
  ],
  example: null,
  find: ({ containerd, kubelet }) => {
    if (containerd?.runtimeConfig.onSystemdHost !== 'unimplemented' || kubelet?.kubeletVersion == null) return [];
    const version = parseVersion(kubelet.kubeletVersion);
    const from = parseVersion(WARNED_FROM);
    if (version === null || from === null || compareVersions(version, from) < 0) return [];
    const until = parseVersion(REQUIRED_FROM);
    if (until !== null && compareVersions(version, until) >= 0) return [];
    return [
      {
        message:
          'this containerd cannot tell the kubelet its driver, which kubelets from 1.38 on are planned to require',
        consequence:
          'Nothing breaks today: the kubelet falls back to its own setting. An upgrade of Kubernetes alone will stop the node.',
        help: rule.help,
        location: null,
        label: '',
        related: [],
        edit: null,
        subject: 'containerd',
      },
    ];
  },
};
