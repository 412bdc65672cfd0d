import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marker, readState, startsWith, stateBlock, suggestionOf } from '../../src/github/marker.ts';
import { hostileText } from '../report/hostile-text.ts';

const KEY = fc.stringMatching(/^[\w.:/@ -]{0,30}$/);

describe('the marker', () => {
  it.each([
    ['', '<!-- cgroup-gate:v1 key=cgroup-gate -->'],
    ['arm64', '<!-- cgroup-gate:v1 key=arm64 -->'],
    ['a b', '<!-- cgroup-gate:v1 key=a%20;b -->'],
  ])('of the key %j is %s', (key, expected) => {
    expect(marker(key)).toBe(expected);
  });

  it('of one key is never that of another, nor begins it, nor ends early', () => {
    fc.assert(
      fc.property(KEY, KEY, (a, b) => {
        fc.pre((a || 'cgroup-gate') !== (b || 'cgroup-gate'));
        expect(startsWith(marker(a), marker(b))).toBe(false);
        expect(marker(a).indexOf('-->')).toBe(marker(a).length - 3);
      }),
    );
  });

  it('counts only at the start of a text', () => {
    expect(startsWith(`${marker('k')}\nx`, marker('k'))).toBe(true);
    expect(startsWith(`> ${marker('k')}`, marker('k'))).toBe(false);
    expect(suggestionOf(`x\n${marker('k', `suggestion=${'a'.repeat(32)}`)}`)).toBe(null);
    expect(suggestionOf(marker('k', `suggestion=${'a'.repeat(32)}`))).toEqual({
      key: 'k',
      fingerprint: 'a'.repeat(32),
    });
  });
});

describe('the memory of a comment', () => {
  it('comes back whole, whatever stands in it and before it', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, before) => {
        const block = stateBlock({ text });
        expect(readState(`${before}\n${block}`)).toEqual({ text });
        expect(block.slice(4, -3)).not.toMatch(/[<>@#\u202e]|--/u);
      }),
    );
  });

  it.each([[''], ['no state'], ['<!-- cgroup-gate-state {'], ['<!-- cgroup-gate-state nonsense -->']])(
    'is none in %j',
    (body) => {
      expect(readState(body)).toBe(undefined);
    },
  );
});
