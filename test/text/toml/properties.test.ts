import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TomlTable, TomlValue } from '../../../src/text/toml/document.ts';
import { secondOpinions } from '../../../src/text/toml/second-opinion.ts';
import { DIALECTS, type Plain, parse, plain, read } from './plain.ts';

const dialect = fc.constantFrom(...DIALECTS);

/** A key and how TOML writes it. */
const key = fc.oneof(
  fc.stringMatching(/^[a-z_-]{1,4}$/),
  fc.constantFrom('', 'a.b', '__proto__', 'é', 'x"y', 'tab\t', 'constructor'),
);
const bare = /^[A-Za-z0-9_-]+$/;
const quoted = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');
const writtenKey = (name: string): string => (bare.test(name) ? name : quoted(name));

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const scalar: fc.Arbitrary<{ written: string; value: Plain }> = fc.oneof(
  text.map((value) => ({ written: quoted(value), value })),
  text.map((value) => {
    const inner = value.replace(/['\p{Cc}]/gu, '');
    return { written: `'${inner}'`, value: inner };
  }),
  text.map((value) => {
    const inner = value.replace(/['\r]/g, '').replace(/[^\P{Cc}\n\t]/gu, '');
    return { written: `'''\n${inner}'''`, value: inner };
  }),
  text
    .map((value) => ({
      written: `"""\\\n  ${quoted(value).slice(1)}""`,
      value: value.trimStart() === value ? value : null,
    }))
    .filter((made): made is { written: string; value: string } => made.value !== null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ written: String(value), value })),
  fc.integer({ min: 0, max: 1 << 30 }).map((value) => ({ written: `0x${value.toString(16)}`, value: BigInt(value) })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ written: float(value), value })),
  fc.boolean().map((value) => ({ written: String(value), value })),
);

function float(value: number): string {
  const written = Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
  return /[.e]/.test(written) ? written : `${written}.0`;
}

type Made = { readonly written: string; readonly value: Plain };

const { value: anyValue } = fc.letrec<{ value: Made; array: Made; inline: Made }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('array'), tie('inline')),
  array: fc.array(tie('value'), { maxLength: 3 }).map((items) => ({
    written: `[${items.map((item) => `\n ${item.written} # c`).join('\n,')}\n]`,
    value: items.map((item) => item.value),
  })),
  inline: entries(tie('value')).map((pairs) => ({
    written: `{ ${pairs.map(([name, item]) => `${writtenKey(name)} = ${item.written}`).join(', ')} }`,
    value: new Map(pairs.map(([name, item]) => [name, item.value])),
  })),
}));

function entries(value: fc.Arbitrary<Made>): fc.Arbitrary<[string, Made][]> {
  return fc.uniqueArray(fc.tuple(key, value), { maxLength: 4, selector: ([name]) => name });
}

/** A document of TOML 1.0 with its values. */
const document = fc
  .tuple(
    entries(anyValue),
    fc.uniqueArray(fc.tuple(key, entries(anyValue)), { maxLength: 3, selector: ([name]) => name }),
  )
  .map(([top, tables]): Made => {
    const root = new Map<string, Plain>(top.map(([name, item]) => [name, item.value]));
    const lines = top.map(([name, item]) => `${writtenKey(name)} = ${item.written}`);
    for (const [name, pairs] of tables) {
      if (root.has(name)) continue;
      root.set(name, new Map(pairs.map(([inner, item]) => [inner, item.value])));
      lines.push(`[ ${writtenKey(name)} ]`, ...pairs.map(([inner, item]) => `  ${writtenKey(inner)}=${item.written}`));
    }
    return { written: `${lines.join('\n')}\n`, value: root };
  });

/** Cutting a text may leave half a character. */
function wellFormed(source: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(source));
}

/** TOML with some characters changed, added or lost. */
const mutated = fc
  .tuple(
    document,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(3),
        fc.constantFrom(
          '"',
          "'",
          '[',
          ']',
          '{',
          '}',
          ',',
          '.',
          '=',
          '\n',
          '\r',
          ' ',
          '#',
          '\\',
          '_',
          '0',
          '-',
          '\0',
          '\uFEFF',
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([made, changes]) =>
    changes.reduce((source, [place, lost, added]) => {
      const at = place % (source.length + 1);
      return source.slice(0, at) + added + source.slice(at + lost);
    }, made.written),
  )
  .map(wellFormed);

function withLineFeeds(value: Plain): Plain {
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  if (value instanceof Map) return new Map([...value].map(([name, item]) => [name, withLineFeeds(item)]));
  return Array.isArray(value) ? value.map(withLineFeeds) : value;
}

function* valuesOf(value: TomlValue): Generator<TomlValue> {
  yield value;
  if (value.type === 'array') for (const item of value.items) yield* valuesOf(item);
  if (value.type === 'table') for (const entry of value.entries) yield* valuesOf(entry.value);
}

function checkPlaces(source: string, root: TomlTable): void {
  for (const value of valuesOf(root)) {
    const { start, end } = value.span;
    expect(start.offset).toBeLessThanOrEqual(end.offset);
    const written = source.slice(start.offset, end.offset);
    if (value.type === 'table') {
      const names = value.entries.map((entry) => entry.key);
      expect(new Set(names).size).toBe(names.length);
      for (const header of value.headers)
        expect(source.slice(header.start.offset, header.end.offset)).toMatch(/^\[[\s\S]*\]$/);
      if (value.form === 'inline') expect(written).toMatch(/^\{[\s\S]*\}$/);
    } else if (value.type === 'array') {
      expect(written).toMatch(/^\[[\s\S]*\]$/);
    } else {
      expect(value.raw).toBe(written);
    }
  }
}

describe('parseToml', () => {
  test('reads back every value that is written', () => {
    fc.assert(
      fc.property(document, ({ written, value }) => {
        expect(plain(read(written))).toEqual(value);
        const windows = plain(read(written.replaceAll('\n', '\r\n'), 'go-toml-2.4'));
        expect(withLineFeeds(windows)).toEqual(withLineFeeds(value));
      }),
      { numRuns: 200 },
    );
  });

  test('agrees with @iarna/toml on TOML 1.0', () => {
    fc.assert(
      fc.property(document, ({ written }) => {
        expect(secondOpinions(read(written), written, [[]])[0]?.agree).not.toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('what the second reader accepts too has the same values, whatever was done to the text', () => {
    fc.assert(
      fc.property(mutated, (source) => {
        const result = parse(source, 'toml-1.0');
        if (result.ok) expect(secondOpinions(result.document, source, [[]])[0]?.agree).not.toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('gives an answer for any text, with places that lie in it', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' }).map(wellFormed)), dialect, (source, which) => {
        const result = parse(source, which);
        if (!result.ok) expect(result.error.position.offset).toBeLessThanOrEqual(source.length);
        else checkPlaces(source, result.document);
      }),
      { numRuns: 500 },
    );
  });

  test('gives an answer for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), dialect, (bytes, which) => {
        expect(typeof parse(bytes, which).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });

  test('places count lines as the text has them', () => {
    fc.assert(
      fc.property(document, ({ written }) => {
        for (const value of valuesOf(read(written))) {
          const before = written.slice(0, value.span.start.offset);
          expect(value.span.start.line).toBe(before.split('\n').length);
          expect(value.span.start.column).toBe(before.length - before.lastIndexOf('\n'));
        }
      }),
    );
  });
});
