import { describe, expect, it } from 'vitest';
import { decide, disagreements, type Testimony } from '../../../src/kind/evidence/decide.ts';

const says = (by: string, driver: 'systemd' | 'cgroupfs', more: Partial<Testimony> = {}): Testimony => ({
  subject: 'kubelet',
  driver,
  by,
  raw: by,
  reliable: true,
  excuse: null,
  ...more,
});

describe('decide', () => {
  it('believes the first', () => {
    expect(decide([says('pod-cgroup', 'systemd'), says('kubelet-log', 'cgroupfs')], 'kubelet')).toEqual({
      driver: 'systemd',
      by: 'pod-cgroup',
      raw: 'pod-cgroup',
    });
  });
  it('never believes a source that is known to tell something else', () => {
    expect(decide([says('configz', 'cgroupfs', { reliable: false })], 'kubelet')).toBeNull();
    expect(
      decide([says('configz', 'cgroupfs', { reliable: false }), says('kubelet-log', 'systemd')], 'kubelet')?.by,
    ).toBe('kubelet-log');
  });
  it('keeps subjects apart', () => {
    expect(decide([says('pod-cgroup', 'systemd', { subject: 'handler runc' })], 'kubelet')).toBeNull();
  });
});

describe('disagreements', () => {
  it('names each source once', () => {
    const all = [
      says('pod-cgroup', 'systemd'),
      says('kubelet-log', 'cgroupfs'),
      says('kubelet-log', 'cgroupfs'),
      says('configz', 'systemd'),
    ];
    expect(disagreements(all, 'kubelet').map(({ stronger, weaker }) => [stronger.by, weaker.by])).toEqual([
      ['pod-cgroup', 'kubelet-log'],
    ]);
  });
  it('has none without anything reliable', () => {
    expect(disagreements([says('configz', 'cgroupfs', { reliable: false })], 'kubelet')).toEqual([]);
  });
});
