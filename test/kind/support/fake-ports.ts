import { createHash } from 'node:crypto';
import type { DownloadResult, ExecRequest, ExecResult, KindPorts } from '../../../src/kind/ports.ts';

export function exited(stdout: string, exitCode = 0, stderr = ''): ExecResult {
  return { end: 'exit', exitCode, stdout, stderr, message: exitCode === 0 ? '' : `ended with status ${exitCode}` };
}

export const notFound: ExecResult = {
  end: 'not-found',
  exitCode: null,
  stdout: '',
  stderr: '',
  message: 'no such program',
};

export interface FakePorts extends KindPorts {
  /** Every command line that was run. */
  readonly ran: readonly string[];
  readonly stored: ReadonlyMap<string, Uint8Array>;
  /** What the clock says; sleeping moves it. */
  readonly time: () => number;
}

export interface FakeSetup {
  /** The answer to a command line, `docker ps -a …`; null or undefined is `not-found`. */
  readonly run?: (
    commandLine: string,
    request: ExecRequest,
  ) => ExecResult | null | undefined | Promise<ExecResult | null>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly download?: (url: string) => DownloadResult;
  readonly environment?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly arch?: string;
  readonly freeBytes?: number;
}

/** Ports whose outside is a table in the test. */
export function fakePorts(setup: FakeSetup = {}): FakePorts {
  const encoder = new TextEncoder();
  const stored = new Map<string, Uint8Array>();
  for (const [path, content] of Object.entries(setup.files ?? {})) {
    stored.set(path, typeof content === 'string' ? encoder.encode(content) : content);
  }
  const ran: string[] = [];
  let clock = 1_000_000;
  let random = 0;
  return {
    ran,
    stored,
    time: () => clock,
    exec: async (request) => {
      const line = [request.file, ...request.args].join(' ');
      ran.push(line);
      return (await setup.run?.(line, request)) ?? notFound;
    },
    connectRpc: async () => null,
    files: {
      makeTempDir: async (prefix) => `/tmp/${prefix}1`,
      makeDir: async () => {},
      read: async (path) => stored.get(path) ?? null,
      stream: async function* (path) {
        yield stored.get(path) ?? new Uint8Array();
      },
      size: async (path) => stored.get(path)?.length ?? null,
      write: async (path, bytes) => {
        stored.set(path, typeof bytes === 'string' ? encoder.encode(bytes) : bytes);
      },
      rename: async (from, to) => {
        stored.set(to, stored.get(from) ?? new Uint8Array());
        stored.delete(from);
      },
      remove: async (path) => {
        for (const name of [...stored.keys()]) if (name === path || name.startsWith(`${path}/`)) stored.delete(name);
      },
      freeBytes: async () => setup.freeBytes ?? null,
    },
    download: async (url) =>
      setup.download?.(url) ?? { ok: false, status: 0, bytes: new Uint8Array(), message: 'getaddrinfo ENOTFOUND' },
    now: () => clock,
    sleep: async (ms) => {
      clock += ms;
    },
    randomHex: (bytes) => {
      random += 1;
      return random.toString(16).padStart(bytes * 2, '0');
    },
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    environment: setup.environment ?? {},
    platform: setup.platform ?? 'linux',
    arch: setup.arch ?? 'x64',
    cacheDir: '/cache',
  };
}
