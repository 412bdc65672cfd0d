import { type Cursor, END } from './cursor.ts';
import { type NumberValue, readNumber } from './numbers.ts';

/**
 * Reads what go-toml v2 takes for a date or a time without decoding it; null when none begins here. By `scanDateTime` in
 * unstable/parser.go of v2.2.4, and of v2.4.3.
 */
export function readUndecodedDate(cursor: Cursor): string | null {
  const start = cursor.offset;
  if (cursor.take(/[0-9]{2}:|[0-9]{4}-/y) === null) return null;
  if (cursor.rules.undecodedValues === 'not range') cursor.take(/(?:[0-9Tt:.Zz+-]| (?=[0-9]))*/y);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: v2.2 passes over any byte after a space and a digit
  else cursor.take(/[0-9Tt:.Zz+-]*(?: [0-9][\x00-\x7f]?[0-9Tt:.Zz+-]*)?/y);
  return cursor.text.slice(start, cursor.offset);
}

/**
 * Reads what go-toml v2 takes for a number without decoding it: v2.4.3 by the usual grammar, v2.2.4 by what `scanIntOrFloat`
 * in unstable/parser.go moves over. What is out of range or no number at all becomes a float, in the second case NaN.
 */
export function readUndecodedNumber(cursor: Cursor): NumberValue {
  if (cursor.rules.undecodedValues === 'not range') return readNumber(cursor);
  // A number of one digit 0, unless it is the text's last but one.
  const zero = cursor.follows('0') && cursor.peek(2) !== END && !/[.eE]/.test(cursor.text[cursor.offset + 1] ?? '');
  const written = cursor.take(zero ? /0(?:x[0-9A-Fa-f_]*|o[0-7_]*|b[01_]*)?/y : /[0-9+_.eE-]+(?:inf|nan)?|inf|nan/y);
  if (written === null) return cursor.fail(`expected a value, ${cursor.found()}`);
  if (/[in]/.test(cursor.next())) cursor.fail('not a number');
  const cleaned = written.replaceAll('_', '');
  if (/^[+-]?[0-9]{1,18}$/.test(cleaned)) return { type: 'integer', value: BigInt(cleaned.replace('+', '')) };
  const isInfinite = /^[+-]?inf$/.test(cleaned);
  return { type: 'float', value: Number(isInfinite ? cleaned.replace('inf', 'Infinity') : cleaned || Number.NaN) };
}
