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
 * Where the kubelets that were asked are not upstream's: from 1.27 on they know no JSON log and let OpenShift's roles pass. An
 * empty endpoint is none that we refuse, as it may be filled in at boot.
 */
function isOfItsBuild(name: string, version: string): boolean {
  const differs = /format: json|logging-format=json|node-role|container-runtime-endpoint=$/.test(name);
  return differs && minorOf(version) >= 27;
}

/** Where 1.20 is asked with a remote runtime, which is not in the question, and gets no further than to that runtime. */
function isBehindItsRuntime(name: string, version: string): boolean {
  return minorOf(version) < 24 && /-endpoint=.|[sS]ysctls|runonce|runOnce/.test(name);
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

/** What real kubelets of several versions answered; `test/real/kubelet/record.ts` asks them anew. */
describe.each(Object.entries(questions))('%s', (name, question) => {
  const answered = Object.entries(observed[name] ?? {}).filter(
    ([version]) => !isOfItsBuild(name, version) && !isBehindItsRuntime(name, version),
  );
  test.each(answered)('on %s: %s', async (version, answer) => {
    const ours = ourOutcome(await ourAnswer(version, question), question.runtime);
    expect(ours).toBe(isLeftOpen(name) ? leftOpen : answer);
  });
});

test('every question was asked', () => {
  expect(Object.keys(observed)).toEqual(Object.keys(questions));
});
