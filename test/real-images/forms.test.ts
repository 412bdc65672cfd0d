import { describe, expect, it } from 'vitest';
import { essence, runCheck } from '../support/run-check.ts';

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

describe.each([
  ['good', 0],
  ['mismatch', 1],
])('the real node image %s', (name, status) => {
  let first: unknown;

  it.each(forms(name))('as %s', async (form, reference) => {
    const result = await runCheck(reference);
    expect(result.status, result.stderr).toBe(status);
    const reading = result.report.images[0]?.reading;
    // A second pass over a compressed layer would come to more.
    if (form.startsWith('OCI')) expect(reading?.bytesRead).toBeLessThan(Number(reading?.totalBytes) * 1.001);
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
