import { describe, expect, test } from 'vitest';
import type { TomlDialect } from '../../../src/text/toml/document.ts';
import { parse, shown } from './plain.ts';

/** `known` has a field, and so has `known.field`, but nothing else of it has. */
const hasNoField = ([first, second]: readonly string[]): boolean =>
  first !== 'known' || (second !== undefined && second !== 'field');

function accepts(text: string, dialect: TomlDialect): boolean {
  return parse(text, dialect, hasNoField).ok;
}

const largeInteger = 'a = 9223372036854775808';
const noDate = 'a = 1979-13-01';

/** By the real daemons of containerd 2.0.0, 2.2.7 (v2.2), 2.1.9 of Debian and 2.4.0-beta.0 (v2.4). */
describe('what the caller has no field for', () => {
  test.each([
    ...[largeInteger, noDate, 'a = 1e999', 'a = [1979-13-01]', 'a = { b = 25:61:00 }', 'a = 07:3'],
    ...['a = 1979-1 2 3T4Zt5', `a = 1${'0'.repeat(70)}`],
  ])('goes unread by both: %s', (line) => {
    for (const dialect of ['go-toml-2.2', 'go-toml-2.4'] as const) {
      for (const text of [line, `[unknown]\n${line}`, `[unknown.b]\n${line}`, `[[unknown]]\n${line}`]) {
        expect(accepts(text, dialect), `${dialect}: ${text}`).toBe(true);
      }
      expect(accepts(`[known]\n${line}`, dialect)).toBe(true);
      expect(accepts(`known = { ${line} }`, dialect)).toBe(true);
    }
  });

  test.each([largeInteger, noDate])('is read by the others, and so is what has a field: %s', (line) => {
    for (const dialect of ['burntsushi-0.3', 'go-toml-1.8', 'toml-1.0'] as const) {
      expect(accepts(`[unknown]\n${line}`, dialect), dialect).toBe(false);
    }
    for (const dialect of ['go-toml-2.2', 'go-toml-2.4'] as const) {
      const given = line.replace('a', 'known.field');
      for (const text of [given, `[unknown]\n[known.field]\n${line}`, `known = { ${line.replace('a', 'field')} }`]) {
        expect(accepts(text, dialect), `${dialect}: ${text}`).toBe(false);
      }
    }
  });

  test.each([
    ...['1__0', '_1', '1_', '1.', '.5', '1.5.2', '07:32:00:1', '1inf', 'e', '-', '0x', '-01', '+nan'],
    '1979-05-27 7\n',
  ])('only v2.2 takes this for a number or date: %j', (value) => {
    expect(accepts(`[unknown]\na = [${value}]\nb = ${value}\n`, 'go-toml-2.2')).toBe(true);
    expect(accepts(`[known]\nfield = ${value}\n`, 'go-toml-2.2')).toBe(value === '+nan');
  });

  test.each(['1__0', '_1', '1_', '1.', '.5', '1.5.2', '1inf', '0x', '-01', '00'])('not v2.4: %s', (value) => {
    expect(accepts(`[unknown]\na = ${value}\n`, 'go-toml-2.4')).toBe(false);
  });

  test.each(['00\n', '01.5\n', '0X1F\n', '0xg\n', '1abc\n', 'Inf\n', '1 2\n', '0_1\n', '1i\n', '"\\d"\n', '[1,,2]\n'])(
    'nobody takes this: %j',
    (value) => {
      for (const dialect of ['go-toml-2.2', 'go-toml-2.4'] as const) {
        expect(accepts(`[unknown]\na = ${value}`, dialect), dialect).toBe(false);
      }
    },
  );

  test.each([
    ['a.b = 1\na = 2', '{"u":{"a":{"b":1}}}'],
    ['a = 1\na = 2', '{"u":{"a":1}}'],
    ['a = 1\na.b = 2', '{"u":{"a":1}}'],
    ['a = { b = 1, b = 2 }', '{"u":{"a":{"b":1}}}'],
    ['a = { b = 1 }\na.c = 2', '{"u":{"a":{"b":1,"c":2}}}'],
    ['a = { b = 1 }\n[u.a.c]\nd = 1', '{"u":{"a":{"c":{"d":1}}}}'],
    ['[u.b]\nc = 1\n[u.b.c]', '{"u":{"b":{"c":{}}}}'],
    ['b = []\n[[u.b]]\nc = 1', '{"u":{"b":[{"c":1}]}}'],
  ])('v2.2 compares no keys below a header: %j', (lines, wanted) => {
    const text = `[u]\n${lines}\n`;
    expect(shown(text, 'go-toml-2.2', hasNoField)).toBe(wanted);
    expect(accepts(text, 'go-toml-2.4')).toBe(false);
    expect(accepts(text.replaceAll('[u', '[known.field'), 'go-toml-2.2')).toBe(false);
  });

  test.each(['u = { b = 1, b = 2 }', 'u.a = 1\n[u]', 'u = 1\nu = 2', '[u]\n[u]', '[[u]]\n[u]', '[u.a]\n[[u.a]]'])(
    'but it compares headers, and keys before the first one: %j',
    (text) => {
      expect(accepts(text, 'go-toml-2.2')).toBe(false);
    },
  );
});
