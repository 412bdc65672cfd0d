import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createScanThreads, startScript } from '../../src/host/scan-threads.ts';
import { InputProblem } from '../../src/image/input-problem.ts';
import type { ScanJob } from '../../src/image/layer/scan-job.ts';
import type { ScanPort } from '../../src/image/ports.ts';
import { file, tar } from '../image/make-tar.ts';
import { temporaryFolder } from './temporary-folder.ts';

let scans: ScanPort;
beforeEach(async () => {
  const folder = await temporaryFolder();
  await build({
    entryPoints: ['src/host/worker.ts'],
    bundle: true,
    outfile: `${folder}/worker.mjs`,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  scans = createScanThreads(startScript(pathToFileURL(`${folder}/worker.mjs`)), 1);
});
afterEach(() => scans.close());

const noise = Buffer.concat(
  Array.from({ length: 100_000 }, (_, index) => createHash('sha256').update(`${index}`).digest()),
);
const layer = tar([file('etc/a', 'kept'), file('opt/noise', noise), file('etc/z', 'last')]);
const digest = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const pass: Omit<ScanJob, 'extent'> = {
  kind: 'layer',
  where: 'x',
  options: { interests: [], hashContent: true, hashStored: true, wanted: null },
  entry: null,
};

/** Odd pieces from one buffer that is used again and again, as sockets have them. */
async function* pieces(
  bytes: Uint8Array,
  size: number,
  pulled: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const length = Math.min(size, bytes.length - at);
    buffer.set(bytes.subarray(at, at + length));
    pulled(length);
    yield buffer.subarray(0, length);
  }
}

test.each([
  ['plain', (bytes: Buffer) => bytes, 65_536],
  ['gzip', (bytes: Buffer) => gzipSync(bytes), 1000],
  ['zstd', (bytes: Buffer) => zstdCompressSync(bytes), 700_001],
])('a stream of %s is scanned in a thread as it comes', async (_name, pack, size) => {
  const packed = pack(layer);
  let advanced = 0;
  const outcome = await scans.scanStream(pass, pieces(packed, size), (bytes) => {
    advanced += bytes;
  });
  expect(outcome).toMatchObject({
    ok: true,
    layer: { diffId: digest(layer), storedDigest: digest(packed), ended: true, entries: { count: 3 } },
  });
  expect(advanced).toBe(packed.length);
});

test('no more is asked for than the thread takes', async () => {
  let pulled = 0;
  const slow = scans.scanStream(
    pass,
    pieces(layer, 65_536, (bytes) => (pulled += bytes)),
    () => {},
  );
  const waiting = scans.scanStream(pass, pieces(layer, 65_536), () => {});
  await new Promise((resolve) => setImmediate(resolve));
  // What is under way, and no more.
  expect(pulled).toBeLessThanOrEqual(3 << 20);
  expect(await slow).toMatchObject({ ok: true });
  expect(await waiting).toMatchObject({ ok: true });
});

test('a stream that breaks off is a problem, and the thread takes the next', async () => {
  async function* broken() {
    yield layer.subarray(0, 1_000_000);
    throw new InputProblem('the connection broke off');
  }
  expect(await scans.scanStream(pass, broken(), () => {})).toEqual({ ok: false, problem: 'the connection broke off' });
  expect(await scans.scanStream(pass, pieces(layer, 65_536), () => {})).toMatchObject({ ok: true });
});

test('a stream that is no layer is let go, and the next one is not mixed up with it', async () => {
  let closed = false;
  async function* endless() {
    try {
      while (true) yield Buffer.alloc(100_000, 7);
    } finally {
      closed = true;
    }
  }
  expect(await scans.scanStream(pass, endless(), () => {})).toMatchObject({ ok: false });
  expect(await scans.scanStream(pass, pieces(layer, 65_536), () => {})).toMatchObject({
    ok: true,
    layer: { diffId: digest(layer) },
  });
  expect(closed).toBe(true);
});

test('a second pass stops as soon as it has what it came for', async () => {
  const first = await scans.scanStream(pass, pieces(layer, 65_536), () => {});
  const offset = first.ok && first.layer ? first.layer.entries.offsets[0]! : -1;
  let pulled = 0;
  const wanted = [{ offset, size: 4, as: 'content' as const }];
  const second = await scans.scanStream(
    { ...pass, options: { ...pass.options, wanted } },
    pieces(layer, 65_536, (bytes) => (pulled += bytes)),
    () => {},
  );
  expect(second.ok && second.layer ? String(Buffer.from(second.layer.contents.get(offset)!)) : '').toBe('kept');
  expect(pulled).toBeLessThan(layer.length);
});

test('a cancelled run lets the stream go', async () => {
  const cancelled = new AbortController();
  const running = scans.scanStream(pass, pieces(layer, 1000), () => cancelled.abort(), cancelled.signal);
  cancelled.abort();
  expect(await running).toEqual({ ok: false, problem: 'reading the image was cancelled' });
});
