import { readFile, stat } from 'node:fs/promises';

/** The largest file that a user hands in: reports of many images are the largest kind. */
const LARGEST = 64 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read; check its permissions',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of its path is no folder',
};

/** Reads a file that an option names. The message says what is wrong with it and what to do. */
export async function readUserFile(
  path: string,
): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string }> {
  try {
    const status = await stat(path);
    if (!status.isFile()) return { ok: false, message: `${path}: it is no file; name a regular file` };
    if (status.size > LARGEST) return { ok: false, message: `${path}: it is larger than 64 MB; name the right file` };
    return { ok: true, bytes: await readFile(path) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return { ok: false, message: `${path}: ${REASONS[code] ?? `it could not be read (${code})`}` };
  }
}
