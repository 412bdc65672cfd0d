import { describe, expect, test } from 'vitest';
import answers from './answers.json' with { type: 'json' };
import { leftOpen, ourAnswer, ourOutcome } from './question.ts';
import { questions } from './questions.ts';

const observed: Readonly<Record<string, Readonly<Record<string, string>>>> = answers;

/** Of these the kubelet alone knows less than the image may say later, or than its build may have. */
function isLeftOpen(name: string): boolean {
  return /^a file that is (not there|a template)$|^the flag: (a dot|shortened|capitals)$/.test(name);
}

/**
 * From 1.32 on, all gates of a stage together lead to other values that the kubelet then finds wrong; such checks of values
 * are not ours.
 */
function isBeyondUs(name: string, version: string): boolean {
  return / all (alpha|beta) gates/.test(name) && Number(version.split('.')[1]) >= 32;
}

/** What real kubelets of several versions answered; `test/real/kubelet/record.ts` asks them anew. */
describe.each(Object.entries(questions))('%s', (name, question) => {
  const answered = Object.entries(observed[name] ?? {}).filter(([version]) => !isBeyondUs(name, version));
  test.each(answered)('on %s: %s', async (version, answer) => {
    const ours = ourOutcome(await ourAnswer(version, question), question.runtime);
    expect(ours).toBe(isLeftOpen(name) ? leftOpen : answer);
  });
});

test('every question was asked', () => {
  expect(Object.keys(observed)).toEqual(Object.keys(questions));
});
