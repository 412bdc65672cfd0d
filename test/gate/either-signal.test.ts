import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { eitherSignal } from '../../src/gate/either-signal.ts';

test.each([0, 1])('aborts with the reason of signal %i', (which) => {
  const controllers = [new AbortController(), new AbortController()] as const;
  const { signal } = eitherSignal(controllers[0].signal, controllers[1].signal);
  expect(signal.aborted).toBe(false);
  controllers[which]?.abort('enough');
  expect(signal.aborted).toBe(true);
  expect(signal.reason).toBe('enough');
});

test('is aborted from the start where one of both is', () => {
  const { signal } = eitherSignal(new AbortController().signal, AbortSignal.abort('before'));
  expect(signal.reason).toBe('before');
});

test('lets go of both', () => {
  const controllers = [new AbortController(), new AbortController()];
  const [one, other] = controllers.map(({ signal }) => signal) as [AbortSignal, AbortSignal];
  const { signal, release } = eitherSignal(one, other);
  expect(getEventListeners(one, 'abort')).toHaveLength(1);
  release();
  expect([one, other].flatMap((each) => getEventListeners(each, 'abort'))).toEqual([]);
  controllers[0]?.abort();
  expect(signal.aborted).toBe(false);
});
