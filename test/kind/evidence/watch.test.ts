import { describe, expect, it } from 'vitest';
import type { Cri, CriContainer, CriPod } from '../../../src/kind/cri/cri.ts';
import { watchPods } from '../../../src/kind/evidence/watch.ts';
import { fakePorts } from '../support/fake-ports.ts';

const pod = (id: string, more: Partial<CriPod> = {}): CriPod => ({
  id,
  name: 'etcd',
  namespace: 'kube-system',
  uid: 'u',
  attempt: 0,
  ready: true,
  createdAt: 0n,
  handler: '',
  labels: new Map(),
  ...more,
});
const container = (podId: string, attempt: number): CriContainer => ({
  id: `c${attempt}`,
  podId,
  name: 'etcd',
  attempt,
  running: true,
  createdAt: 0n,
});

/** A runtime that shows one look after the other. */
function runtime(
  looks: readonly { readonly pods: readonly CriPod[]; readonly containers: readonly CriContainer[] }[],
): Cri {
  let at = -1;
  const look = () => looks[Math.min(at, looks.length - 1)] ?? { pods: [], containers: [] };
  return {
    listPods: async () => {
      at += 1;
      return { ok: true, value: look().pods };
    },
    listContainers: async () => ({ ok: true, value: look().containers }),
  } as unknown as Cri;
}

describe('watchPods', () => {
  it.each([
    ['a quiet pod', [{ pods: [pod('a')], containers: [container('a', 3)] }], []],
    [
      'a container that is started again',
      [
        { pods: [pod('a')], containers: [container('a', 0)] },
        { pods: [pod('a')], containers: [container('a', 1)] },
        { pods: [pod('a')], containers: [container('a', 1), container('a', 2)] },
      ],
      [{ pod: 'kube-system/etcd', restarts: 2, newSandboxes: 0 }],
    ],
    [
      'a sandbox that is made anew',
      [
        { pods: [pod('a'), pod('old', { ready: false })], containers: [container('a', 0)] },
        { pods: [pod('a'), pod('b', { attempt: 1 })], containers: [container('b', 0)] },
      ],
      [{ pod: 'kube-system/etcd', restarts: 0, newSandboxes: 1 }],
    ],
    [
      'our own probes, which do not count',
      [
        { pods: [pod('a')], containers: [] },
        { pods: [pod('a'), pod('p', { labels: new Map([['cgroup-gate.probe', 'true']]) })], containers: [] },
      ],
      [],
    ],
  ])('%s', async (_, looks, lives) => {
    expect(await watchPods(fakePorts(), runtime(looks), 10_000)).toEqual(lives);
  });

  it('looks for as long as it is told', async () => {
    const ports = fakePorts();
    const from = ports.time();
    await watchPods(ports, runtime([]), 7000);
    expect(ports.time() - from).toBe(7000);
  });
});
