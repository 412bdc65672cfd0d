import { SniffingDecoder } from '../compression/sniffing-decoder.ts';
import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { normalisePath } from '../names.ts';
import { TarScanner } from '../tar/scanner.ts';
import type { BlobCheck } from './blob-check.ts';
import { requireRunning, type StoredPiece } from './stored-piece.ts';

/** What a compressed archive is read from once more. */
export interface CompressedArchive {
  readonly where: string;
  chunks(): AsyncIterable<Uint8Array>;
}

/** An entry of a compressed archive that is to be passed on, under the name it gets. */
export interface WantedEntry {
  readonly name: string;
  readonly where: string;
  readonly check: BlobCheck;
}

/** Decoded at once; a thousandfold compressed piece of this size is still a few megabytes. */
const pieceBytes = 8 << 10;

/** The wanted entries of a compressed archive, in the archive's order, by another pass over it. Keyed by normalised name. */
export async function* compressedEntries(
  archive: CompressedArchive,
  wanted: ReadonlyMap<string, WantedEntry>,
  signal: AbortSignal | undefined,
): AsyncIterable<StoredPiece> {
  const { where } = archive;
  const left = new Map(wanted);
  let ready: StoredPiece[] = [];
  const tar = new TarScanner((entry) => {
    const id = normalisePath(entry.name);
    const found = entry.type === 'file' && !entry.sparse ? left.get(id) : undefined;
    if (found === undefined) return null;
    left.delete(id);
    ready.push({ kind: 'layer', name: found.name, size: entry.size });
    return {
      data: (bytes) => {
        found.check.take(bytes);
        ready.push({ kind: 'bytes', bytes: Uint8Array.from(bytes) });
      },
      end: () => found.check.finish(),
    };
  }, where);
  const decoder = new SniffingDecoder(where);
  const take = (bytes: Uint8Array): void => {
    tar.push(bytes);
    if (tar.position > limits.layer) {
      throw new InputProblem(`${where} is more than ${limits.layer} bytes when decompressed`);
    }
  };
  for await (const chunk of archive.chunks()) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      requireRunning(signal);
      await decoder.push(chunk.subarray(at, at + pieceBytes), take);
      yield* ready;
      ready = [];
    }
  }
  await decoder.finish(take);
  tar.finish();
  yield* ready;
  if (left.size > 0) throw new InputProblem(`${where}: it changed while it was read`);
}
