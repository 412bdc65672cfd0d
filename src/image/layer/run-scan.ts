import { ArchiveScanner } from '../archive/archive-scanner.ts';
import { problemText } from '../input-problem.ts';
import { LayerScanner } from './layer-scanner.ts';
import type { ScanJob, ScanOutcome } from './scan-job.ts';

type Pass = Pick<ScanJob, 'kind' | 'where' | 'options' | 'entry'>;

/** Runs a job over the bytes as they come. Never rejects. `advanced` hears the length of every chunk. */
export async function runScan(
  pass: Pass,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  advanced: (bytes: number) => void,
): Promise<ScanOutcome> {
  try {
    if (pass.kind === 'layer') {
      const scanner = new LayerScanner(pass.options, pass.where);
      const whole = await feed(scanner, chunks, advanced);
      return { ok: true, layer: whole ? await scanner.finish() : scanner.partial(), archive: null };
    }
    const scanner = new ArchiveScanner(pass.options, pass.where, pass.entry);
    const whole = await feed(scanner, chunks, advanced);
    return { ok: true, layer: null, archive: whole ? await scanner.finish() : scanner.partial() };
  } catch (error) {
    return { ok: false, problem: problemText(error) };
  }
}

interface Pushed {
  readonly satisfied: boolean;
  push(chunk: Uint8Array): Promise<void> | undefined;
}

/** False if the scanner had enough before the end. */
async function feed(
  scanner: Pushed,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  advanced: (bytes: number) => void,
): Promise<boolean> {
  for await (const chunk of chunks) {
    advanced(chunk.length);
    const pending = scanner.push(chunk);
    if (pending) await pending;
    if (scanner.satisfied) return false;
  }
  return true;
}
