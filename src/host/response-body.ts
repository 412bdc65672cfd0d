import type { IncomingMessage } from 'node:http';
import { createYoungGarbage } from './young-garbage.ts';

/** Chunks that wait for whoever reads; more than this, and the other end has to wait. */
const mostWaiting = 2;
/** A rest of so many bytes is read to its end, so that the connection can be used again. */
const shortRest = 64 << 10;

const dropped = createYoungGarbage();

/**
 * The chunks of a body one by one, as they come in. Node's own iterator first joins those that wait, which copies them
 * into memory that is then thrown away. Rejects with the stream's error, or with one of the code
 * `ERR_STREAM_PREMATURE_CLOSE` if it ends without having been complete.
 */
export async function* chunksOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = [];
  let over = response.readableEnded;
  let problem: Error | null = response.destroyed && !over ? (response.errored ?? prematureClose()) : null;
  let wake = () => {};
  const heard = (change: () => void) => () => {
    change();
    wake();
  };
  response.on('error', (error) => {
    problem ??= error;
    wake();
  });
  response.on(
    'end',
    heard(() => {
      over = true;
    }),
  );
  response.on(
    'close',
    heard(() => {
      if (!over) problem ??= prematureClose();
    }),
  );
  response.on('data', (chunk: Buffer) => {
    if (waiting.push(chunk) >= mostWaiting) response.pause();
    wake();
  });
  try {
    while (true) {
      const chunk = waiting.shift();
      if (chunk !== undefined) {
        yield chunk;
        dropped(chunk.length);
      } else if (problem !== null) throw problem;
      else if (over) return;
      else {
        if (response.isPaused()) response.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    if (!over) response.destroy();
  }
}

function prematureClose(): Error {
  return Object.assign(new Error('the answer is cut short'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
}

/** Nobody wants the rest. */
export function dropBody(response: IncomingMessage): void {
  response.on('error', () => {});
  const { headers } = response;
  // What answers a HEAD has the length of a body that does not come.
  const short =
    (response as { req?: { method?: string } }).req?.method === 'HEAD' ||
    Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= shortRest;
  if (short) response.resume();
  else response.destroy();
}
