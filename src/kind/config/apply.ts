import type { FileTree } from '../../image/file-tree.ts';

export interface KindConfigFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}
export async function applyKindConfig(
  tree: FileTree,
  _kindConfig: KindConfigFile | null,
  _options: { kindVersion: string; kubernetesVersion: string | null },
): Promise<{ ok: true; tree: FileTree } | { ok: false }> {
  return { ok: true, tree };
}
