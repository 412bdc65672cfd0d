import { decodeUtf8 } from '../decode.ts';
import { LineIndex } from '../lines.ts';
import { Cursor, type HasNoField, TomlFault } from './cursor.ts';
import { rulesOf } from './dialects.ts';
import type { TomlDialect, TomlResult } from './document.ts';
import { readHeaderKey, readKey } from './keys.ts';
import { newTables, type Tables } from './tables.ts';
import { type PutInline, readAssigned } from './values.ts';

/**
 * Reads a TOML file as the library does that a containerd release links: what that library refuses is an error here, and
 * what it accepts has the same values. Time and memory grow with the file's size.
 *
 * Where it differs from the libraries: nesting is limited to 200 levels; go-toml v2.3.0 refuses the 60th second, which
 * `go-toml-2.2` accepts.
 *
 * @param hasNoField tells whether the library's caller has no field for the keys that lead to a value, the first from the
 *   top of the file; left out, it has one for everything. go-toml v2 does not decode such values. So v2.4 overlooks numbers
 *   out of range and dates that do not exist, and v2.2 nearly everything about a number or date; v2.2 does not even compare
 *   the keys below a header for which there is no field with any others (unmarshaler.go, `skipUntilTable`). Of keys that
 *   clash so, the document has one; a number that is none has the value NaN.
 */
export function parseToml(bytes: Uint8Array, dialect: TomlDialect, hasNoField: HasNoField = () => false): TomlResult {
  const rules = rulesOf(dialect);
  const { text, invalidAt } = decodeUtf8(bytes);
  const lines = new LineIndex(text, rules.loneCarriageReturn === 'line end');
  if (invalidAt !== null && rules.invalidUtf8 === 'refused') {
    return { ok: false, error: { message: 'bytes that are not UTF-8', position: lines.position(invalidAt) } };
  }
  const cursor = new Cursor(text, rules, lines, hasNoField);
  const tables = newTables(rules, lines.span(0, text.length));
  try {
    skipByteOrderMark(cursor, bytes);
    while (readStatement(cursor, tables)) {
      // Each statement adds to the tables.
    }
  } catch (fault) {
    if (fault instanceof TomlFault) return { ok: false, error: fault.error };
    throw fault;
  }
  return { ok: true, document: tables.document };
}

function skipByteOrderMark(cursor: Cursor, bytes: Uint8Array): void {
  if (cursor.follows('\uFEFF')) {
    if (cursor.rules.byteOrderMark === 'refused')
      cursor.fail('a byte order mark, which this version of containerd refuses');
    cursor.offset = 1;
    return;
  }
  // pelletier/go-toml v1 skips the marks of UTF-16 and UTF-32 too (LoadBytes in toml.go), and then reads on as UTF-8.
  if (cursor.rules.keys !== 'go-toml-1') return;
  const start = bytes.subarray(0, 4).join(' ');
  if (start === '0 0 254 255' || start === '255 254 0 0') cursor.offset = 4;
  else if (/^(?:254 255|255 254)/.test(start)) cursor.offset = 2;
}

/** Reads the next header or assignment; false at the end of the text. */
function readStatement(cursor: Cursor, tables: Tables): boolean {
  cursor.skipBlank();
  if (cursor.offset >= cursor.end) {
    if (cursor.end < cursor.text.length) cursor.fail('a NUL character');
    return false;
  }
  if (cursor.follows('[')) {
    readHeader(cursor, tables);
    return cursor.rules.statementAfterHeader === 'same line' || endStatement(cursor);
  }
  const key = readKey(cursor);
  const mayClash = cursor.undecoded && cursor.rules.undecodedKeysMayClash;
  const putInline: PutInline = (table, inner, value) => tables.assignInline(table, inner, value, mayClash);
  const value = cursor.under(key.parts, () => readAssigned(cursor, putInline));
  const wrong = tables.assign(key, value, mayClash);
  if (wrong !== null) cursor.fail(wrong, key.span.start.offset);
  return cursor.emptyArrayOnLaterLine || endStatement(cursor);
}

function readHeader(cursor: Cursor, tables: Tables): void {
  const start = cursor.offset;
  const array = cursor.follows('[[');
  cursor.offset += array ? 2 : 1;
  const key = readHeaderKey(cursor);
  cursor.expect(array ? ']]' : ']', 'to close the header');
  cursor.deeper(key.parts.length, () => {
    const header = cursor.lines.span(start, cursor.offset);
    const wrong = array ? tables.openArrayTable(key, header) : tables.openTable(key, header);
    if (wrong !== null) cursor.fail(wrong, start);
  });
  cursor.enterTable(key.parts);
}

/** Moves to the next line; false at the end of the text. */
function endStatement(cursor: Cursor): boolean {
  cursor.skipSpaces();
  const comment = cursor.skipComment();
  if (cursor.skipLineEnd()) return true;
  if (cursor.offset < cursor.end) cursor.fail(`expected the end of the line, ${cursor.found()}`);
  if (comment && cursor.end < cursor.text.length) cursor.fail('a NUL character');
  return false;
}
