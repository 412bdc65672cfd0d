import type { Cursor } from './cursor.ts';

export type NumberValue =
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number };

const LARGEST = 2n ** 63n - 1n;
const LARGEST_UNSIGNED = 2n ** 64n - 1n;

/** Reads an integer or a float. Stands at its first character. */
export function readNumber(cursor: Cursor): NumberValue {
  const { rules } = cursor;
  const start = cursor.offset;
  const special = rules.infAndNan ? cursor.take(/[+-]?(?:inf|nan)/y) : null;
  if (special !== null) return { type: 'float', value: specialFloat(special) };

  const based = rules.basedIntegers ? cursor.take(/0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+/y) : null;
  const written = based ?? cursor.take(/[+-]?[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9_]+)?/y);
  if (written === null) return cursor.fail(`expected a value, ${cursor.found()}`);
  if (/[0-9A-Za-z_.+-]/.test(cursor.next())) cursor.fail('not a number', start);
  checkUnderscores(cursor, written, start);
  const cleaned = written.replaceAll('_', '');
  if (based !== null) return { type: 'integer', value: integer(cursor, cleaned, start) };

  const isFloat = /[.eE]/.test(cleaned);
  const zeros = rules.leadingZeros;
  if (
    zeros === 'refused' ? /^[+-]?0[0-9]/.test(cleaned) : zeros === 'in 2 digits' && !isFloat && /^0../.test(cleaned)
  ) {
    cursor.fail('a number may not begin with 0', start);
  }
  if (!rules.exponentAfterSingleZero && /^0[eE]/.test(written)) cursor.fail('not a number', start);
  if (!isFloat) return { type: 'integer', value: integer(cursor, cleaned, start) };
  const value = Number(cleaned);
  if (!Number.isFinite(value) && !cursor.undecoded) cursor.fail('a number out of range', start);
  return { type: 'float', value };
}

function specialFloat(written: string): number {
  if (written.endsWith('nan')) return Number.NaN;
  return written.startsWith('-') ? -Infinity : Infinity;
}

/** Where an underscore may not stand, by the rule; `D` is for a digit. */
const MISPLACED = {
  'between digits': '(?<!D)_|_(?!D)',
  'after a digit': '(?<!D)_|_$',
  'after a sign too': '(?<![D+-])_|_(?!D)',
} as const;

function checkUnderscores(cursor: Cursor, written: string, start: number): void {
  if (!written.includes('_')) return;
  const { rules } = cursor;
  const capitals = rules.capitalsBesideUnderscores ? 'A-F' : '';
  const digits = written.startsWith('0x') ? `0-9a-f${capitals}` : '0-9';
  const pattern = MISPLACED[rules.underscores].replace('[D', `[${digits}`).replaceAll('D', `[${digits}]`);
  if (new RegExp(pattern).test(written)) cursor.fail('an underscore in a number must stand between digits', start);
}

function integer(cursor: Cursor, cleaned: string, start: number): bigint {
  const [, sign = '', prefix = '', digits = ''] = /^([+-]?)(0[xob])?0*(.*)$/.exec(cleaned) ?? [];
  const largest = cursor.rules.integersUpTo64BitsUnsigned && sign === '' ? LARGEST_UNSIGNED : LARGEST;
  // 64 binary digits are the longest form; more are out of range, and slow to convert.
  if (digits.length > 64 && cursor.undecoded) return sign === '-' ? -LARGEST - 1n : LARGEST;
  if (digits.length > 64) cursor.fail('an integer out of range', start);
  const magnitude = BigInt(`${prefix}${digits || '0'}`);
  const value = sign === '-' ? -magnitude : magnitude;
  if ((value > largest || value < -LARGEST - 1n) && !cursor.undecoded) cursor.fail('an integer out of range', start);
  return value;
}
