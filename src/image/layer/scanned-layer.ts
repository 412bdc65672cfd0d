import type { BinaryFacts } from '../../binary/binary-facts.ts';
import type { Provenance } from '../file-tree.ts';
import { InputProblem } from '../input-problem.ts';
import type { Session } from '../session.ts';
import { entriesOf } from '../tar/entry-list.ts';
import type { FileNode, Layer } from './layer.ts';
import { LayerIndex } from './layer-index.ts';
import type { LayerScan, WantedFile } from './scan-job.ts';

/** What a layer has to be, as the image says. */
export interface ExpectedDigests {
  readonly diffId: string | null;
  /** Of the blob as stored. */
  readonly stored: string | null;
}

export interface LayerScans {
  /** The first pass hashes the bytes as they are stored, too. */
  readonly hashesStored: boolean;
  /** The first pass; called once. */
  first(): Promise<LayerScan>;
  /** A second pass for some files. */
  again(wanted: readonly WantedFile[]): Promise<LayerScan>;
}

/**
 * A layer that has to be read from its start to its end. It answers only after the whole of it was read and its digests
 * were compared.
 */
export function scannedLayer(
  session: Session,
  scans: LayerScans,
  where: string,
  expected: ExpectedDigests,
  provenance: Provenance | null,
): Layer {
  let scan: Promise<LayerScan> | null = null;
  let index: Promise<LayerIndex> | null = null;

  async function firstScan(): Promise<LayerScan> {
    const { memory, verify } = session.options;
    const { diffId, stored } = expected;
    if (!memory || verify || !scans.hashesStored || diffId === null || stored === null) return readAll();
    const failed = (problem: string) => session.remark(`the cache could not be written: ${problem}`);
    const { scan: found, from } = await memory.scan({ diffId, stored }, readAll, failed);
    if (from !== 'read') session.layerWasKnown(from);
    return found;
  }

  async function readAll(): Promise<LayerScan> {
    const result = await scans.first();
    session.layerWasRead();
    checkDigest(where, 'the uncompressed content', expected.diffId, result.diffId);
    const stored = result.storedDigest ?? (result.compression === 'none' ? result.diffId : null);
    checkDigest(where, 'the blob', expected.stored, stored);
    const unchecked = result.compression === 'none' && expected.diffId === null;
    if (!result.ended && unchecked)
      throw new InputProblem(`${where}: the tar has no end mark; it was probably cut short`);
    return result;
  }

  const scanned = (): Promise<LayerScan> => {
    scan ??= session.track(firstScan());
    return scan;
  };

  const secondPass = batchedPass(scans);
  /** What the first pass did not keep, by where it begins and what is wanted of it: one step after the other asks. */
  const passes = new Map<string, Promise<LayerScan>>();

  function findAgain(file: FileNode, as: WantedFile['as']): Promise<LayerScan> {
    const key = `${as} ${file.offset}`;
    const known = passes.get(key);
    if (known) return known;
    const pass = session.track(secondPass({ offset: file.offset, size: file.size, as }));
    passes.set(key, pass);
    return pass;
  }

  async function find<T>(file: FileNode, as: WantedFile['as'], pick: (scan: LayerScan) => T | undefined): Promise<T> {
    const found = pick(await scanned());
    if (found !== undefined) return found;
    const again = pick(await findAgain(file, as));
    if (again === undefined) throw new InputProblem(`${where}: it changed while it was read`);
    return again;
  }

  return {
    provenance,
    index: () => {
      index ??= session.track(scanned().then((result) => new LayerIndex(entriesOf(result.entries), where)));
      return index;
    },
    content: (file) => find(file, 'content', (result) => result.contents.get(file.offset)),
    binary: (file) => find<BinaryFacts>(file, 'binary', (result) => result.binaries.get(file.offset)),
  };
}

function checkDigest(where: string, what: string, expected: string | null, actual: string | null): void {
  if (expected === null || actual === null || expected === actual) return;
  throw new InputProblem(
    `${where}: ${what} has the digest ${actual}, but the image says ${expected}; the image is damaged or was changed`,
  );
}

/** Files asked for at about the same time share one pass. */
function batchedPass(scans: LayerScans): (file: WantedFile) => Promise<LayerScan> {
  let collecting: WantedFile[] | null = null;
  let next: Promise<LayerScan> | null = null;
  let running: Promise<unknown> = Promise.resolve();
  return (file) => {
    if (collecting && next) {
      collecting.push(file);
      return next;
    }
    const batch = [file];
    collecting = batch;
    next = running
      .catch(() => {})
      .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .then(() => {
        collecting = null;
        return scans.again(batch);
      });
    running = next;
    return next;
  };
}
