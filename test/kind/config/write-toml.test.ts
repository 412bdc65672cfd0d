import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Value, valueFromPlain, valueFromToml } from '../../../src/kind/config/value-tree.ts';
import { writeToml } from '../../../src/kind/config/write-toml.ts';
import { writeYaml } from '../../../src/kind/config/write-yaml.ts';
import { parseToml } from '../../../src/text/toml/parse.ts';
import { parseYamlDocuments } from '../../../src/text/yaml.ts';

const key = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== '__proto__');
const leaf = fc.oneof(fc.string(), fc.boolean(), fc.integer({ min: -1000, max: 1000 }));
const plainTable = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(leaf, { maxLength: 3 }), tie('table')),
  table: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
})).table as fc.Arbitrary<Record<string, unknown>>;

function plain(value: Value): unknown {
  if (value.type === 'scalar') return typeof value.value === 'bigint' ? Number(value.value) : value.value;
  if (value.type === 'list') return value.items.map(plain);
  return Object.fromEntries([...value.entries].map(([name, entry]) => [name, plain(entry.value)]));
}

function tableFrom(value: Record<string, unknown>) {
  const table = valueFromPlain(value, () => null);
  if (table.type !== 'table') throw new Error('it is a table');
  return table;
}

describe('writeToml', () => {
  it('writes what reads back the same', () => {
    fc.assert(
      fc.property(plainTable, (value) => {
        const file = writeToml('/x', tableFrom(value));
        const read = parseToml(new TextEncoder().encode(file.text), 'toml-1.0');
        if (!read.ok) throw new Error(`${read.error.message}: ${file.text}`);
        const place = () => ({ path: '', startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
        expect(plain(valueFromToml(read.document, place))).toEqual(plain(tableFrom(value)));
      }),
    );
  });
});

describe('writeYaml', () => {
  it('writes what reads back the same', () => {
    fc.assert(
      fc.property(plainTable, (value) => {
        const { text } = writeYaml('/x', [tableFrom(value)]);
        const [document] = parseYamlDocuments(text === '' ? '{}' : text);
        expect(document?.problems).toEqual([]);
        expect(JSON.parse(JSON.stringify(document?.value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { examples: [[{ e0: [] }], [{ a: 'E-1', off: 'y' }]] },
    );
  });
});
