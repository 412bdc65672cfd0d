/** What kind mode needs from the outside. Adapters with Node APIs are in `src/host`. */

export interface ExecRequest {
  /** A program's name, looked up on `env.PATH`, or its path. No shell is involved. */
  readonly file: string;
  readonly args: readonly string[];
  /** Laid over the process's own environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; the program and its children are ended then. */
  readonly timeoutMs?: number;
  /** Each line as it comes, without its line break. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Characters kept per stream; more ends the program. Defaults to 32 MiB. */
  readonly maxOutput?: number;
}

/**
 * What became of a program. `exit`: it ended by itself (`exitCode` 0 is success). `not-found`, `no-permission`: it could
 * not be started. `failed`: anything else, in words.
 */
export type ExecEnd =
  | 'exit'
  | 'signal'
  | 'timeout'
  | 'cancelled'
  | 'not-found'
  | 'no-permission'
  | 'too-much-output'
  | 'unsupported-node'
  | 'failed';

export interface ExecResult {
  readonly end: ExecEnd;
  /** Null unless `end` is `exit`. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** One line for people, empty on success. */
  readonly message: string;
}

/** Runs a program to its end; never throws. */
export type Exec = (request: ExecRequest) => Promise<ExecResult>;

export function succeeded(result: ExecResult): boolean {
  return result.end === 'exit' && result.exitCode === 0;
}

/** An error answer of gRPC: `code` is the status number (12 is Unimplemented, 14 Unavailable). */
export type RpcResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: number; readonly message: string };

/** A gRPC connection over a unix socket; `method` is like `runtime.v1.RuntimeService/Version`. Never throws. */
export interface RpcConnection {
  call(method: string, request: Uint8Array, timeoutMs: number): Promise<RpcResult>;
  close(): void;
}

/** Null where the socket cannot be reached from here. */
export type ConnectRpc = (socketPath: string) => Promise<RpcConnection | null>;

/** Files of this machine. Functions that return null or false do so when there is nothing or no permission. */
export interface KindFiles {
  /** A new folder that only this user can enter. Throws when there is no room for one. */
  makeTempDir(prefix: string): Promise<string>;
  makeDir(path: string): Promise<void>;
  read(path: string): Promise<Uint8Array | null>;
  /** The file's bytes piece by piece. */
  stream(path: string): AsyncIterable<Uint8Array>;
  size(path: string): Promise<number | null>;
  write(path: string, bytes: Uint8Array | string, mode: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Also a folder with everything in it; fine if it is not there. */
  remove(path: string): Promise<void>;
  /** Bytes that are free on the file system of `path`. */
  freeBytes(path: string): Promise<number | null>;
}

export interface DownloadResult {
  readonly ok: boolean;
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly message: string;
}

export interface KindPorts {
  readonly exec: Exec;
  readonly connectRpc: ConnectRpc;
  readonly files: KindFiles;
  /** Fetches an https URL, at most `maxBytes`; never throws. */
  download(url: string, maxBytes: number, signal: AbortSignal | undefined): Promise<DownloadResult>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** `bytes` random bytes in hexadecimal. */
  randomHex(bytes: number): string;
  sha256(bytes: Uint8Array): string;
  /** Variables of the environment that decide which engine is used. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As Node writes them: `linux`, `x64`. */
  readonly platform: string;
  readonly arch: string;
  /** Where an installed kind is kept between runs. */
  readonly cacheDir: string;
}
