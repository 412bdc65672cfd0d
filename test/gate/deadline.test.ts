import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkImages, type GatePorts } from '../../src/gate/check-images.ts';
import { type Deadline, inTime, type RunningTime, treeInTime } from '../../src/gate/deadline.ts';
import { readOptions } from '../../src/gate/read-options.ts';
import { createImagePorts } from '../../src/host/image-ports.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { version2 } from '../support/node-image.ts';

const work = mkdtempSync(join(tmpdir(), 'cgroup-gate-deadline-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A time that is up after so many looks at the clock. */
function time(looks: number, over: Promise<void> = new Promise(() => {})): RunningTime {
  let left = looks;
  return { seconds: 600, signal: new AbortController().signal, isUp: () => left-- <= 0, over, stop: () => {} };
}

function folder(name: string): string {
  const root = join(work, name);
  mkdirSync(join(root, 'etc/containerd'), { recursive: true });
  mkdirSync(join(root, 'usr/lib/systemd/system'), { recursive: true });
  writeFileSync(join(root, 'usr/lib/systemd/system/containerd.service'), '[Service]\nExecStart=/usr/bin/containerd\n');
  writeFileSync(join(root, 'etc/containerd/config.toml'), version2('false'));
  return `rootfs:${root}`;
}

async function check(images: readonly string[], deadline?: Deadline) {
  const read = readOptions(images, new Map(), []);
  if (!read.ok) throw new Error(read.message);
  const ports = createImagePorts({}, import.meta.url);
  const none = async () => ({ ok: false as const, message: 'none' });
  const gate: GatePorts = {
    image: ports,
    readUserFile: none,
    readBaseline: none,
    kind: () => Promise.reject(new Error('no kind')),
    ...(deadline === undefined ? {} : { deadline }),
  };
  const result = await checkImages(read.options, gate);
  await ports.close();
  if (!result.ok) throw new Error(result.message);
  return result.run;
}

it('gives up the image whose time is up, and judges the others', async () => {
  const images = [folder('late'), folder('early')];
  const times = [time(5), time(Number.POSITIVE_INFINITY)];
  const { report, unopened, wrongUsage } = await check(images, { seconds: 600, start: () => times.shift()! });
  expect(report.images.map(({ verdict }) => verdict)).toEqual(['undetermined', 'fail']);
  expect(report.images[0]?.findings).toMatchObject([{ rule: 'image-unreadable', undecided: true }]);
  expect(unopened).toHaveLength(1);
  expect(unopened[0]).toMatch(/^rootfs:\S+late was given up: reading and judging it took more than 10 minutes; /);
  expect(wrongUsage).toBe(false);
});

it('changes nothing where there is time', async () => {
  const image = folder('same');
  const limited = await check([image], { seconds: 600, start: () => time(Number.POSITIVE_INFINITY) });
  expect(limited.report).toEqual((await check([image])).report);
});

it('does not wait for work that does not stop', async () => {
  expect(await inTime(time(1, Promise.resolve()), () => new Promise(() => {}))).toBeNull();
  expect(await inTime(time(1), async () => 'done')).toBe('done');
  await expect(inTime(time(1), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

it('answers nothing any more from a tree', async () => {
  const tree = treeInTime(memoryTree({ '/a/b': 'c' }), time(1));
  expect(await tree.read('/a/b')).toMatchObject({ ok: true });
  const late = { ok: false, reason: 'unreadable', detail: 'the image took more than 600 seconds' };
  for (const answer of [tree.read('/a/b'), tree.stat('/a'), tree.lstat('/a'), tree.list('/a'), tree.binary('/a/b')]) {
    expect(await answer).toMatchObject(late);
  }
});
