import { constants, read as fsRead, readSync } from 'node:fs';
import { type FileHandle, lstat, open, readdir, readlink, stat } from 'node:fs/promises';
import { InputProblem } from '../image/input-problem.ts';
import { decodeName, encodeName } from '../image/names.ts';
import type { FilePort, FileStatus, OpenFile } from '../image/ports.ts';

const streamChunk = 512 << 10;

/** Files through Node's `fs`. */
export const nodeFiles: FilePort = {
  stat: (path) => attempt(path, async () => status(await stat(encodeName(path)))),
  lstat: (path) => attempt(path, async () => status(await lstat(encodeName(path)))),
  readLink: (path) => attempt(path, async () => decodeName(await readlink(encodeName(path), 'buffer'))),
  list: (path) => attempt(path, async () => (await readdir(encodeName(path), 'buffer')).map(decodeName)),
  open: (path) => attempt(path, () => openFile(path)),
};

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw fileProblem(path, error);
  }
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  ELOOP: 'too many symlinks',
  EIO: 'the device gives an input error',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
};

/** One line that says which file and why; a problem that already is one stays as it is. */
export function fileProblem(path: string, error: unknown): InputProblem {
  if (error instanceof InputProblem) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const text = (code && words[code]) ?? code ?? String(error);
  return new InputProblem(`${path}: ${text}`, code);
}

function status(stats: Awaited<ReturnType<typeof stat>>): FileStatus {
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'directory'
      : stats.isSymbolicLink()
        ? 'symlink'
        : 'other';
  return { kind, size: Number(stats.size), mode: Number(stats.mode) & 0o7777 };
}

async function openFile(path: string): Promise<OpenFile> {
  // Without O_NONBLOCK, opening a pipe would wait for a writer.
  const handle = await open(encodeName(path), constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const stats = await handle.stat();
    if (!stats.isFile())
      throw new InputProblem(`${path}: ${stats.isDirectory() ? 'it is a folder' : 'it is no regular file'}`);
    return source(path, handle, stats.size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function source(path: string, handle: FileHandle, size: number): OpenFile {
  const { fd } = handle;
  /** Fills the buffer, or as much of it as the file has. */
  async function fill(buffer: Buffer, offset: number): Promise<number> {
    let filled = 0;
    while (filled < buffer.length) {
      const count = await readAt(fd, buffer, filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }

  return {
    size,
    extent: { fd, offset: 0, length: size },
    read: (offset, length) =>
      attempt(path, async () => {
        const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - offset)));
        return buffer.subarray(0, await fill(buffer, offset));
      }),
    readNow: (into, offset, length) => {
      try {
        return readSync(fd, into, 0, length, offset);
      } catch (error) {
        throw fileProblem(path, error);
      }
    },
    async *stream(offset) {
      const buffer = Buffer.allocUnsafeSlow(streamChunk);
      for (let at = offset; at < size; ) {
        const count = await attempt(path, () => fill(buffer, at));
        if (count === 0) throw new InputProblem(`${path}: it became shorter while it was read`);
        at += count;
        yield buffer.subarray(0, count);
      }
    },
    close: () => attempt(path, () => handle.close()),
  };
}

function readAt(fd: number, buffer: Buffer, bufferAt: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    fsRead(fd, buffer, bufferAt, buffer.length - bufferAt, position, (error, count) =>
      error ? reject(error) : resolve(count),
    );
  });
}
