import { doubtDrafts } from '../../doubt-drafts.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'runtime-undecided',
  severity: 'error',
  undecided: true,
  title: "The runtime's cgroup driver cannot be worked out for sure",
  explanation:
    'Something on the way from the configuration to the answer is not known: a file that could not be read, a template ' +
    'that is filled in later, spellings among which containerd picks at random, two readers that disagree. The answer ' +
    'shown is the likely one, and no pass is given on it.',
  help: 'Remove what is in doubt, or boot the image and judge what really runs: kind:IMAGE.',
  references: [
    {
      title: 'A template that a start script fills in',
      url: 'https://github.com/canonical/microk8s/blob/e366af04354abdfeb23328543007d1c4e7897d9f/microk8s-resources/default-args/containerd-template.toml',
    },
    {
      title: 'A template that sets the driver on a condition',
      url: 'https://github.com/zoom/karpenter-oci/blob/4bbb27723bc08ba8f154bc80aa6b8fee7c32fce8/pkg/providers/imagefamily/bootstrap/containerd.toml.gtpl',
    },
  ],
  example: null,
  find: ({ containerd, otherRuntime, image }) => [
    ...doubtDrafts("containerd's driver is not certain", containerd?.doubts ?? [], rule.help),
    ...doubtDrafts(`${otherRuntime?.name}'s driver is not certain`, otherRuntime?.doubts ?? [], rule.help),
    ...doubtDrafts('the runtime is not certain', image.doubts, rule.help),
  ],
};
