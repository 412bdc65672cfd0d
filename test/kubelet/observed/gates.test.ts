import { describe, expect, test } from 'vitest';
import { checkGates, gateReleaseOf } from '../../../src/kubelet/gates/check-gates.ts';
import { knownGates } from '../../../src/kubelet/gates/known-gates.ts';
import { newNotes } from '../../../src/kubelet/notes.ts';
import observed from './gates.json' with { type: 'json' };
import { answerLetter, type GateAnswer, type ObservedGates } from './gates.ts';

const { versions, gates }: ObservedGates = observed;

/** What we say of one gate alone; null where this kubelet may have been built with it or without. */
function ours(version: string, gate: string, value: boolean): GateAnswer | null {
  const notes = newNotes();
  checkGates(gateReleaseOf(version)!, [new Map([[gate, { value, location: null }]])], notes);
  const kinds = { 'gate-unknown': 'unknown', 'gate-locked': 'locked', 'gate-needs-gate': 'needs' } as const;
  const refusal = notes.refusal();
  if (refusal === null) return 'taken';
  return refusal.detail.certain ? kinds[refusal.kind as keyof typeof kinds] : null;
}

/** Gates that came with a patch release, or with a distribution before their time: kubelets of these releases differ. */
const differ: Readonly<Record<string, readonly string[]>> = {
  '1.27.7': ['SkipReadOnlyValidationGCE'],
  '1.28.3': ['StructuredAuthenticationConfiguration'],
  '1.29.1': ['StreamingCollectionEncodingToJSON', 'StreamingCollectionEncodingToProtobuf'],
  '1.30.1': ['StreamingCollectionEncodingToJSON', 'StreamingCollectionEncodingToProtobuf'],
  '1.31.14': ['StreamingCollectionEncodingToJSON', 'StreamingCollectionEncodingToProtobuf'],
  '1.32.13': ['StreamingCollectionEncodingToJSON', 'StreamingCollectionEncodingToProtobuf'],
};

/** What real kubelets made of every gate; `test/real/kubelet/record-gates.ts` asks them anew. */
describe.each(versions.map((version, at) => [version, at] as const))('kubelet %s', (version, at) => {
  test('takes and refuses the gates that we say', () => {
    const open = differ[version] ?? [];
    for (const name of open) expect([name, ours(version, name, true)]).toEqual([name, null]);
    const names = Object.keys(gates).filter((name) => !open.includes(name));
    const told = names.map((name) => {
      const [on, off] = [ours(version, name, true), ours(version, name, false)];
      return `${name} ${on === null || off === null ? '?' : answerLetter(on, off)}`;
    });
    expect(told).toEqual(names.map((name) => `${name} ${gates[name]![at]}`));
  });
});

test('every gate was asked for', () => {
  expect(Object.keys(gates)).toEqual([...knownGates().keys()]);
});
