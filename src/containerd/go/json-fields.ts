import { type FieldType, parseFieldType, type Structs } from '../decoding/fields.ts';
import { isSpellingOf } from '../decoding/spellings.ts';

/** A value that Go's `encoding/json` cannot put into its variable. */
export interface JsonMismatch {
  readonly path: readonly string[];
  /** In TOML's words: `string`, `boolean`, `integer`, `list`, `table`. */
  readonly wanted: string;
}

interface Reader {
  readonly text: string;
  readonly structs: Structs;
  at: number;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const PLAIN = /[^\s,:[\]{}"]+/y;
const SPACE = /[ \t\r\n]*/y;
const limits: Readonly<Record<string, readonly [least: bigint, most: bigint]>> = {
  int: [-(2n ** 63n), 2n ** 63n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/**
 * The first value in a JSON object that does not fit the struct `root` (Go's `encoding/json`: keys in any case, each of
 * several alike, `null` fits everything, and what has no field is passed over); null where all fit.
 * @param text JSON, known to be valid
 */
export function jsonMismatch(text: string, structs: Structs, root: string): JsonMismatch | null {
  return check({ text, structs, at: 0 }, { kind: 'struct', name: root, embedded: false }, []);
}

function check(reader: Reader, type: FieldType, path: readonly string[]): JsonMismatch | null {
  take(reader, SPACE);
  const first = reader.text[reader.at];
  const isNull = reader.text.startsWith('null', reader.at);
  if (type.kind === 'struct' || type.kind === 'map') {
    if (first === '{') return checkObject(reader, type, path);
    return isNull ? skip(reader) : { path, wanted: 'table' };
  }
  if (type.kind === 'list') {
    if (first === '[') return checkArray(reader, type.item, path);
    return isNull ? skip(reader) : { path, wanted: 'list' };
  }
  const fits = isNull || fitsScalar(reader, type.kind);
  if (fits) return skip(reader);
  return { path, wanted: type.kind === 'bool' ? 'boolean' : type.kind === 'string' ? 'string' : 'integer' };
}

function checkObject(
  reader: Reader,
  type: Extract<FieldType, { readonly kind: 'struct' | 'map' }>,
  path: readonly string[],
): JsonMismatch | null {
  reader.at += 1;
  for (;;) {
    take(reader, SPACE);
    if (closes(reader, '}')) return null;
    const key = JSON.parse(take(reader, STRING)) as string;
    take(reader, SPACE);
    reader.at += 1; // the colon
    const item = type.kind === 'map' ? type.item : fieldType(reader.structs, type.name, key);
    const found = item === null ? skip(reader) : check(reader, item, [...path, key]);
    if (found !== null) return found;
  }
}

function checkArray(reader: Reader, item: FieldType, path: readonly string[]): JsonMismatch | null {
  reader.at += 1;
  for (;;) {
    take(reader, SPACE);
    if (closes(reader, ']')) return null;
    const found = check(reader, item, path);
    if (found !== null) return found;
  }
}

/** Whether this is the end; else the comma is passed over. */
function closes(reader: Reader, end: string): boolean {
  if (reader.text[reader.at] === ',') {
    reader.at += 1;
    take(reader, SPACE);
  }
  if (reader.text[reader.at] !== end) return false;
  reader.at += 1;
  return true;
}

function fieldType(structs: Structs, struct: string, key: string): FieldType | null {
  const field = structs[struct]?.find(([name]) => key.length <= 2 * name.length && isSpellingOf(key, name));
  return field === undefined ? null : parseFieldType(field[1]);
}

function fitsScalar({ text, at }: Reader, kind: string): boolean {
  if (kind === 'string') return text[at] === '"';
  if (kind === 'bool') return text.startsWith('true', at) || text.startsWith('false', at);
  const limit = limits[kind];
  PLAIN.lastIndex = at;
  const written = PLAIN.exec(text)?.[0] ?? '';
  if (limit === undefined || !/^-?\d{1,20}$/.test(written)) return false;
  const value = BigInt(written);
  return value >= limit[0] && value <= limit[1];
}

/** Passes over a value, whatever it is. */
function skip(reader: Reader): null {
  let depth = 0;
  do {
    take(reader, SPACE);
    const symbol = reader.text[reader.at];
    if (symbol === '"') take(reader, STRING);
    else if (symbol === '{' || symbol === '[') {
      depth += 1;
      reader.at += 1;
    } else if (symbol === '}' || symbol === ']') {
      depth -= 1;
      reader.at += 1;
    } else if (symbol === ',' || symbol === ':') reader.at += 1;
    else take(reader, PLAIN);
  } while (depth > 0 && reader.at < reader.text.length);
  return null;
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += found.length;
  return found;
}
