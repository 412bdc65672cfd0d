import type { Cursor } from './cursor.ts';

/**
 * Reads a date, a time or both, by the dialect's grammar; null when none begins here. A date that begins well and goes
 * wrong is an error, as the libraries have it.
 */
export function readDate(cursor: Cursor): string | null {
  switch (cursor.rules.dates) {
    case 'burntsushi':
      return readBurntSushiDate(cursor);
    case 'go-toml-1.8':
      return readGoToml18Date(cursor);
    case 'go-toml-1.9':
      return readGoToml19Date(cursor);
    case 'spec':
      return readSpecDate(cursor);
  }
}

function readSpecDate(cursor: Cursor): string | null {
  const start = cursor.offset;
  const { rules } = cursor;
  if (!matchesHere(cursor, /[0-9]{2}:|[0-9]{4}-/y)) return null;
  const seconds = rules.secondsOptional ? '(?::[0-9]{2}(?:\\.[0-9]+)?)?' : ':[0-9]{2}(?:\\.[0-9]+)?';
  const time = `[0-9]{2}:[0-9]{2}${seconds}`;
  const date = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
  const written = cursor.take(new RegExp(`${date}(?:[Tt ]${time}(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?|${time}`, 'y'));
  if (written === null) return cursor.fail('not a date', start);
  return checked(cursor, written, start, rules.sixtiethSecond ? 60 : 59, 23);
}

/** pelletier/go-toml v1.8.1: one pattern finds the date (dateRegexp in lexer.go), Go's time package reads it. */
function readGoToml18Date(cursor: Cursor): string | null {
  const start = cursor.offset;
  const written = cursor.take(
    /[0-9]{1,4}-[0-9]{2}-[0-9]{2}(?:[T ]?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?|[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})?/y,
  );
  if (written === null) return null;
  if (/^..:.*[Z+-]/.test(written)) cursor.fail('not a time', start);
  if (/^[0-9]{1,3}-|^.{10}[0-9]/.test(written)) cursor.fail('not a date', start);
  return checked(cursor, written, start, 59, 24);
}

/** pelletier/go-toml v1.9.5: lexDateTimeOrTime in lexer.go. */
function readGoToml19Date(cursor: Cursor): string | null {
  const start = cursor.offset;
  const time = /[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?/y;
  if (matchesHere(cursor, /[0-9]{2}:/y)) {
    const written = cursor.take(time);
    return written === null ? cursor.fail('not a time', start) : checkedByGo(cursor, written, start);
  }
  if (!matchesHere(cursor, /[0-9]{4}-/y)) return null;
  const date = cursor.take(/[0-9]{4}-[0-9]{2}-[0-9]{2}/y);
  if (date === null) return cursor.fail('not a date', start);
  if (cursor.offset >= cursor.end) return checked(cursor, date, start, 59, 24);
  if (matchesHere(cursor, /T| [0-9]{2}/y)) {
    cursor.offset += 1;
    const written = cursor.take(/[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?/y);
    if (written === null) return cursor.fail('not a date', start);
    return checkedByGo(cursor, cursor.text.slice(start, cursor.offset), start);
  }
  if (!cursor.follows(' ')) return cursor.fail('a date must be followed by a time, a space or the end of the file');
  const end = cursor.offset;
  const later = readLaterTime(cursor, time);
  if (later === null) cursor.offset = end;
  return checkedByGo(cursor, later === null ? date : `${date}T${later}`, start);
}

/** Go's time package takes no more than nine digits of a second where the layout has nine. */
function checkedByGo(cursor: Cursor, written: string, start: number): string {
  if (/\.[0-9]{10}/.test(written)) cursor.fail('a time with more than nine digits after the point', start);
  return checked(cursor, written, start, 59, 24);
}

/** A time that stands further on is taken for that of the date before it: after spaces, in an array on another line too. */
function readLaterTime(cursor: Cursor, time: RegExp): string | null {
  cursor.skipSpaces();
  if (cursor.innermost === '[') cursor.skipBlank();
  return matchesHere(cursor, /[0-9]{2}:/y) ? (cursor.take(time) ?? cursor.fail('not a time')) : null;
}

/** BurntSushi/toml v0.3.1: lexDatetime in lex.go; the layouts in parse.go, in which Go takes an hour of one digit. */
function readBurntSushiDate(cursor: Cursor): string | null {
  const start = cursor.offset;
  const written = cursor.take(/[0-9]+-[0-9T:.Z+-]*/y);
  if (written === null) return null;
  const pattern =
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$/;
  if (!pattern.test(written)) cursor.fail('not a date', start);
  return checked(cursor, written, start, 59, 24);
}

function matchesHere(cursor: Cursor, sticky: RegExp): boolean {
  sticky.lastIndex = cursor.offset;
  return sticky.test(cursor.text);
}

/** Checks that the date and time exist. */
function checked(cursor: Cursor, written: string, start: number, maxSecond: number, maxZoneHour: number): string {
  const date = /^([0-9]{4})-([0-9]{2})-([0-9]{2})/.exec(written);
  if (date) {
    const [year = 0, month = 0, day = 0] = date.slice(1).map(Number);
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
    if (month < 1 || month > 12 || day < 1 || day > days) cursor.fail('a date that does not exist', start);
  }
  const time = /([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?(?:Z|z|[+-]([0-9]{2}):([0-9]{2}))?$/.exec(written);
  if (time) {
    const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = time
      .slice(1)
      .map((part) => Number(part ?? 0));
    if (hour > 23 || minute > 59 || second > maxSecond || zoneHour > maxZoneHour || zoneMinute > 59) {
      cursor.fail('a time that does not exist', start);
    }
  }
  return written;
}
