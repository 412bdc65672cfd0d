import { describe, expect, it } from 'vitest';
import { flagValue, startTime } from '../../../src/kind/evidence/processes.ts';

describe('startTime', () => {
  const stat = (name: string): string => `154 (${name}) S 1 154 154 0 -1 4194560 1 0 0 0 1 2 3 4 20 0 9 0 250 1 2\n`;
  it('adds ticks to the time of boot', () => {
    expect(startTime(`${stat('containerd')}cpu 1 2\nbtime 1000\nctxt 1\n`)).toBe(1_002_500);
    expect(startTime(`${stat('a) S (b')}btime 1000\n`)).toBe(1_002_500);
  });
  it.each(['', 'btime 1000\n', stat('x')])('not known from %j', (text) => {
    expect(startTime(text)).toBeNull();
  });
});

describe('flagValue', () => {
  it.each([
    [['containerd', '--config', '/a'], '/a'],
    [['containerd', '--config=/a'], '/a'],
    [['containerd', '-c', '/a', '--config=/b'], '/b'],
    [['containerd'], null],
    [['containerd', '--config-path=/a'], null],
  ])('%j', (words, value) => {
    expect(flagValue(words, '--config', '-c')).toBe(value);
  });
});
