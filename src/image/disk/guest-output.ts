import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';

/** All that a command of guestfish prints, where that is little. */
export async function outputOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > limits.tarMetadata) throw new InputProblem('guestfish prints more than is read');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
