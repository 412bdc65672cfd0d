import { describe, expect, it } from 'vitest';
import { compareWithBaseline } from '../../src/gate/baseline.ts';
import { finding, image, report } from '../report/samples.ts';

const kept = finding({ fingerprint: 'kept', message: 'kept' });
const gone = finding({ fingerprint: 'gone', message: 'gone' });
const fresh = finding({ fingerprint: 'fresh', message: 'fresh' });
const earlier = report(image('a', { digest: 'sha256:1', findings: [kept, gone] }));

describe('compared with a baseline', () => {
  it('every finding is new or persisting, and what is gone is fixed', () => {
    const compared = compareWithBaseline(report(image('a', { digest: 'sha256:2', findings: [kept, fresh] })), earlier);
    expect(compared.images[0]?.findings.map(({ message, baseline }) => [message, baseline])).toEqual([
      ['kept', 'persisting'],
      ['fresh', 'new'],
    ]);
    expect(compared.images[0]?.baseline).toEqual({
      new: 1,
      persisting: 1,
      fixed: [{ rule: gone.rule, message: 'gone', fingerprint: 'gone' }],
      previousDigest: 'sha256:1',
    });
  });

  it('an image that was not there is all new', () => {
    const compared = compareWithBaseline(report(image('b', { digest: 'sha256:1', findings: [kept] })), earlier);
    expect(compared.images[0]?.baseline).toEqual({ new: 1, persisting: 0, fixed: [], previousDigest: null });
  });

  it('nothing of an undetermined image is fixed: it was not looked at', () => {
    const compared = compareWithBaseline(report(image('a', { verdict: 'undetermined' })), earlier);
    expect(compared.images[0]?.baseline?.fixed).toEqual([]);
  });

  it('an accepted finding is marked and not counted, and not fixed either', () => {
    const accepted = { ...kept, skipped: 'known' };
    const compared = compareWithBaseline(report(image('a', { findings: [accepted] })), earlier);
    expect(compared.images[0]?.findings[0]?.baseline).toBe('persisting');
    expect(compared.images[0]?.baseline).toMatchObject({ new: 0, persisting: 0, fixed: [{ fingerprint: 'gone' }] });
  });

  it('the tag has moved only where both digests are known', () => {
    const compared = compareWithBaseline(report(image('a', { digest: null })), earlier);
    expect(compared.images[0]?.baseline?.previousDigest).toBe(null);
  });

  it('findings without a fingerprint are told apart by rule and words', () => {
    const bare = (message: string) => finding({ fingerprint: '', message });
    const before = report(image('a', { findings: [bare('x')] }));
    const compared = compareWithBaseline(report(image('a', { findings: [bare('x'), bare('y')] })), before);
    expect(compared.images[0]?.findings.map(({ baseline }) => baseline)).toEqual(['persisting', 'new']);
  });
});
