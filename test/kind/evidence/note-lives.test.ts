import { describe, expect, it } from 'vitest';
import type { Gathered } from '../../../src/kind/evidence/gathered.ts';
import { noteLives, type Watched } from '../../../src/kind/evidence/hear-kubelet.ts';

const pod = 'kube-system/dns';
const event = (count: number, message = 'network is not ready') => [{ pod, count, message }];
const none = { sandboxFailures: [], sandboxChanges: [] };

function noted(more: Partial<Watched>): Gathered {
  const gathered: Gathered = { name: 'n', cgroupVersion: 2, testimonies: [], evidence: [], observations: [] };
  const watched: Watched = { ms: 20_000, lives: [], earlier: none, events: none, ready: new Set([pod]), ...more };
  noteLives(gathered, watched, 'runc');
  return gathered;
}

const kinds = (more: Partial<Watched>): string[] => noted(more).observations.map(({ kind }) => kind);

describe('noteLives', () => {
  const failed = (count: number, message?: string) => ({ ...none, sandboxFailures: event(count, message) });
  it.each([
    ['goes on while it is watched', { earlier: failed(2), events: failed(3) }, ['live-sandbox-failed']],
    ['begins while it is watched', { events: failed(1) }, ['live-sandbox-failed']],
    [
      'is over, but the pod does not run',
      { earlier: failed(2), events: failed(2), ready: new Set<string>() },
      ['live-sandbox-failed'],
    ],
    [
      'is over, and nobody knows whether the pod runs',
      { earlier: failed(2), events: failed(2), ready: null },
      ['live-sandbox-failed'],
    ],
    ['was seen after a boot that failed', { ms: 0, earlier: null, events: failed(2) }, ['live-sandbox-failed']],
    ['was over before, and the pod runs', { earlier: failed(2), events: failed(2) }, []],
  ] as const)('a sandbox failure that %s', (_, more, expected) => {
    expect(kinds(more)).toEqual(expected);
    expect(noted(more).evidence).toHaveLength(1);
  });

  it('takes a refusal by runc for what it is, however old', () => {
    const refusal = 'expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "/kubelet/x"';
    expect(kinds({ earlier: failed(1, refusal), events: failed(1, refusal) })).toEqual(['live-pod-refused']);
  });

  it('does the same with sandboxes that were changed', () => {
    const changed = (count: number) => ({ ...none, sandboxChanges: event(count) });
    expect(kinds({ earlier: changed(1), events: changed(2) })).toEqual(['live-sandbox-changed']);
    expect(kinds({ earlier: changed(1), events: changed(1) })).toEqual([]);
  });

  it.each([
    [1, 0, []],
    [2, 0, ['live-pods-restarting']],
    [0, 1, ['live-pods-restarting']],
  ] as const)('%i restarts and %i new sandboxes', (restarts, newSandboxes, expected) => {
    const lives = [{ pod, restarts, newSandboxes }];
    expect(kinds({ lives })).toEqual(expected);
    expect(noted({ lives }).evidence).toHaveLength(1);
  });
});
