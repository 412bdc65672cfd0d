import type { PossibleNode } from '../../../resolve/possible-node.ts';
import { judgedHandlers } from '../../judged-handlers.ts';
import type { Demands, Draft, Rule } from '../../rule.ts';

/** Found by the judge itself, where every finding was accepted and no driver is left to pass on. */
export const rule: Rule = {
  code: 'nothing-judged',
  severity: 'error',
  undecided: true,
  title: 'Every finding was accepted, and no driver was judged',
  explanation:
    'Containerd does not serve the kubelet with this configuration, or has none of the handlers that were asked for, and the ' +
    'finding that says so was accepted with --skip. There is no driver then that could be right, so there is nothing to pass.',
  help: 'Take the --skip away, or judge what really runs: kind:IMAGE, or rootfs:/ on a booted node.',
  references: [
    {
      title: 'A packaged file that disables CRI on purpose',
      url: 'https://github.com/docker/containerd-packaging/blob/655193435b87b50b8b80d81c9a4f550e0f9f3870/common/containerd.toml',
    },
    {
      title: "A system's second containerd, without CRI on purpose",
      url: 'https://github.com/siderolabs/talos/blob/b551f32ce550f2bc3c679a9857f28d604a297bbf/hack/containerd.toml',
    },
  ],
  example: null,
  find: () => [],
};

/** Whether a node has no runtime driver at all to judge. */
export function judgesNothing({ runtime, containerd }: PossibleNode, demands: Demands): boolean {
  if (runtime !== 'containerd') return false;
  return containerd === null || containerd.state !== 'ok' || judgedHandlers(containerd, demands).length === 0;
}

export const NOTHING_JUDGED: Draft = {
  message: 'every finding was accepted, and no driver was judged',
  consequence: '',
  help: rule.help,
  location: null,
  label: '',
  related: [],
  edit: null,
  subject: 'nothing',
};
