import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DownloadResult, KindFiles, KindPorts } from '../kind/ports.ts';
import { connectRpc } from './cri.ts';
import { exec } from './exec.ts';

const files: KindFiles = {
  makeTempDir: (prefix) => mkdtemp(join(tmpdir(), prefix)),
  makeDir: async (path) => {
    await mkdir(path, { recursive: true });
  },
  read: async (path) => orNull(async () => new Uint8Array(await readFile(path))),
  stream: (path) => createReadStream(path, { highWaterMark: 1024 * 1024 }),
  size: async (path) => orNull(async () => (await stat(path)).size),
  write: (path, bytes, mode) => writeFile(path, bytes, { mode }),
  rename,
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  freeBytes: async (path) =>
    orNull(async () => {
      const found = await statfs(path);
      return found.bavail * found.bsize;
    }),
};

/** Kind mode's ports on this machine. `environment` defaults to the process's own. */
export function kindPorts(environment: Readonly<Record<string, string | undefined>> = process.env): KindPorts {
  return {
    exec: (request) => exec({ ...request, env: { ...environment, ...request.env } }),
    connectRpc,
    files,
    download,
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      try {
        await wait(ms, undefined, signal === undefined ? {} : { signal });
      } catch {
        // aborted: that is an early end
      }
    },
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    environment,
    platform: process.platform,
    arch: process.arch,
    cacheDir: join(
      environment.RUNNER_TOOL_CACHE ?? environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
      'cgroup-gate',
    ),
  };
}

async function download(url: string, maxBytes: number, signal: AbortSignal | undefined): Promise<DownloadResult> {
  const failed = (status: number, message: string): DownloadResult => ({
    ok: false,
    status,
    bytes: new Uint8Array(),
    message,
  });
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal });
    if (!response.ok || response.body === null) return failed(response.status, `the server answers ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) return failed(response.status, `it is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return { ok: true, status: response.status, bytes: new Uint8Array(Buffer.concat(chunks)), message: '' };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return failed(0, cause);
  }
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
