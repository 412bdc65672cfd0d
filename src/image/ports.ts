import type { ByteSource } from './byte-source.ts';
import type { ScanJob, ScanOutcome } from './layer/scan-job.ts';
import type { RegistryPorts } from './registry/ports.ts';

export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  readonly size: number;
  readonly mode: number;
}

export interface OpenFile extends ByteSource {
  readonly size: number;
  close(): Promise<void>;
}

/**
 * Files of the machine that runs this. Names that are no UTF-8 are written as `decodeName` writes them. Every function
 * rejects with an `InputProblem` whose `code` is the system's (`ENOENT`, `ENOTDIR`, `EACCES`, `EIO` ...).
 */
export interface FilePort {
  /** Follows symlinks. */
  stat(path: string): Promise<FileStatus>;
  lstat(path: string): Promise<FileStatus>;
  readLink(path: string): Promise<string>;
  /** Without `.` and `..`, in no order. */
  list(path: string): Promise<readonly string[]>;
  /** A regular file; never waits for the other end of a pipe. */
  open(path: string): Promise<OpenFile>;
}

/** Threads that scan layers side by side, each job in one pass over a stretch of an open file. */
export interface ScanPort {
  /** Never rejects. `advanced` hears how many more bytes of the file have been read. */
  scan(job: ScanJob, advanced: (bytes: number) => void, signal?: AbortSignal): Promise<ScanOutcome>;
  /** The same for bytes that come from elsewhere; they are asked for once a thread is free to take them. */
  scanStream(
    job: Omit<ScanJob, 'extent'>,
    chunks: AsyncIterable<Uint8Array>,
    advanced: (bytes: number) => void,
    signal?: AbortSignal,
  ): Promise<ScanOutcome>;
  close(): Promise<void>;
}

export interface EngineResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be read to the end, or cancelled. */
  readonly body: AsyncIterable<Uint8Array>;
  cancel(): void;
}

/** The HTTP API of a container engine. */
export interface EngineConnection {
  /** Where it listens, for messages. */
  readonly address: string;
  /** `path` starts with `/` and carries the query. Rejects with an `InputProblem` when the engine can't be reached. */
  request(method: 'GET' | 'HEAD' | 'POST' | 'DELETE', path: string, body?: string): Promise<EngineResponse>;
}

/** A disk image that another program has opened, read-only. */
export interface DiskConnection {
  /** The file systems of its operating system are mounted; else nothing is, for the program knows of no such system there. */
  readonly inspected: boolean;
  /**
   * Runs one command of guestfish(1), and gives what it prints. The stream ends with an `InputProblem` of what the
   * command says if it fails.
   */
  run(command: readonly string[]): AsyncIterable<Uint8Array>;
  /** What it has complained of lately, also while it opened the disk. */
  said(): string;
  /** True where the machine helps; else everything is emulated, which is slow. */
  readonly accelerated: boolean;
  close(): Promise<void>;
}

/** Keeps bytes between runs, by names of 64 hexadecimal digits. */
export interface CachePort {
  /** Null if there is nothing, or nothing that can be read. */
  read(name: string): Promise<Uint8Array | null>;
  /** Whole or not at all. Rejects with an `InputProblem`. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** Everything that opening an image needs from the outside. */
export interface ImagePorts {
  /** Has memory collected that opening an image left behind, where it is much: a table of contents is some megabytes of JSON. */
  tidy?(): Promise<void>;
  readonly files: FilePort;
  /** Null: layers are scanned in this thread. */
  readonly scans: ScanPort | null;
  /** The engine that `DOCKER_HOST` or the usual sockets lead to; rejects with an `InputProblem` that says why there is none. */
  engine(signal?: AbortSignal): Promise<EngineConnection>;
  /** Decompresses with the system's `xz`; the chunks end with an `InputProblem` if there is none or if it fails. */
  xz(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Opens a disk image without root's rights. Rejects with an `InputProblem` that says what is missing. */
  disk(path: string, format: 'raw' | 'qcow2', signal?: AbortSignal): Promise<DiskConnection>;
  /** Null where no registry may be asked. */
  readonly registry: RegistryPorts | null;
  /** A cache in that folder of this machine. */
  cache(folder: string): CachePort;
}
