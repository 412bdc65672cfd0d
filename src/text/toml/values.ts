import type { Cursor } from './cursor.ts';
import { readDate } from './dates.ts';
import type { TomlScalar, TomlTable, TomlValue } from './document.ts';
import { readKey } from './keys.ts';
import { type Key, newArray, newTable } from './nodes.ts';
import { readNumber } from './numbers.ts';
import { readString } from './strings.ts';
import { readUndecodedDate, readUndecodedNumber } from './undecoded.ts';

/** Puts a value under a key of an inline table; gives what is wrong, or null. */
export type PutInline = (table: TomlTable, key: Key, value: TomlValue) => string | null;

/** Reads the value after `=` or in an array. Stands at the value's first character. */
function readValue(cursor: Cursor, putInline: PutInline): TomlValue {
  if (cursor.follows('[')) return readArray(cursor, putInline);
  if (cursor.follows('{')) return readInlineTable(cursor, putInline);
  return readScalar(cursor);
}

function readScalar(cursor: Cursor): TomlScalar {
  const start = cursor.offset;
  const place = (): { raw: string; span: TomlScalar['span'] } => ({
    raw: cursor.text.slice(start, cursor.offset),
    span: cursor.lines.span(start, cursor.offset),
  });
  if (cursor.follows('"') || cursor.follows("'")) {
    const value = readString(cursor);
    return { type: 'string', value, ...place() };
  }
  const word = cursor.take(/true|false/y);
  if (word !== null) return { type: 'boolean', value: word === 'true', ...place() };
  const date = cursor.undecoded ? readUndecodedDate(cursor) : readDate(cursor);
  if (date !== null) return { type: 'datetime', value: date, ...place() };
  const number = cursor.undecoded ? readUndecodedNumber(cursor) : readNumber(cursor);
  return { ...number, ...place() };
}

function readArray(cursor: Cursor, putInline: PutInline): TomlValue {
  const start = cursor.offset;
  cursor.offset += 1;
  const items: TomlValue[] = [];
  cursor.within('[', () => {
    for (;;) {
      cursor.skipBlank();
      if (cursor.skip(']')) return;
      if (items.length > 0) {
        checkSeparated(cursor, start);
        cursor.skipBlank();
        if (cursor.skip(']')) return;
      }
      const item = readValue(cursor, putInline);
      if (!cursor.rules.mixedArrays && items[0] && items[0].type !== item.type) {
        cursor.fail('this version of containerd reads no arrays with items of several types', item.span.start.offset);
      }
      items.push(item);
    }
  });
  return newArray(false, items, cursor.lines.span(start, cursor.offset));
}

function checkSeparated(cursor: Cursor, start: number): void {
  if (cursor.skip(',')) return;
  if (cursor.offset >= cursor.end) cursor.fail('an array without its closing bracket', start);
  cursor.fail(`expected \`,\` or \`]\` in the array, ${cursor.found()}`);
}

function readInlineTable(cursor: Cursor, putInline: PutInline): TomlValue {
  const start = cursor.offset;
  cursor.offset += 1;
  const table = newTable('inline', cursor.lines.span(start, start + 1));
  cursor.within('{', () => {
    let afterComma = false;
    for (;;) {
      skipInlineBlank(cursor);
      if (cursor.skip('}')) {
        if (afterComma && !cursor.rules.trailingCommaInInlineTable) {
          cursor.fail('an inline table may not end with a comma', cursor.offset - 1);
        }
        return;
      }
      if (cursor.offset >= cursor.end) cursor.fail('an inline table without its closing brace', start);
      readInlineEntry(cursor, table, putInline);
      const onLaterLine = cursor.emptyArrayOnLaterLine;
      const lineEnds = skipInlineBlank(cursor) || onLaterLine;
      afterComma = !(lineEnds && cursor.rules.newlinesInInlineTables === 'not before comma') && cursor.skip(',');
      if (!afterComma && !cursor.follows('}')) {
        if (cursor.offset >= cursor.end) cursor.fail('an inline table without its closing brace', start);
        cursor.fail(`expected \`,\` or \`}\` in the inline table, ${cursor.found()}`);
      }
    }
  });
  table.span = cursor.lines.span(start, cursor.offset);
  return table;
}

function readInlineEntry(cursor: Cursor, table: TomlTable, putInline: PutInline): void {
  const key = readKey(cursor);
  cursor.under(key.parts, () => {
    const wrong = putInline(table, key, readAssigned(cursor, putInline));
    if (wrong !== null) cursor.fail(wrong, key.span.start.offset);
  });
}

/** Moves over what may stand between the entries of an inline table; tells whether a line ended. */
function skipInlineBlank(cursor: Cursor): boolean {
  const start = cursor.offset;
  if (cursor.rules.newlinesInInlineTables === 'refused') cursor.skipSpaces();
  else cursor.skipBlank();
  return /[\r\n]/.test(cursor.text.slice(start, cursor.offset));
}

/** Reads `=` and the value after it. Stands at the `=`. */
export function readAssigned(cursor: Cursor, putInline: PutInline): TomlValue {
  cursor.expect('=', 'after the key');
  cursor.skipSpaces();
  // In pelletier/go-toml v1, only an empty array may stand on a later line than its `=` (lexVoid in lexer.go).
  if (cursor.rules.keys === 'go-toml-1' && /[\r\n#]/.test(cursor.next())) {
    cursor.skipBlank();
    if (!cursor.follows('[]')) cursor.fail('a key without a value');
    cursor.emptyArrayOnLaterLine = true;
    const start = cursor.offset;
    cursor.offset += 2;
    return newArray(false, [], cursor.lines.span(start, cursor.offset));
  }
  const value = readValue(cursor, putInline);
  cursor.emptyArrayOnLaterLine = false;
  return value;
}
