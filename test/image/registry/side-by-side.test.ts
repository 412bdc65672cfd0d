import { expect, test } from 'vitest';
import { sideBySide } from '../../../src/image/registry/side-by-side.ts';

test('runs so many tasks at a time, in their order, also after one that fails', async () => {
  const inTurn = sideBySide(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 7 }, (_, index) =>
      inTurn(async () => {
        started.push(index);
        running++;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        if (index === 3) throw new Error('no');
        return index;
      }),
    ),
  );
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(2);
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual([
    0,
    1,
    2,
    'failed',
    4,
    5,
    6,
  ]);
});
