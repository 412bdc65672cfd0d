import type { LayerScan, ScanOutcome } from '../image/layer/scan-job.ts';

/** The memory of an outcome that can go over to another thread as it is, without being copied. */
export function outcomeBuffers(outcome: ScanOutcome): ArrayBuffer[] {
  if (!outcome.ok) return [];
  if (outcome.layer) return layerBuffers(outcome.layer);
  return outcome.archive.entries.flatMap((entry) => (entry.layer ? layerBuffers(entry.layer) : []));
}

function layerBuffers({ entries, contents }: LayerScan): ArrayBuffer[] {
  const columns = [entries.types, entries.modes, entries.offsets, entries.sizes];
  return [...columns, ...contents.values()]
    .map((bytes) => bytes.buffer)
    .filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}
