import { InputProblem } from '../input-problem.ts';
import { StreamGunzip } from './gzip-stream.ts';
import { SyncGunzip } from './gzip-sync.ts';
import type { Compression } from './sniff.ts';
import { canDecodeNow } from './sync-handle.ts';
import { hasZstd } from './zlib-features.ts';
import { PureZstd } from './zstd-pure.ts';
import { StreamZstd } from './zstd-stream.ts';
import { SyncZstd } from './zstd-sync.ts';

/** Takes decoded bytes, which are valid only during the call. */
export type Sink = (bytes: Uint8Array) => void;

/**
 * Decompresses what is pushed through. Everything that comes out of a chunk has reached the sink when `push` returns,
 * or when the promise that it returned resolves; until then the chunk must not change, and nothing else be pushed.
 * Broken, cut or ambiguous input gives an `InputProblem`.
 */
export interface Decoder {
  push(chunk: Uint8Array, sink: Sink): Promise<void> | undefined;
  finish(sink: Sink): Promise<void> | undefined;
}

/**
 * Decodes what is in memory as a whole. Where it can be done at once nothing is waited for: of thirty files that are asked
 * for side by side one decoder is open, and not thirty.
 */
export async function decodeWhole(decoder: Decoder, bytes: Uint8Array, sink: Sink): Promise<void> {
  const pushed = decoder.push(bytes, sink);
  if (pushed !== undefined) await pushed;
  const finished = decoder.finish(sink);
  if (finished !== undefined) await finished;
}

const plain: Decoder = {
  push(chunk, sink) {
    sink(chunk);
    return undefined;
  },
  finish: () => undefined,
};

/** The fastest decoder that this Node has and that passed its self-test. */
export function createDecoder(compression: Compression, where: string): Decoder {
  switch (compression) {
    case 'none':
      return plain;
    case 'gzip':
      return canDecodeNow('gzip') ? new SyncGunzip(where) : new StreamGunzip(where);
    case 'zstd':
      if (!hasZstd) return new PureZstd(where);
      return canDecodeNow('zstd') ? new SyncZstd(where) : new StreamZstd(where);
    case 'xz':
      throw new InputProblem(
        `${where} is compressed with xz, which is read only from a root file system tarball; use gzip or zstd`,
      );
    case 'bzip2':
      throw new InputProblem(`${where} is compressed with bzip2, which is not supported; use gzip or zstd`);
  }
}
