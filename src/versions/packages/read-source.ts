import type { FileTree } from '../../image/file-tree.ts';
import type { UnreadSource } from './installed-package.ts';

/** The largest text database that is read, in bytes; a desktop's dpkg status is about 5 MB. */
export const TEXT_DATABASE_LIMIT = 32 << 20;

export type SourceResult =
  | { readonly kind: 'read'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly unread: UnreadSource };

/** Reads a file that may say a version; `path` of the result has its symlinks resolved. */
export async function readSource(tree: FileTree, path: string, maxBytes: number): Promise<SourceResult> {
  const result = await tree.read(path, maxBytes);
  if (result.ok) return { kind: 'read', path: result.entry.path, bytes: result.bytes };
  if (result.reason === 'absent') return { kind: 'absent' };
  return { kind: 'unread', unread: { path: result.path, reason: result.detail } };
}

export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
