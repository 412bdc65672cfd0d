import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAhead, askAll } from '../../src/image/ask-all.ts';

const items = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

describe('many questions', () => {
  it('are answered in their order, and so many at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 100 }), async (scheduler, count) => {
        let open = 0;
        let most = 0;
        const asked = askAll(items(count), async (item) => {
          open += 1;
          most = Math.max(most, open);
          await scheduler.schedule(Promise.resolve());
          open -= 1;
          return item * 2;
        });
        await scheduler.waitFor(asked);
        expect(await asked).toEqual(items(count).map((item) => item * 2));
        expect(most).toBe(Math.min(count, 32));
      }),
      { numRuns: 30 },
    );
  });

  it('fail where one does', async () => {
    await expect(askAll(items(5), async (item) => Promise.reject(new Error(`${item}`)))).rejects.toThrow('0');
  });

  it('are asked only a little further than the answers are taken', async () => {
    const asked: number[] = [];
    const answers = askAhead(items(1000), async (item) => {
      asked.push(item);
      return item;
    });
    const taken: number[] = [];
    for await (const answer of answers) {
      taken.push(answer);
      if (answer === 40) break;
    }
    expect(taken).toEqual(items(41));
    expect(asked).toEqual(items(64));
  });
});
