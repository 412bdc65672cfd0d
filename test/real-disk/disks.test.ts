import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { essence, runCheck } from '../support/run-check.ts';

const DISKS = process.env['CGROUP_GATE_DISKS'] ?? '';
const LAB = process.env['KINDLAB_DIR'] ?? '';

/** How many virtual machines run. */
function machines(): number {
  // pgrep ends with 1 where there is none.
  const { stdout } = spawnSync('pgrep', ['-c', 'qemu-system'], { encoding: 'utf8' });
  return Number(stdout);
}

describe('a real node image on a disk', () => {
  it.each(['gpt-lvm-xfs.raw', 'mbr-ext4.qcow2', 'gpt-btrfs.qcow2'])('%s', async (name) => {
    const expected = await runCheck(`docker-archive:${LAB}/images/mismatch.docker.tar`);
    const found = await runCheck(`disk:${DISKS}/${name}`);
    expect(found.status, found.stderr).toBe(expected.status);
    expect(essence(found.report)).toEqual(essence(expected.report));
    expect(found.report.images[0]?.reading?.form).toBe('disk');
  });

  it.each([
    [
      'ostree.raw',
      `disk:${DISKS}/ostree.raw`,
      /^the files are those of the deployment \/ostree\/deploy\/node\/deploy\//,
    ],
    ['the folder of that disk', `rootfs:${DISKS}/deployed`, /^the files are those of the deployment /],
    [
      'flatcar.raw',
      `disk:${DISKS}/flatcar.raw`,
      /^the files are those of Flatcar's \/dev\/sda1 \(\/usr\) and \/dev\/sda2$/,
    ],
  ])('%s, which libguestfs knows no system of', async (_, reference, remark) => {
    const expected = await runCheck(`docker-archive:${LAB}/images/mismatch.docker.tar`);
    const found = await runCheck(reference);
    expect(found.status, found.stderr).toBe(expected.status);
    expect(essence(found.report)).toEqual(essence(expected.report));
    expect(found.report.images[0]?.reading?.remarks).toContainEqual(expect.stringMatching(remark));
  });

  it('by its bytes, without being called a disk', async () => {
    expect((await runCheck(`${DISKS}/mbr-ext4.qcow2`)).status).toBe(1);
  });

  it.each([
    ['empty.raw', /no operating system was found/],
    ['overlay.qcow2', /only what differs from another image.*qemu-img convert/],
    ['luks.raw', /a part of it is encrypted \(LUKS\)/],
    ['stamp', /./],
  ])('%s is undetermined, with the reason', async (name, message) => {
    const { status, report } = await runCheck(`disk:${DISKS}/${name}`);
    expect(status).toBe(3);
    expect(report.images[0]?.findings[0]?.message).toMatch(message);
  });

  it('leaves no machine behind', async () => {
    // A machine that was killed takes a moment to go.
    await expect.poll(machines, { timeout: 20_000, interval: 500 }).toBe(0);
  });
});
