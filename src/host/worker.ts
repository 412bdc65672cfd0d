/** The entry of a scan thread: runs one job at a time, over a stretch of a file that the process has open or over a stream's pieces. */
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { FileExtent } from '../image/byte-source.ts';
import { InputProblem } from '../image/input-problem.ts';
import { runScan } from '../image/layer/run-scan.ts';
import type { ScanJob, ScanOutcome } from '../image/layer/scan-job.ts';
import { fileProblem } from './files.ts';
import { outcomeBuffers } from './outcome-buffers.ts';
import { PieceQueue } from './piece-queue.ts';
import type { ThreadMessage, ThreadOrder } from './scan-threads.ts';

const chunkSize = 512 << 10;
const reportEvery = 8 << 20;

const port = parentPort;
if (port) {
  const send = (message: ThreadMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let pieces: PieceQueue | null = null;

  const run = async (pass: Omit<ScanJob, 'extent'>, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => {
    let unreported = 0;
    const advanced = (bytes: number) => {
      unreported += bytes;
      if (unreported < reportEvery) return;
      send({ kind: 'advanced', bytes: unreported });
      unreported = 0;
    };
    const outcome: ScanOutcome = await runScan(pass, chunks, advanced);
    send({ kind: 'advanced', bytes: unreported });
    send({ kind: 'done', outcome }, outcomeBuffers(outcome));
  };

  port.on('message', (order: ThreadOrder) => {
    switch (order.kind) {
      case 'scan':
        void run(order.job, chunksOf(order.job.extent, order.job.where));
        return;
      case 'stream':
        pieces = new PieceQueue((buffer) => send({ kind: 'taken', buffer }, [buffer]));
        void run(order.pass, pieces.chunks());
        return;
      case 'piece':
        pieces?.add(order.buffer, order.length);
        return;
      case 'end':
        pieces?.end(order.problem);
    }
  });
}

/** The same buffer again and again: a chunk is valid until the next one is asked for. */
function* chunksOf(extent: FileExtent, where: string): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  for (let at = 0; at < extent.length; ) {
    const count = readChunk(extent, buffer, at, where);
    if (count === 0) throw new InputProblem(`${where}: it became shorter while it was read`);
    at += count;
    yield buffer.subarray(0, count);
  }
}

function readChunk(extent: FileExtent, buffer: Buffer, at: number, where: string): number {
  try {
    return readSync(extent.fd, buffer, 0, Math.min(chunkSize, extent.length - at), extent.offset + at);
  } catch (error) {
    throw fileProblem(where, error);
  }
}
