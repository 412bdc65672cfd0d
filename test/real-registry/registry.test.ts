import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/verdict/report.ts';
import { essence, runCheck } from '../support/run-check.ts';

const OPEN = process.env['CGROUP_GATE_REGISTRY'] ?? '';
const CLOSED = process.env['CGROUP_GATE_CLOSED_REGISTRY'] ?? '';
const LAB = process.env['KINDLAB_DIR'] ?? '';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** With no credentials but those that a test puts into the folder. */
const check: typeof runCheck = (references, options, environment) =>
  runCheck(references, options, { DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: '', ...environment });

const reading = (report: Report) => report.images[0]?.reading;

/** What a run says that read the image itself, not only of why it could not. */
function wasRead({ report, stderr }: { report: Report; stderr: string }): void {
  expect(reading(report), stderr).not.toBeNull();
}

describe.each(['good', 'mismatch'])('the real node image %s', (name) => {
  let expected: unknown;
  let status: number;
  let gzipBytes: number;

  it('as docker save has it', async () => {
    const found = await check(`docker-archive:${LAB}/images/${name}.docker.tar`);
    wasRead(found);
    status = found.status;
    expected = essence(found.report);
    if (name === 'mismatch') expect(status).toBe(1);
  });

  it.each(['gzip', 'zstd'])('with %s layers, read once and verified', async (form) => {
    const { status: ended, report, stderr } = await check(`docker://${OPEN}/node:${name}-${form}`);
    expect(ended, stderr).toBe(status);
    expect(essence(report)).toEqual(expected);
    const { bytesRead, totalBytes, remarks } = reading(report)!;
    expect(bytesRead).toBeLessThan(totalBytes! * 1.001);
    expect(remarks).toEqual([]);
    if (form === 'gzip') gzipBytes = bytesRead ?? 0;
  });

  it.each([
    ['chunked', 0.06],
    ['estargz', 0.2],
  ])('with %s layers, from a part of the bytes', async (form, part) => {
    const { status: ended, report, stderr } = await check(`docker://${OPEN}/node:${name}-${form}`);
    expect(ended, stderr).toBe(status);
    expect(essence(report)).toEqual(expected);
    expect(reading(report)!.bytesRead).toBeLessThan(gzipBytes * part);
    expect(reading(report)!.remarks).toEqual([expect.stringContaining('tables of contents')]);
  });

  it.each(['chunked', 'estargz'])('with %s layers, everything to be verified', async (form) => {
    const { status: ended, report, stderr } = await check(`docker://${OPEN}/node:${name}-${form}`, ['--verify']);
    expect(ended, stderr).toBe(status);
    expect(essence(report)).toEqual(expected);
    expect(reading(report)!.bytesRead).toBeGreaterThan(gzipBytes * 0.9);
    expect(reading(report)!.remarks).toEqual([]);
  });

  it('from the cache, a second time', async () => {
    const options = ['--cache', join(folder, `cache-${name}`)];
    const reference = `docker://${OPEN}/node:${name}-gzip`;
    expect(essence((await check(reference, options)).report)).toEqual(expected);
    const { report } = await check(reference, options);
    expect(essence(report)).toEqual(expected);
    expect(reading(report)!.layersRead).toBe(0);
    expect(reading(report)!.bytesRead).toBeLessThan(100_000);
  });
});

describe('a registry', () => {
  it('gives every tag that a pattern stands for, and shared layers are read once', async () => {
    const { status, report } = await check(`docker://${OPEN}/node:*-gzip`);
    expect(status).toBe(1);
    expect(report.images.map(({ image }) => image.split(':').at(-1))).toEqual(['good-gzip', 'mismatch-gzip']);
    expect(report.images[1]?.verdict).toBe('fail');
    const total = report.images.reduce((sum, image) => sum + (image.reading?.bytesRead ?? 0), 0);
    expect(total).toBeLessThan(report.images[0]!.reading!.totalBytes! * 1.01);
  });

  it('wants a login, by name and by helper', async () => {
    const reference = `docker://${CLOSED}/node:good-gzip`;
    const refused = await check(reference);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toMatch(/wants a login.*docker login localhost/);
    const auth = Buffer.from('tester:secret').toString('base64');
    await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [CLOSED]: { auth } } }));
    wasRead(await check(reference));
    const helper = join(folder, 'docker-credential-test');
    await writeFile(
      helper,
      '#!/bin/sh\nread -r server\nprintf \'{"ServerURL":"%s","Username":"tester","Secret":"secret"}\' "$server"\n',
      { mode: 0o755 },
    );
    await writeFile(join(folder, 'config.json'), JSON.stringify({ credsStore: 'test' }));
    wasRead(await check(reference, [], { PATH: `${folder}:${process.env['PATH']}` }));
    await rm(join(folder, 'config.json'));
  });

  it('is asked through a mirror that the machine names', async () => {
    const conf = join(folder, 'registries.conf');
    await writeFile(
      conf,
      `[[registry]]\nlocation = "registry.invalid"\n[[registry.mirror]]\nlocation = "${OPEN}"\ninsecure = true\n`,
    );
    const found = await check('docker://registry.invalid/node:good-gzip', [], { CONTAINERS_REGISTRIES_CONF: conf });
    wasRead(found);
  });

  it.each([
    ['no such tag', `docker://${OPEN}/node:none`, /has no image/],
    ['no such repository', `docker://${OPEN}/other:v1`, /has no image/],
    ['no such host', 'docker://registry.invalid/node:v1', /there is no such host|can not be resolved/],
    ['nothing listening', 'docker://localhost:1/node:v1', /nothing listens there/],
  ])('%s: undetermined, with the reason', async (_name, reference, message) => {
    const { status, stderr } = await check(reference);
    expect(status).toBe(3);
    expect(stderr).toMatch(message);
  });
});
