import { InputProblem } from './input-problem.ts';

/** A stretch of a file that this process has open, so that another thread of it can read the same bytes. */
export interface FileExtent {
  readonly fd: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * Bytes that are somewhere: a file, a part of one, memory, an answer of a server. Offsets and lengths are in bytes.
 * Every function rejects (or throws) with an `InputProblem` when the place gives an error.
 */
export interface ByteSource {
  /** Null where only reading to the end would tell. */
  readonly size: number | null;
  /** The bytes at `offset`; fewer than `length` only at the end of the source. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * The same without waiting and without a buffer of its own, where the bytes are at hand: puts them at the start of
   * `into`, and says how many there were.
   */
  readonly readNow?: (into: Uint8Array, offset: number, length: number) => number;
  /** From `offset` to the end. A chunk is valid until the next one is asked for. */
  stream(offset: number): AsyncIterable<Uint8Array>;
  /** Where the bytes lie, if a worker thread can read them by itself. */
  readonly extent?: FileExtent;
}

/** A part of a source whose size is known. */
export function slice(source: ByteSource, start: number, length: number): ByteSource {
  const clip = (offset: number, wanted: number) => Math.max(0, Math.min(wanted, length - offset));
  const { readNow, extent } = source;
  return {
    size: length,
    read: (offset, wanted) => source.read(start + offset, clip(offset, wanted)),
    ...(readNow
      ? {
          readNow: (into: Uint8Array, offset: number, wanted: number) =>
            readNow(into, start + offset, clip(offset, wanted)),
        }
      : {}),
    async *stream(offset) {
      let left = length - offset;
      if (left <= 0) return;
      for await (const chunk of source.stream(start + offset)) {
        if (chunk.length >= left) {
          yield chunk.subarray(0, left);
          return;
        }
        left -= chunk.length;
        yield chunk;
      }
    },
    ...(extent
      ? { extent: { fd: extent.fd, offset: extent.offset + start, length: Math.min(length, extent.length - start) } }
      : {}),
  };
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    readNow: (into, offset, length) => {
      const found = bytes.subarray(offset, offset + length);
      into.set(found);
      return found.length;
    },
    async *stream(offset) {
      if (offset < bytes.length) yield bytes.subarray(offset);
    },
  };
}

/** All bytes of a source; refuses more than `maxBytes`. `what` names it in the message. */
export async function readAll(source: ByteSource, maxBytes: number, what: string): Promise<Uint8Array> {
  if (source.size !== null) {
    if (source.size > maxBytes)
      throw new InputProblem(`${what} is ${source.size} bytes, more than the ${maxBytes} allowed`);
    const bytes = await source.read(0, source.size);
    if (bytes.length < source.size)
      throw new InputProblem(`${what} ends after ${bytes.length} of ${source.size} bytes`);
    return bytes;
  }
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of source.stream(0)) {
    total += chunk.length;
    if (total > maxBytes) throw new InputProblem(`${what} is more than the ${maxBytes} bytes allowed`);
    parts.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(parts);
}
