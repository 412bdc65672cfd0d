import { describe, expect, test } from 'vitest';
import answers from './answers.json' with { type: 'json' };
import { ourAnswer, ourOutcome } from './question.ts';
import { questions } from './questions.ts';

const observed: Readonly<Record<string, Readonly<Record<string, string>>>> = answers;

/** What real dockerds of several versions answered; `test/real/docker/record.ts` asks them anew. */
describe.each(Object.entries(questions))('%s', (name, question) => {
  test.each(Object.entries(observed[name] ?? {}))('on %s: %s', async (version, answer) => {
    expect(ourOutcome(await ourAnswer(version, question), question)).toBe(answer);
  });
});

test('every question was asked', () => {
  expect(Object.keys(observed)).toEqual(Object.keys(questions));
});
