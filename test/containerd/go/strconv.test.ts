import { describe, expect, it } from 'vitest';
import { goInteger, isGoBoolean, isGoInteger } from '../../../src/containerd/go/strconv.ts';

describe('an integer', () => {
  it.each([
    ['0', 0],
    ['+10', 10],
    ['-0x1F', -31],
    ['0b101', 5],
    ['0o17', 15],
    ['017', 15],
    ['0_7', 7],
    ['0x_1', 1],
    ['1_000', 1000],
  ])('%s', (written, value) => {
    expect(isGoInteger(written)).toBe(true);
    expect(goInteger(written)).toBe(value);
  });

  it.each(['', '-', '1__0', '_1', '1_', '0x', '08', '0b2', '1.0', '1e3', ' 1', 'x', '9223372036854779999'])(
    'not %j',
    (written) => {
      expect(isGoInteger(written)).toBe(false);
    },
  );
});

it.each([
  ['true', true],
  ['F', true],
  ['tRUE', false],
  ['yes', false],
  ['', false],
])('%j is a boolean: %s', (written, expected) => {
  expect(isGoBoolean(written)).toBe(expected);
});
