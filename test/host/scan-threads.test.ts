import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { createScanThreads, startScript } from '../../src/host/scan-threads.ts';
import type { ScanJob } from '../../src/image/layer/scan-job.ts';
import type { ScanPort } from '../../src/image/ports.ts';
import { addImage, type Blobs, layout, newDockerArchive } from '../image/make-image.ts';
import { file, tar } from '../image/make-tar.ts';
import { memoryPorts } from '../image/memory-ports.ts';
import { opened, textOf } from '../image/open-image.ts';
import { temporaryFolder } from './temporary-folder.ts';

let script: string;
beforeAll(async () => {
  const result = await build({
    entryPoints: ['src/host/worker.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  script = result.outputFiles[0]!.text;
});

/** Bytes that don't compress, so that the layer is worth a thread. */
const noise = Buffer.concat(
  Array.from({ length: 140_000 }, (_, index) => createHash('sha256').update(`${index}`).digest()),
);
const spec = {
  layers: [
    tar([file('etc/a', 'low'), file('usr/bin/kubelet', noise), file('opt/far', 'away'), file('usr/x', 'x')]),
    tar([file('etc/a', 'up'), file('usr/noise', noise)]),
  ],
};

async function setUp(): Promise<{ folder: string; scans: ScanPort }> {
  const folder = await temporaryFolder();
  await writeFile(`${folder}/worker.mjs`, script);
  return { folder, scans: createScanThreads(startScript(pathToFileURL(`${folder}/worker.mjs`)), 2) };
}

describe('layers scanned in threads', () => {
  const blobs: Blobs = new Map();
  const descriptor = addImage(blobs, spec);
  const archives: readonly [string, string, Buffer][] = [
    ['a docker archive with compressed layers', 'docker-archive', newDockerArchive(spec, (layer) => gzipSync(layer))],
    ['a compressed docker archive', 'docker-archive', gzipSync(newDockerArchive(spec))],
    [
      'a compressed archive with compressed layers',
      'docker-archive',
      gzipSync(newDockerArchive(spec, (layer) => gzipSync(layer))),
    ],
    [
      'an OCI archive',
      'oci-archive',
      tar(Object.entries(layout(blobs, [descriptor])).map(([name, bytes]) => file(name, bytes))),
    ],
  ];
  test.each(archives)('%s', async (_name, form, bytes) => {
    const { folder, scans } = await setUp();
    await writeFile(`${folder}/image`, bytes);
    let used = 0;
    const counting: ScanPort = {
      ...scans,
      scan: (...all) => {
        used++;
        return scans.scan(...all);
      },
    };
    const ports = { ...memoryPorts({}), files: nodeFiles, scans: counting };
    const image = await opened(`${form}:${folder}/image`, {}, { ports, verify: true });
    expect(await textOf(image, '/etc/a')).toBe('2:up');
    expect(await textOf(image, '/opt/far')).toBe('1:away');
    expect(await image.tree.binary('/usr/bin/kubelet')).toMatchObject({ ok: true });
    expect(await image.settle()).toEqual([]);
    expect(used).toBeGreaterThan(1);
    await image.close();
    await scans.close();
  });

  const job = (more: Partial<ScanJob>): ScanJob => ({
    kind: 'layer',
    where: 'x',
    extent: { fd: -1, offset: 0, length: 10 },
    options: { interests: [], hashContent: true, hashStored: false, wanted: null },
    entry: null,
    ...more,
  });

  test('what goes wrong in a thread is a problem, and the next job finds a thread again', async () => {
    const { folder, scans } = await setUp();
    expect(await scans.scan(job({}), () => {})).toEqual({ ok: false, problem: expect.stringContaining('x: ') });
    await writeFile(`${folder}/t`, spec.layers[0]!);
    const source = await nodeFiles.open(`${folder}/t`);
    expect(await scans.scan(job({ extent: { ...source.extent!, length: source.size + 10 } }), () => {})).toEqual({
      ok: false,
      problem: 'x: it became shorter while it was read',
    });
    expect(await scans.scan(job({ extent: source.extent! }), () => {})).toMatchObject({
      ok: true,
      layer: { entries: { count: 4 } },
    });
    await source.close();
    await scans.close();
  });

  test('a thread that can not start, and jobs after the end', async () => {
    const { folder, scans } = await setUp();
    const broken = createScanThreads(startScript(pathToFileURL(`${folder}/none.mjs`)), 1);
    expect(await broken.scan(job({}), () => {})).toEqual({
      ok: false,
      problem: expect.stringContaining('a scan thread failed'),
    });
    await broken.close();
    await scans.close();
    expect(await scans.scan(job({}), () => {})).toEqual({ ok: false, problem: 'reading the image was cancelled' });
  });

  test('a run that is cancelled ends its threads', async () => {
    const { folder, scans } = await setUp();
    await writeFile(`${folder}/t`, gzipSync(Buffer.alloc(50_000_000)));
    const source = await nodeFiles.open(`${folder}/t`);
    const abort = new AbortController();
    const running = scans.scan(job({ extent: source.extent! }), () => {}, abort.signal);
    const waiting = Array.from({ length: 3 }, () =>
      scans.scan(job({ extent: source.extent! }), () => {}, abort.signal),
    );
    abort.abort();
    for (const outcome of await Promise.all([running, ...waiting])) {
      expect(outcome).toEqual({ ok: false, problem: 'reading the image was cancelled' });
    }
    await scans.close();
    await source.close();
  });
});
