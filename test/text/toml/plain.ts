import type { TomlDialect, TomlTable, TomlValue } from '../../../src/text/toml/document.ts';
import { parseToml } from '../../../src/text/toml/parse.ts';

export const DIALECTS: readonly TomlDialect[] = [
  'burntsushi-0.3',
  'burntsushi-0.4',
  'burntsushi-1.2',
  'burntsushi-1.5',
  'burntsushi-1.6',
  'go-toml-1.8',
  'go-toml-1.9',
  'go-toml-2.2',
  'go-toml-2.4',
  'toml-1.0',
];

/** The bare values of a document; tables are Maps, so that any key is possible. */
export type Plain =
  | string
  | bigint
  | number
  | boolean
  | { readonly datetime: string }
  | readonly Plain[]
  | Map<string, Plain>;

export function plain(value: TomlValue): Plain {
  switch (value.type) {
    case 'table':
      return new Map(value.entries.map((entry) => [entry.key, plain(entry.value)]));
    case 'array':
      return value.items.map(plain);
    case 'datetime':
      return { datetime: value.value };
    default:
      return value.value;
  }
}

type HasNoField = Parameters<typeof parseToml>[2];

export function parse(text: string | Uint8Array, dialect: TomlDialect, hasNoField?: HasNoField) {
  return parseToml(typeof text === 'string' ? new TextEncoder().encode(text) : text, dialect, hasNoField);
}

/** The document of a text that must be right. */
export function read(text: string, dialect: TomlDialect = 'toml-1.0'): TomlTable {
  const result = parse(text, dialect);
  if (!result.ok) throw new Error(`${result.error.message} (line ${result.error.position.line})`);
  return result.document;
}

/** The document's values as JSON, with integers as numbers; an error's message after `ERR `. */
export function shown(text: string | Uint8Array, dialect: TomlDialect, hasNoField?: HasNoField): string {
  const result = parse(text, dialect, hasNoField);
  return result.ok ? JSON.stringify(json(plain(result.document))) : 'ERR';
}

function json(value: Plain): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, json(item)]));
  if (Array.isArray(value)) return value.map(json);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' && 'datetime' in value ? value.datetime : value;
}
