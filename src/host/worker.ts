/** The entry of a scan thread: runs one `ScanJob` at a time over a stretch of a file that the process has open. */
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { FileExtent } from '../image/byte-source.ts';
import { InputProblem } from '../image/input-problem.ts';
import { runScan } from '../image/layer/run-scan.ts';
import type { ScanJob, ScanOutcome } from '../image/layer/scan-job.ts';
import { fileProblem } from './files.ts';
import { outcomeBuffers } from './outcome-buffers.ts';
import type { ThreadMessage } from './scan-threads.ts';

const chunkSize = 512 << 10;
const reportEvery = 8 << 20;

const port = parentPort;
if (port) {
  const send = (message: ThreadMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  port.on('message', (job: ScanJob) => {
    let unreported = 0;
    const advanced = (bytes: number) => {
      unreported += bytes;
      if (unreported < reportEvery) return;
      send({ kind: 'advanced', bytes: unreported });
      unreported = 0;
    };
    void runScan(job, chunksOf(job.extent, job.where), advanced).then((outcome: ScanOutcome) => {
      send({ kind: 'advanced', bytes: unreported });
      send({ kind: 'done', outcome }, outcomeBuffers(outcome));
    });
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
