import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/verdict/report.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const IMAGES = process.env['CGROUP_GATE_IMAGES'] ?? '';
const LAB = process.env['KINDLAB_DIR'] ?? '';

function forms(name: string): readonly (readonly [string, string])[] {
  return [
    ['docker save with OCI blobs', `docker-archive:${LAB}/images/${name}.docker.tar`],
    ['docker save with layer.tar', `docker-archive:${IMAGES}/${name}.old.tar`],
    ['OCI layout with gzip', `oci:${IMAGES}/${name}.gzip`],
    ['OCI layout with zstd', `oci:${IMAGES}/${name}.zstd`],
    ['engine', `docker-daemon:kindlab/node:${name}`],
    ['folder', `rootfs:${IMAGES}/${name}.unpacked/rootfs`],
  ];
}

async function check(reference: string): Promise<{ status: number; report: Report; stderr: string }> {
  const run = promisify(execFile)(process.execPath, [CLI, 'check', '--format', 'json', reference], { maxBuffer: 1e8 });
  const { stdout, stderr, code } = await run.then(
    (result) => ({ ...result, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { status: code, report: JSON.parse(stdout) as Report, stderr };
}

/** What has to be the same, whatever form the image came in. */
function essence(report: Report): unknown {
  const [image] = report.images;
  return {
    verdict: report.verdict,
    containerd: image?.containerd,
    kubelet: image?.kubelet,
    findings: image?.findings.map(({ rule, severity, location, fix }) => ({ rule, severity, location, fix })),
  };
}

describe.each([
  ['good', 0],
  ['mismatch', 1],
])('the real node image %s', (name, status) => {
  let first: unknown;

  it.each(forms(name))('as %s', async (_form, reference) => {
    const result = await check(reference);
    expect(result.status, result.stderr).toBe(status);
    first ??= essence(result.report);
    expect(essence(result.report)).toEqual(first);
    if (name === 'mismatch') {
      expect(result.report.images[0]?.findings).toContainEqual(
        expect.objectContaining({
          rule: 'cgroup-driver-mismatch',
          location: expect.objectContaining({ path: '/etc/containerd/config.toml' }),
        }),
      );
    }
  });
});
