import type { Decoder } from '../../../src/image/compression/decoder.ts';

/** Everything that comes out, the input pushed in pieces of one size through a buffer that is used again. */
export async function decode(decoder: Decoder, input: Uint8Array, piece = 1000): Promise<Buffer> {
  const parts: Buffer[] = [];
  const sink = (bytes: Uint8Array) => parts.push(Buffer.from(bytes));
  const buffer = new Uint8Array(piece);
  for (let at = 0; at < input.length; at += piece) {
    const part = input.subarray(at, at + piece);
    buffer.set(part);
    const pending = decoder.push(buffer.subarray(0, part.length), sink);
    if (pending) await pending;
    buffer.fill(0xee);
  }
  const finished = decoder.finish(sink);
  if (finished) await finished;
  return Buffer.concat(parts);
}
