import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ScanJob, ScanOutcome } from '../image/layer/scan-job.ts';
import type { ScanPort } from '../image/ports.ts';
import { PieceFeeder } from './piece-feeder.ts';
import { keepRoomSmall } from './young-garbage.ts';

/** What a thread says. */
export type ThreadMessage =
  | { readonly kind: 'advanced'; readonly bytes: number }
  /** A piece of a stream was taken; the buffer may be used again. */
  | { readonly kind: 'taken'; readonly buffer: ArrayBuffer }
  | { readonly kind: 'done'; readonly outcome: ScanOutcome };

/** What a thread is told. */
export type ThreadOrder =
  | { readonly kind: 'scan'; readonly job: ScanJob }
  | { readonly kind: 'stream'; readonly pass: Omit<ScanJob, 'extent'> }
  | { readonly kind: 'piece'; readonly buffer: ArrayBuffer; readonly length: number }
  /** The stream is over; `problem` says why, if it broke off. */
  | { readonly kind: 'end'; readonly problem: string | null };

interface Task {
  readonly order: ThreadOrder;
  readonly chunks: AsyncIterable<Uint8Array> | null;
  readonly advanced: (bytes: number) => void;
  readonly signal: AbortSignal | undefined;
  readonly finish: (outcome: ScanOutcome) => void;
}

/** More threads than this would cost more memory than they save time. */
const mostThreads = 4;

/** How a scan thread is started; the default runs the script at `script`. */
export type StartThread = () => Worker;

export function startScript(script: URL): StartThread {
  // A thread's heap is its own; what it holds beside one layer's entries is little.
  return () => new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: 4 } });
}

/** Threads that take one job after the other, started when there is work for them, and ended when there is none. */
export function createScanThreads(start: StartThread, width = Math.min(availableParallelism(), mostThreads)): ScanPort {
  keepRoomSmall();
  const waiting: Task[] = [];
  const idle: Worker[] = [];
  const busy = new Set<Worker>();
  let closed = false;

  function pump(): void {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < width)) {
      const task = waiting.shift()!;
      if (task.signal?.aborted) {
        task.finish(cancelled);
        continue;
      }
      try {
        run(idle.pop() ?? start(), task);
      } catch (error) {
        task.finish({ ok: false, problem: threadProblem(error) });
      }
    }
    // One that has nothing to do would keep 7 MB while the image is judged; another starts in 30 ms.
    for (const thread of idle.splice(0)) void thread.terminate();
  }

  function run(thread: Worker, task: Task): void {
    busy.add(thread);
    const feeder = task.chunks && new PieceFeeder((order, transfer) => thread.postMessage(order, transfer));
    const heard = (message: ThreadMessage) => {
      if (message.kind === 'advanced') task.advanced(message.bytes);
      else if (message.kind === 'taken') feeder?.taken(message.buffer);
      // A stream that was not read to its end may still be sending pieces, which the next job must not see.
      else done(message.outcome, feeder === null || feeder.ended);
    };
    const failed = (error: unknown) => done({ ok: false, problem: threadProblem(error) }, false);
    const ended = () => failed('it ended early');
    const abort = () => done(cancelled, false);
    const done = (outcome: ScanOutcome, reusable: boolean) => {
      thread.off('message', heard).off('error', failed).off('exit', ended);
      task.signal?.removeEventListener('abort', abort);
      feeder?.stop();
      busy.delete(thread);
      if (reusable && !closed) idle.push(thread);
      else void thread.terminate();
      task.finish(outcome);
      pump();
    };
    task.signal?.addEventListener('abort', abort);
    thread.on('message', heard).on('error', failed).on('exit', ended);
    thread.postMessage(task.order);
    if (feeder && task.chunks) void feeder.feed(task.chunks);
  }

  function enqueue(
    order: ThreadOrder,
    chunks: Task['chunks'],
    advanced: Task['advanced'],
    signal: AbortSignal | undefined,
  ): Promise<ScanOutcome> {
    return new Promise((resolve) => {
      if (closed) return resolve(cancelled);
      waiting.push({ order, chunks, advanced, signal, finish: resolve });
      pump();
    });
  }

  return {
    scan: (job, advanced, signal) => enqueue({ kind: 'scan', job }, null, advanced, signal),
    scanStream: (pass, chunks, advanced, signal) => enqueue({ kind: 'stream', pass }, chunks, advanced, signal),
    close: async () => {
      closed = true;
      for (const task of waiting.splice(0)) task.finish(cancelled);
      await Promise.all([...idle.splice(0), ...busy].map((thread) => thread.terminate()));
    },
  };
}

const cancelled: ScanOutcome = { ok: false, problem: 'reading the image was cancelled' };

function threadProblem(error: unknown): string {
  return `a scan thread failed: ${error instanceof Error ? error.message : String(error)}`;
}
