import { describe, expect, it } from 'vitest';
import { compareWithBaseline } from '../../src/gate/baseline.ts';
import { nextState, readWatchState, writeWatchState } from '../../src/github/watch/state.ts';
import { newsLines } from '../../src/github/watch/words.ts';
import { finding, image, report } from '../report/samples.ts';

const RUN = { id: 5, attempt: 1 };
const one = finding({ fingerprint: 'f1', message: 'first' });
const two = finding({ fingerprint: 'f2', message: 'second' });
const open = finding({ fingerprint: 'f3', message: 'unreadable', undecided: true });

describe('what the tracking issue remembers', () => {
  it('comes back from the block', () => {
    const state = nextState(
      report(image('a', { verdict: 'fail', digest: 'sha256:1', findings: [one, two] })),
      null,
      RUN,
    );
    expect(readWatchState(writeWatchState(state) ?? '')).toEqual(state);
  });

  it('keeps what was known of an image that could not be decided', () => {
    const before = nextState(report(image('a', { verdict: 'fail', digest: 'sha256:1', findings: [one] })), null, RUN);
    const undecided = report(image('a', { verdict: 'undetermined', findings: [open] }));
    const after = nextState(undecided, before, RUN);
    expect(after.images[0]).toMatchObject({
      digest: 'sha256:1',
      findings: [{ fingerprint: 'f3' }, { fingerprint: 'f1' }],
    });
    const again = compareWithBaseline(report(image('a', { verdict: 'fail', findings: [one] })), after);
    expect(again.images[0]?.findings[0]?.baseline).toBe('persisting');
  });

  it('gives up words before it gives up, and then says that it did', () => {
    const many = (count: number, words: number) =>
      nextState(
        report(
          image('a', {
            findings: Array.from({ length: count }, (_, i) =>
              finding({ fingerprint: `f${i}`, message: 'w'.repeat(words) }),
            ),
          }),
        ),
        null,
        RUN,
      );
    const short = writeWatchState(many(150, 5000)) ?? '';
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(30_000);
    expect(readWatchState(short)?.images[0]?.findings).toHaveLength(150);
    expect(writeWatchState(many(2000, 10))).toBe(null);
  });

  it.each([['nothing'], ['<!-- cgroup-gate-state {"verdict":"fail"} -->'], ['<!-- cgroup-gate-state [] -->']])(
    'is nothing where it cannot be read: %s',
    (body) => {
      expect(readWatchState(body)).toBe(null);
    },
  );
});

describe('the news', () => {
  it('are what is new, what is fixed and which tag has moved', () => {
    const earlier = report(image('a', { digest: 'sha256:1', findings: [one] }), image('b', { digest: 'sha256:2' }));
    const now = report(
      image('a', { verdict: 'fail', digest: 'sha256:1', findings: [two] }),
      image('b', { digest: 'sha256:3' }),
    );
    expect(newsLines(compareWithBaseline(now, earlier))).toEqual([
      '- new in `a`: second `cgroup-driver-mismatch`',
      '- fixed in `a`: first `cgroup-driver-mismatch`',
      '- moved: `b` was `sha256:2`, and is `sha256:3`',
    ]);
  });

  it('are none where nothing has changed', () => {
    const same = report(image('a', { findings: [one] }));
    expect(newsLines(compareWithBaseline(same, same))).toEqual([]);
  });
});

describe('what cannot be decided', () => {
  const earlier = report(image('a', { verdict: 'fail', findings: [one] }));
  const unread = finding({ ...open, rule: 'image-unreadable' });
  const down = report(image('a', { verdict: 'fail', findings: [one] }), image('b', { findings: [unread] }));

  it('is called neither new nor fixed', () => {
    expect(newsLines(compareWithBaseline(down, earlier))).toEqual([
      '- not decided in `b`: unreadable `image-unreadable`',
    ]);
    const back = report(image('a', { verdict: 'fail', findings: [one] }), image('b'));
    expect(newsLines(compareWithBaseline(back, down))).toEqual([
      '- decided again in `b`: unreadable `image-unreadable`',
    ]);
  });
});
