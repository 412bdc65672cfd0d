import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeadline } from '../../src/host/deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells the signal when the time is up, and ends the wait a little later', async () => {
  const time = createDeadline(60, 1000).start();
  const ended = vi.fn();
  void time.over.then(ended);
  await vi.advanceTimersByTimeAsync(59_999);
  expect([time.isUp(), time.signal.aborted]).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect([time.isUp(), time.signal.aborted]).toEqual([true, true]);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ended).toHaveBeenCalled();
});

it('sees that the time is up while nothing else could run', () => {
  const time = createDeadline(60).start();
  vi.setSystemTime(Date.now() + 61_000);
  vi.spyOn(process, 'uptime').mockReturnValue(process.uptime() + 61);
  expect([time.isUp(), time.signal.aborted]).toEqual([true, false]);
  vi.restoreAllMocks();
});

it('leaves nothing behind once it is stopped', () => {
  const time = createDeadline(60).start();
  time.stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('leaves an honest image far more time than it takes', () => {
  expect(createDeadline().seconds).toBeGreaterThanOrEqual(1800);
});
