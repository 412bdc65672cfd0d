import { describe, expect, test } from 'vitest';
import type { TomlDialect } from '../../../src/text/toml/document.ts';
import { parse, shown } from './plain.ts';

const DIALECTS: readonly TomlDialect[] = ['burntsushi-0.4', 'burntsushi-1.2', 'burntsushi-1.5', 'burntsushi-1.6'];

/** What BurntSushi/toml v0.4.1, v1.1.0, v1.3.2 and v1.6.0 gave; one answer stands for all. */
const CASES: readonly (readonly [text: string, ...answers: readonly string[]])[] = [
  ['\uFEFFa = 1', 'ERR', 'ERR', '{"a":1}', '{"a":1}'],
  ['a = 1\rb = 2', '{"a":1,"b":2}', 'ERR', 'ERR', 'ERR'],
  ['a = 1 # c\rb = 2', '{"a":1,"b":2}', 'ERR', 'ERR', 'ERR'],
  ['a = 1979-05-27T07:32:60Z', 'ERR'],
  ['a = 1979-05-27T07:32Z', 'ERR', 'ERR', 'ERR', '{"a":"D"}'],
  ['a = 07:32', 'ERR', 'ERR', 'ERR', '{"a":"D"}'],
  ['a = {b = 1,\n}', 'ERR', 'ERR', 'ERR', '{"a":{"b":1}}'],
  ['a = {b = 1, }', 'ERR', 'ERR', 'ERR', '{"a":{"b":1}}'],
  ['a = "\\e"', 'ERR', 'ERR', 'ERR', '{"a":"\\u001b"}'],
  ['a = "\\x41"', 'ERR', 'ERR', 'ERR', '{"a":"A"}'],
  ['a = 0x1F', '{"a":31}'],
  ['a = [1, "b"]', '{"a":[1,"b"]}'],
  ['a = "b\u0007"', 'ERR'],
  ['# \u0007', 'ERR'],
  ['a = 01', 'ERR'],
  ['a = 1\na = 2', 'ERR'],
  ['a = [1]\na = [2]', '{"a":[2]}', '{"a":[2]}', '{"a":[2]}', 'ERR'],
  ['a = 1\na = [2]', '{"a":[2]}', '{"a":[2]}', '{"a":[2]}', 'ERR'],
  ['a = [1]\na = 2', '{"a":2}', '{"a":2}', '{"a":2}', 'ERR'],
  ['a = [1]\na = 2\na = 3', 'ERR'],
  ['a = [1]\na = {b = 2}', '{"a":{"b":2}}', '{"a":{"b":2}}', '{"a":{"b":2}}', 'ERR'],
  ['a = [{b = 1}]\na = [2]', '{"a":[2]}', '{"a":[2]}', '{"a":[2]}', 'ERR'],
  ['a = [{b = 1}]\na = [{b = 2}]', 'ERR'],
  ['a = [{b = 1}]\n[[a]]', 'ERR'],
  ['[[a]]\n[[a]]', '{"a":[{},{}]}'],
  ['[[a]]\nb = 1\n[a]', 'ERR'],
  ['a.b = 1\na.c = 2', '{"a":{"b":1,"c":2}}'],
  ['a.b = 1\na = 2', '{"a":{"b":1}}'],
  ['a.b = 1\na.c = 2\na = 3', 'ERR'],
  ['a = {b = 1}\na.c = 2', '{"a":{"b":1,"c":2}}'],
  ['a = {b = 1}\na.b = 2', 'ERR'],
  ['a = {b = 1}\n[a.c]', '{"a":{"b":1,"c":{}}}'],
  ['a = {b = 1}\n[a]', 'ERR'],
  ['a.b = 1\n[a]\nc = 2', '{"a":{"b":1,"c":2}}'],
  ['a.b = 1\n[a]\n[a]', 'ERR'],
  ['[a.b]\n[a]\nb.c = 1', '{"a":{"b":{"c":1}}}'],
  ['[a]\n[a]', 'ERR'],
  ['a = 1\na.b = 2', 'ERR'],
  ['a = [1]\na.b = 2', '{"a":{"b":2}}'],
  ['a = [1]\n[a.b]', 'ERR'],
  ['a = {b = 1, b = 2}', 'ERR'],
  ['a = {b = [1], b = [2]}', '{"a":{"b":[2]}}', '{"a":{"b":[2]}}', '{"a":{"b":[2]}}', 'ERR'],
  ['a = {b.c = 1, b.d = 2}', '{"a":{"b":{"c":1,"d":2}}}'],
  ['a = {b = 1, b.c = 2}', 'ERR'],
  ['"a.b" = 1\na.b = 2', '{"a":{"b":2},"a.b":1}'],
  ['[a]\nb = 1\n[c]\na.b = 2', '{"a":{"b":1},"c":{"a":{"b":2}}}'],
];

describe.each(DIALECTS.map((dialect, column) => ({ dialect, column })))('$dialect', ({ dialect, column }) => {
  test.each(CASES)('%s', (text, ...answers) => {
    const answer = answers.length === 1 ? answers[0]! : answers[column]!;
    const ours = shown(text, dialect).replaceAll(/"(?:1979-|07:)[^"]*"/g, '"D"');
    expect(ours === 'ERR' ? ours : JSON.parse(ours)).toEqual(answer === 'ERR' ? answer : JSON.parse(answer));
  });
});

/** Milliseconds that it takes when it hangs. */
const HANGS = 10_000;

test.each(DIALECTS)('%s: a long header does not count again with each key below it', { timeout: HANGS }, (dialect) => {
  const keys = Array.from({ length: 1000 }, (_, at) => `a${at}.b = []\n`).join('');
  expect(parse(`["${'x'.repeat(400_000)}"]\n${keys}`, dialect).ok).toBe(true);
});
