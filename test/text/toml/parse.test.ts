import { describe, expect, test } from 'vitest';
import type { Span } from '../../../src/text/position.ts';
import { find, tableAt } from '../../../src/text/toml/navigate.ts';
import { DIALECTS, parse, plain, read } from './plain.ts';

const source = `version = 2

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = 'pause' # the image
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = false
[[proxy]]
names = ["a", {b = 1_0}]
`;
const cut = (span: Span | undefined): string | undefined => span && source.slice(span.start.offset, span.end.offset);

describe('an ordinary file', () => {
  test.each(DIALECTS)('has the same values in %s', (dialect) => {
    const document = read(source.replace('"a", {b = 1_0}', '"a"'), dialect);
    const options = new Map([['SystemdCgroup', false]]);
    const runtimes = new Map([['runc', new Map([['options', options]])]]);
    const cri = new Map<string, unknown>([
      ['sandbox_image', 'pause'],
      ['containerd', new Map([['runtimes', runtimes]])],
    ]);
    expect(plain(document)).toEqual(
      new Map<string, unknown>([
        ['version', 2n],
        ['plugins', new Map([['io.containerd.grpc.v1.cri', cri]])],
        ['proxy', [new Map([['names', ['a']]])]],
      ]),
    );
  });

  const document = read(source, 'go-toml-1.9');
  const cri = ['plugins', 'io.containerd.grpc.v1.cri'];

  test('tells where a value and its key are written', () => {
    const flag = find(document, [...cri, 'containerd', 'runtimes', 'runc', 'options', 'SystemdCgroup']);
    expect(flag?.value).toMatchObject({ type: 'boolean', value: false, raw: 'false' });
    expect(flag?.value.span).toEqual({
      start: { line: 6, column: 21, offset: source.indexOf('false') },
      end: { line: 6, column: 26, offset: source.indexOf('false') + 5 },
    });
    expect(cut(flag?.keySpan)).toBe('SystemdCgroup');
  });

  test('tells how each table came to be, and its headers', () => {
    expect(document.form).toBe('document');
    expect(tableAt(document, ['plugins'])).toMatchObject({ form: 'implicit', headers: [] });
    expect(cut(tableAt(document, ['plugins'])?.span)).toBe('plugins');
    expect(tableAt(document, cri)?.form).toBe('header');
    expect(tableAt(document, cri)?.headers.map(cut)).toEqual(['[plugins."io.containerd.grpc.v1.cri"]']);
    expect(cut(find(document, cri)?.keySpan)).toBe('"io.containerd.grpc.v1.cri"');
  });

  test('tells where arrays and inline tables stand', () => {
    const proxy = find(document, ['proxy'])?.value;
    expect(proxy).toMatchObject({ type: 'array', arrayOfTables: true });
    expect(cut(proxy?.span)).toBe('[[proxy]]');
    const names =
      proxy?.type === 'array' && proxy.items[0]?.type === 'table' ? proxy.items[0].entries[0]?.value : undefined;
    expect(cut(names?.span)).toBe('["a", {b = 1_0}]');
    const inline = names?.type === 'array' ? names.items[1] : undefined;
    expect(inline).toMatchObject({ type: 'table', form: 'inline' });
    expect(cut(inline?.span)).toBe('{b = 1_0}');
    expect(inline?.type === 'table' ? inline.entries[0]?.value : null).toMatchObject({ value: 10n, raw: '1_0' });
  });
});

describe('forms', () => {
  test('a header for a table that was only a parent makes it a table of its own', () => {
    const table = tableAt(read('[a.b]\n[a]\n'), ['a']);
    expect(table).toMatchObject({ form: 'header', span: { start: { line: 2 } } });
  });

  test('a dotted key makes dotted tables', () => {
    expect(tableAt(read('a.b.c = 1'), ['a', 'b'])).toMatchObject({ form: 'dotted', span: { start: { column: 3 } } });
  });

  test('go-toml v1 opens a table twice, and both headers are known', () => {
    const table = tableAt(read('["a"]\nb = 1\n[\'a\']\nc = 2\n', 'go-toml-1.9'), ['a']);
    expect(table?.headers.map((header) => header.start.line)).toEqual([1, 3]);
  });

  test('go-toml v1 keeps the places of keys that it splits and joins', () => {
    const text = 'a . "b\\u002e" .c = 1';
    const document = read(text, 'go-toml-1.9');
    const spans = [find(document, ['a']), find(document, ['a', 'b.']), find(document, ['a', 'b.', 'c'])].map(
      (entry) => entry && text.slice(entry.keySpan.start.offset, entry.keySpan.end.offset),
    );
    expect(spans).toEqual(['a', '"b\\u002e"', 'c']);
  });

  test('lines end at lone carriage returns where the library ends them', () => {
    expect(find(read('a = 1\rb = 2', 'burntsushi-0.3'), ['b'])?.keySpan.start).toEqual({
      line: 2,
      column: 1,
      offset: 6,
    });
  });

  test('a byte order mark takes a column', () => {
    expect(find(read('\uFEFFa = 1', 'go-toml-1.9'), ['a'])?.keySpan.start.column).toBe(2);
  });
});

describe('errors', () => {
  test.each([
    ['[a]\nb = 1\n[a]\n', 'the table "a" is defined twice', 3, 1],
    ['a = 1\na = 2', 'the key "a" is defined twice', 2, 1],
    ['a = "x', 'a string without its closing quotes', 1, 5],
    ['a = [1\n2]', 'expected `,` or `]` in the array, found `2`', 2, 1],
    ['a = 1 b = 2', 'expected the end of the line, found `b`', 1, 7],
    ['a: 1', 'expected `=` after the key, found `:`', 1, 2],
    ['a =', 'expected a value, but the text ends', 1, 4],
    ['a =\nb = 1', 'expected a value, but the line ends', 1, 4],
    ['a = True', 'expected a value, found `T`', 1, 5],
    ['[a\n', 'expected `]` to close the header, but the line ends', 1, 3],
    ['# \u0007', 'a comment may not hold control characters, found the control character U+0007', 1, 3],
  ])('%j', (text, message, line, column) => {
    expect(parse(text, 'toml-1.0')).toMatchObject({ ok: false, error: { message, position: { line, column } } });
  });

  test('bytes that are not UTF-8 are told with their place', () => {
    const bytes = Uint8Array.from([0x61, 0x3d, 0x31, 0x0a, 0x23, 0x20, 0xe9]);
    expect(parse(bytes, 'go-toml-2.2')).toMatchObject({
      ok: false,
      error: { message: 'bytes that are not UTF-8', position: { line: 2, column: 3 } },
    });
  });

  test.each([
    ['arrays', `a = ${'['.repeat(100_000)}`],
    ['arrays, closed', `a = ${'['.repeat(201)}${']'.repeat(201)}`],
    ['inline tables', `a = ${'{a = '.repeat(100_000)}`],
    ['dotted keys', `a${'.a'.repeat(100_000)} = 1`],
    ['headers', `[a${'.a'.repeat(100_000)}]`],
  ])('%s nest no deeper than 200 levels', (_, text) => {
    for (const dialect of DIALECTS) expect(parse(text, dialect).ok).toBe(false);
    expect(parse(text, 'go-toml-1.9')).toMatchObject({ error: { message: 'nested more than 200 levels deep' } });
  });

  test('200 levels are read', () => {
    const text = `a = ${'['.repeat(199)}${']'.repeat(199)}`;
    for (const dialect of DIALECTS) expect(parse(text, dialect).ok).toBe(true);
  });
});

describe('large texts are read in one go', () => {
  test.each([
    ['a comment', `#${'x'.repeat(2_000_000)}`, true],
    ['digits', `a = ${'1'.repeat(500_000)}`, false],
    ['underscored digits', `a = 0.${'1_'.repeat(200_000)}1`, true],
    ['a string of escapes', `a = "${'\\n'.repeat(200_000)}"`, true],
    ['a folded string', `a = """\\\n${' \n'.repeat(200_000)}"""`, true],
    ['keys', Array.from({ length: 5_000 }, (_, at) => `k${at} = 1`).join('\n'), true],
    ['array tables', '[[a]]\nb = 1\n'.repeat(5_000), true],
  ])('%s', (_, text, ok) => {
    for (const dialect of DIALECTS) expect(parse(text, dialect).ok).toBe(ok);
  });
});
