import { expect, it } from 'vitest';
import { observe } from '../../src/text/observation.ts';
import { answerOfUnknownVersion, type StartAnswer } from '../../src/versions/unknown-version.ts';

const refusal = observe('value-refused', null, { key: 'mtu', value: '-1' });
const other = observe('setting-replaced', null);

interface Answer extends StartAnswer {
  readonly driver: string;
}

const starts: Answer = { state: 'ok', stateReason: null, observations: [other], doubts: [], driver: 'systemd' };
const refuses: Answer = { ...starts, state: 'refuses', stateReason: refusal, observations: [refusal, other] };

/** Asks what each version answers; with null the first one. */
async function ask(answers: Readonly<Record<string, Answer>>) {
  const asked: (string | null)[] = [];
  const answer = await answerOfUnknownVersion(
    async (version) => {
      asked.push(version);
      return answers[version ?? 'null']!;
    },
    ['1', '2'],
    (one, another) => one.driver === another.driver,
  );
  return { answer, asked };
}

it('is that of all releases where they agree', async () => {
  expect(await ask({ null: refuses, 1: refuses, 2: refuses })).toEqual({ answer: refuses, asked: [null, '1', '2'] });
});

it('is open where one does not start', async () => {
  const doubts = [observe('version-decides', null, { value: '-1' })];
  expect((await ask({ null: starts, 1: starts, 2: refuses })).answer).toEqual({ ...starts, doubts });
  expect((await ask({ null: refuses, 1: starts, 2: refuses })).answer).toEqual({ ...starts, doubts });
});

it('is open where one has another driver', async () => {
  const doubts = [observe('version-decides', null, { value: '' })];
  expect((await ask({ null: starts, 1: { ...starts, driver: 'cgroupfs' } })).answer).toEqual({ ...starts, doubts });
});

it('asks no release where it is open anyway', async () => {
  const open: Answer = { ...starts, doubts: [observe('version-decides', null)] };
  expect(await ask({ null: open })).toEqual({ answer: open, asked: [null] });
});
