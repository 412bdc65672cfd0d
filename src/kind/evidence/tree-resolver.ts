import { resolveImage } from '../../resolve/resolve-image.ts';
import { type ResolveTree, type StaticAnswers, staticDrivers } from './static-side.ts';

const nothing: StaticAnswers = { containerd: null, kubelet: null };

/**
 * The project's own resolvers as kind mode needs them. Versions that were given win over those that the node says it has;
 * where several versions are possible and do not agree, there is no answer.
 */
export function treeResolver(given: {
  readonly containerdVersion: string | null;
  readonly kubeletVersion: string | null;
}): ResolveTree {
  return async (tree, hints) => {
    const { candidates } = await resolveImage(tree, [], {
      containerdVersion: given.containerdVersion ?? hints.containerdVersion,
      kubeletVersion: given.kubeletVersion ?? hints.kubeletVersion,
      kubeletConfig: null,
      booted: hints.booted,
    });
    const answers = candidates.map(({ node }) => ({ containerd: node.containerd, kubelet: node.kubelet }));
    const [first, ...others] = answers;
    if (first === undefined) return nothing;
    const same = others.every((other) => drivers(other) === drivers(first));
    return same ? first : nothing;
  };
}

function drivers(answers: StaticAnswers): string {
  return JSON.stringify([[...staticDrivers(answers)].sort(), answers.containerd?.state ?? null]);
}
