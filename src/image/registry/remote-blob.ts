import type { ByteSource } from '../byte-source.ts';
import { InputProblem } from '../input-problem.ts';
import type { RegistryClient } from './registry-client.ts';
import { isPassing } from './send.ts';

/** How often a body that breaks off is taken up again without a single new byte in between. */
const mostResumptions = 4;

/** A blob in a registry: parts of it by ranged requests, or the whole as a stream that goes on where it broke off. */
export function remoteBlob(
  client: RegistryClient,
  wait: (milliseconds: number) => Promise<void>,
  digest: string,
  size: number,
): ByteSource {
  const short = (at: number) =>
    new InputProblem(`${digest} of ${client.where} ends after ${at} of ${size} bytes`, 'ERR_STREAM_PREMATURE_CLOSE');

  /** The bytes from `first` to `last`, both inclusive, from one request. */
  async function* part(first: number, last: number): AsyncGenerator<Uint8Array> {
    const whole = first === 0 && last === size - 1;
    const { response, from } = await client.blob(digest, whole ? null : { first, last });
    let at = from;
    try {
      for await (const chunk of response.body) {
        const start = Math.max(0, first - at);
        const end = Math.min(chunk.length, last + 1 - at);
        at += chunk.length;
        if (end > start) yield chunk.subarray(start, end);
        if (at > last) break;
      }
    } finally {
      response.cancel();
    }
    if (at <= last) throw short(at);
  }

  /** The same, over as many requests as it takes. */
  async function* resumed(first: number, last: number): AsyncGenerator<Uint8Array> {
    let at = first;
    let failures = 0;
    while (at <= last) {
      try {
        for await (const chunk of part(at, last)) {
          at += chunk.length;
          failures = 0;
          yield chunk;
        }
      } catch (error) {
        if (!isPassing(error) || ++failures > mostResumptions) throw error;
        await wait(500 * 2 ** failures);
      }
    }
  }

  async function bytesBetween(first: number, last: number): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafeSlow(last + 1 - first);
    let at = 0;
    for await (const chunk of resumed(first, last)) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  return {
    size,
    read: async (offset, length) => {
      const last = Math.min(offset + length, size) - 1;
      return last < offset ? new Uint8Array(0) : client.inTurn(() => bytesBetween(offset, last));
    },
    stream: (offset) => resumed(offset, size - 1),
  };
}
