import type { Cursor } from './cursor.ts';

export type NumberValue =
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number };

const UNDERSCORE = 'an underscore in a number must stand between digits';

const LARGEST = 2n ** 63n - 1n;
const LARGEST_UNSIGNED = 2n ** 64n - 1n;

/** Reads a number by the dialect's grammar. Stands at its sign or first character. */
export function readNumber(cursor: Cursor): NumberValue {
  switch (cursor.rules.numbers) {
    case 'burntsushi':
      return readBurntSushiNumber(cursor);
    case 'go-toml-1':
      return readGoToml1Number(cursor);
    case 'spec':
      return readSpecNumber(cursor);
  }
}

function readSpecNumber(cursor: Cursor): NumberValue {
  const start = cursor.offset;
  const special = readSpecialFloat(cursor);
  if (special) return special;
  const based = cursor.take(/0x[0-9A-Fa-f][0-9A-Fa-f_]*|0o[0-7][0-7_]*|0b[01][01_]*/y);
  const written = based ?? cursor.take(/[+-]?[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?/y);
  if (written === null) return cursor.fail(`expected a value, ${cursor.found()}`);
  if (/[0-9A-Za-z_.+-]/.test(cursor.next())) cursor.fail('not a number', start);
  if (/_(?![0-9A-Fa-f])|_[eE][+-]?[0-9]*$/.test(written)) cursor.fail(UNDERSCORE, start);
  if (based !== null) return integer(cursor, based, start);
  if (/^[+-]?0[0-9_]/.test(written)) cursor.fail('a number may not begin with 0', start);
  return /[.eE]/.test(written) ? float(cursor, written, start) : integer(cursor, written, start);
}

function readSpecialFloat(cursor: Cursor): NumberValue | null {
  const special = cursor.take(/[+-]?(?:inf|nan)/y);
  if (special === null) return null;
  if (special.endsWith('nan')) return { type: 'float', value: Number.NaN };
  return { type: 'float', value: special.startsWith('-') ? -Infinity : Infinity };
}

/** pelletier/go-toml v1: lexNumber in lexer.go and parseRvalue in parser.go, v1.8.1 and v1.9.5. */
function readGoToml1Number(cursor: Cursor): NumberValue {
  const start = cursor.offset;
  const special = readSpecialFloat(cursor);
  if (special) return special;
  if (/^0[A-Za-z]/.test(cursor.text.slice(start, start + 2))) {
    const based = cursor.take(/0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+/y);
    if (based === null) return cursor.fail('not a number', start);
    checkGoToml1Underscores(cursor, based, start);
    return integer(cursor, based, start);
  }
  const written = cursor.take(/[+-]?[0-9][0-9_.eE+-]*/y);
  if (written === null) return cursor.fail(`expected a value, ${cursor.found()}`);
  const cleaned = written.replaceAll('_', '');
  if (!/^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(cleaned)) cursor.fail('not a number', start);
  checkGoToml1Underscores(cursor, written, start);
  if (/[.eE]/.test(cleaned)) return float(cursor, cleaned, start);
  if (/^0[0-9]{2}/.test(cleaned)) cursor.fail('a number of three or more digits may not begin with 0', start);
  return integer(cursor, cleaned, start);
}

function checkGoToml1Underscores(cursor: Cursor, written: string, start: number): void {
  const hex = written.startsWith('0x');
  const lax = cursor.rules.underscoreWithoutDigitAfter;
  const digit = !hex ? '[0-9]' : lax ? '[0-9A-Fa-f]' : '[0-9a-f]';
  const wrong = lax ? `(?<!${digit})_|_$` : `(?<!${digit})_|_(?!${digit})`;
  if (new RegExp(wrong).test(written)) cursor.fail(UNDERSCORE, start);
}

/** BurntSushi/toml v0.3.1: lexNumber in lex.go and value in parse.go. */
function readBurntSushiNumber(cursor: Cursor): NumberValue {
  const start = cursor.offset;
  const whole = cursor.take(/[+-]?[0-9][0-9_]*/y);
  if (whole === null) return cursor.fail(`expected a value, ${cursor.found()}`);
  const rest = cursor.take(/[.eE][0-9_.eE+-]*/y);
  const written = whole + (rest ?? '');
  if (written.split(/[.eE]/).some((part) => /^_|__|_$/.test(part))) {
    cursor.fail(UNDERSCORE, start);
  }
  const cleaned = written.replaceAll('_', '');
  if (rest === null) return integer(cursor, cleaned, start);
  if (/\.(?![0-9])/.test(written)) cursor.fail('a decimal point must be followed by a digit', start);
  if (!/^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(cleaned)) cursor.fail('not a number', start);
  return float(cursor, cleaned, start);
}

function integer(cursor: Cursor, written: string, start: number): NumberValue {
  const [, sign = '', prefix = '', digits = '0'] = /^([+-]?)(0[xob])?0*(.*)$/.exec(written.replaceAll('_', '')) ?? [];
  const largest = cursor.rules.integersUpTo64BitsUnsigned && sign === '' ? LARGEST_UNSIGNED : LARGEST;
  // 64 binary digits are the longest form; more are out of range, and slow to convert.
  if (digits.length > 64) cursor.fail('an integer out of range', start);
  const magnitude = BigInt(`${prefix}${digits === '' ? '0' : digits}`);
  const value = sign === '-' ? -magnitude : magnitude;
  if (value > largest || value < -LARGEST - 1n) cursor.fail('an integer out of range', start);
  return { type: 'integer', value };
}

function float(cursor: Cursor, written: string, start: number): NumberValue {
  const value = Number(written.replaceAll('_', ''));
  if (!Number.isFinite(value)) cursor.fail('a number out of range', start);
  return { type: 'float', value };
}
