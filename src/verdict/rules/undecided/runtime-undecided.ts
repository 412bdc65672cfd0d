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
  references: [],
  example: null,
  find: ({ containerd, otherRuntime, image }) => [
    ...doubtDrafts("containerd's driver is not certain", containerd?.doubts ?? [], rule.help),
    ...doubtDrafts(`${otherRuntime?.name}'s driver is not certain`, otherRuntime?.doubts ?? [], rule.help),
    ...doubtDrafts('the runtime is not certain', image.doubts, rule.help),
  ],
};
