import type { FileTree } from '../image/file-tree.ts';
import type { VersionEvidence } from '../versions/version-evidence.ts';
import type { OtherRuntime, PossibleNode } from './possible-node.ts';

/** CRI-O's or dockerd's answer, where the kubelet talks to one of them. */
export async function resolveOtherRuntime(
  _tree: FileTree,
  _runtime: PossibleNode['runtime'],
  _evidence: VersionEvidence,
): Promise<OtherRuntime | null> {
  return null;
}
