import type { TomlDialect } from './document.ts';

/** The columns of the table below, in order. */
const COLUMNS = [
  'burntsushi-0.3',
  'go-toml-1.8',
  'go-toml-1.9',
  'go-toml-2.2',
  'go-toml-2.4',
  'burntsushi-0.4',
  'burntsushi-1.2',
  'burntsushi-1.5',
  'burntsushi-1.6',
  'toml-1.0',
] as const;

/**
 * In what the TOML libraries differ that containerd and CRI-O releases link. Read from the sources of BurntSushi/toml v0.3.1,
 * v0.4.1, v1.1.0, v1.3.2 and v1.6.0, pelletier/go-toml v1.8.1, v1.9.5, v2.2.4 (v2.2.3 is the same, v2.3.0 but for the 60th
 * second) and v2.4.3, and compared with them by running them. `toml-1.0` is the specification, with a byte order mark skipped.
 *
 * All of them read the rest alike: LF and CRLF, comments, bare keys of A-Z a-z 0-9 `_` `-`, quoted keys, spaces around
 * the dots of a key, trailing commas in arrays, `\b \t \n \f \r \" \\ \uXXXX \UXXXXXXXX`. Where a row says `go-toml-1`,
 * `burntsushi` or `spec`, the code named so holds the reading. What each lets be defined again (`tables`; `burntsushi-1` is
 * between the first and the last, see there):
 *
 * | | burntsushi | go-toml-1 | spec |
 * |---|---|---|---|
 * | a header twice | no | if quoted or spaced differently | no |
 * | a header into an inline table | yes | no | no |
 * | a header for a table of dotted keys, or the other way round | – | yes | no |
 * | a key twice in an inline table | the last wins | the last wins | no |
 * | `[[a]]` after `a = [{…}]` | no | yes | no |
 */
// biome-ignore format: a table is read by its columns
const TABLE = {
  // containerd                 1.4                  1.5                  1.6, 1.7             2.0 to 2.3        2.4               CRI-O 1.22, 1.23   1.24 to 1.27     1.28 to 1.35.0   1.35.1 to 1.36   none
  byteOrderMark:               ['refused',           'skipped',           'skipped',           'refused',        'refused',        'refused',        'refused',       'skipped',       'skipped',       'skipped'],
  invalidUtf8:                 ['replaced',          'replaced',          'replaced',          'refused',        'refused',        'refused',        'refused',       'refused',       'refused',       'refused'],
  loneCarriageReturn:          ['line end',          'line end',          'line end',          'refused',        'refused',        'line end',       'refused',       'refused',       'refused',       'refused'],
  controlsInComments:          [true,                true,                true,                false,            false,            false,            false,           false,           false,           false],
  nul:                         ['end of text',       'a control',         'a control',         'a control',      'a control',      'a control',      'a control',     'a control',     'a control',     'a control'],
  keys:                        ['burntsushi',        'go-toml-1',         'go-toml-1',         'spec',           'spec',           'spec',           'spec',          'spec',          'spec',          'spec'],
  dottedKeys:                  [false,               true,                true,                true,             true,             true,             true,            true,            true,            true],
  escapesInQuotedHeaderKeys:   ['decoded',           'kept',              'kept',              'decoded',        'decoded',        'decoded',        'decoded',       'decoded',       'decoded',       'decoded'],
  statementAfterHeader:        ['next line',         'same line',         'same line',         'next line',      'next line',      'next line',      'next line',     'next line',     'next line',     'next line'],
  tables:                      ['burntsushi',        'go-toml-1',         'go-toml-1',         'spec',           'spec',           'burntsushi-1',   'burntsushi-1',  'burntsushi-1',  'burntsushi-1',  'spec'],
  dottedKeyIntoHeaderParent:   [false,               true,                true,                true,             false,            false,            false,           false,           false,           false],
  arraysAgain:                 [false,               false,               false,               false,            false,            true,             true,            true,            false,           false],
  mixedArrays:                 [false,               true,                true,                true,             true,             true,             true,            true,            true,            true],
  newlinesInInlineTables:      ['refused',           'not before comma',  'not before comma',  'refused',        'allowed',        'refused',        'refused',       'refused',       'allowed',       'refused'],
  trailingCommaInInlineTable:  [true,                false,               false,               false,            true,             false,            false,           false,           true,            false],
  moreEscapes:                 ['',                  '/',                 '/',                 'e',              'ex',             '',               '',              '',              'ex',            ''],
  invalidCodePointEscapes:     ['refused',           'replaced',          'replaced',          'refused',        'refused',        'refused',        'refused',       'refused',       'refused',       'refused'],
  backslashBeforeSpace:        ['at line end',       'anywhere',          'anywhere',          'at line end',    'at line end',    'at line end',    'at line end',   'at line end',   'at line end',   'at line end'],
  controlsInBasicStrings:      ['allowed',           'DEL allowed',       'DEL allowed',       'refused',        'refused',        'refused',        'refused',       'refused',       'refused',       'refused'],
  controlsInLiteralStrings:    ['allowed',           'allowed',           'allowed',           'refused',        'refused',        'refused',        'refused',       'refused',       'refused',       'refused'],
  lineEndsInLiteralStrings:    [false,               true,                true,                false,            false,            false,            false,           false,           false,           false],
  quotesBeforeClosingQuotes:   [false,               false,               false,               true,             true,             true,             true,            true,            true,            true],
  infAndNan:                   [false,               true,                true,                true,             true,             true,             true,            true,            true,            true],
  basedIntegers:               [false,               true,                true,                true,             true,             true,             true,            true,            true,            true],
  leadingZeros:                ['allowed',           'in 2 digits',       'in 2 digits',       'refused',        'refused',        'refused',        'refused',       'refused',       'refused',       'refused'],
  exponentAfterSingleZero:     [true,                false,               false,               true,             true,             true,             true,            true,            true,            true],
  integersUpTo64BitsUnsigned:  [false,               false,               true,                false,            false,            false,            false,           false,           false,           false],
  underscores:                 ['after a sign too',  'between digits',    'after a digit',     'between digits', 'between digits', 'between digits', 'between digits','between digits','between digits','between digits'],
  capitalsBesideUnderscores:   [true,                false,               true,                true,             true,             true,             true,            true,            true,            true],
  dates:                       ['burntsushi',        'go-toml-1.8',       'go-toml-1.9',       'spec',           'spec',           'spec',           'spec',          'spec',          'spec',          'spec'],
  secondsOptional:             [false,               false,               false,               false,            true,             false,            false,           false,           true,            false],
  sixtiethSecond:              [false,               false,               false,               true,             false,            false,            false,           false,           false,           true],
  // what the caller has no field for: whether a scalar's value is looked at, and whether the keys below a header are
  undecodedValues:             ['as others',         'as others',         'as others',         'not at all',     'not range',      'as others',      'as others',     'as others',     'as others',     'as others'],
  undecodedKeysMayClash:       [false,               false,               false,               true,             false,            false,            false,           false,           false,           false],
} as const;

/** One column of the table. */
export type DialectRules = { readonly [Row in keyof typeof TABLE]: (typeof TABLE)[Row][number] };

/** The rules by which a dialect reads TOML. */
export function rulesOf(dialect: TomlDialect): DialectRules {
  const column = COLUMNS.indexOf(dialect);
  return Object.fromEntries(Object.entries(TABLE).map(([row, cells]) => [row, cells[column]])) as DialectRules;
}
