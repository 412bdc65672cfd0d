import type { ByteSource } from '../byte-source.ts';
import type { Compression } from '../compression/sniff.ts';
import { InputProblem } from '../input-problem.ts';
import type { Session } from '../session.ts';
import { runScan } from './run-scan.ts';
import type { ArchiveScan, LayerScan, ScanJob, ScanOptions, ScanOutcome, WantedFile } from './scan-job.ts';
import type { LayerScans } from './scanned-layer.ts';

/** What of a layer is hashed: what comes out of decompression, and the bytes as they are stored. */
export interface Hashed {
  readonly content: boolean;
  readonly stored: boolean;
}

const NOTHING: Hashed = { content: false, stored: false };

/** A thread costs more than it gains for less than this. */
const worthAThread = 4 << 20;

/**
 * Passes over a layer that lies at a place. xz is decoded by a program, and is read only where that is possible.
 * `compression` null: it is not known before the layer is read. `hash`: what the first pass hashes.
 */
export function sourceScans(
  session: Session,
  source: ByteSource,
  compression: Compression | null,
  where: string,
  hash: Hashed,
): LayerScans {
  const pass = async (wanted: readonly WantedFile[] | null): Promise<LayerScan> => {
    const options = scanOptions(session, wanted === null ? hash : NOTHING, wanted);
    const outcome = await scan(session, source, compression, { kind: 'layer', where, options, entry: null });
    if (outcome.ok && outcome.layer) return outcome.layer;
    throw new InputProblem(outcome.ok ? `${where}: no layer was read` : outcome.problem);
  };
  return { hashesStored: hash.stored, first: () => pass(null), again: (wanted) => pass(wanted) };
}

/** One pass over a compressed image archive; `entry` and `wanted` belong to a second one. */
export async function scanArchive(
  session: Session,
  source: ByteSource,
  compression: Compression,
  where: string,
  entry: string | null,
  wanted: readonly WantedFile[] | null,
): Promise<ArchiveScan> {
  const hash = { content: true, stored: session.options.verify };
  const options = scanOptions(session, wanted === null ? hash : NOTHING, wanted);
  const outcome = await scan(session, source, compression, { kind: 'archive', where, options, entry });
  if (outcome.ok && outcome.archive) return outcome.archive;
  throw new InputProblem(outcome.ok ? `${where}: no archive was read` : outcome.problem);
}

function scanOptions(session: Session, hash: Hashed, wanted: readonly WantedFile[] | null): ScanOptions {
  return { interests: session.options.interests, hashContent: hash.content, hashStored: hash.stored, wanted };
}

function scan(
  session: Session,
  source: ByteSource,
  compression: Compression | null,
  pass: Omit<ScanJob, 'extent'>,
): Promise<ScanOutcome> {
  const { ports, signal } = session.options;
  const { extent } = source;
  if (compression !== 'xz' && ports.scans && extent && extent.length > worthAThread) {
    return ports.scans.scan({ ...pass, extent }, session.advance, signal);
  }
  if (compression === null && ports.scans && (source.size ?? worthAThread) >= worthAThread) {
    return ports.scans.scanStream(pass, source.stream(0), session.advance, signal);
  }
  const chunks = compression === 'xz' ? ports.xz(counted(source.stream(0), session.advance)) : source.stream(0);
  return runScan(pass, untilAborted(chunks, signal), compression === 'xz' ? () => {} : session.advance);
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  advanced: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    advanced(chunk.length);
    yield chunk;
  }
}

async function* untilAborted(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    if (signal?.aborted) throw new InputProblem('reading the image was cancelled');
    yield chunk;
  }
}
