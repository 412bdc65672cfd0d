import type { SqlitePages } from './sqlite-pages.ts';

const LEAF = 13;
const INTERIOR = 5;
const DEEPEST = 40;

/** A column: text and blobs as their bytes, integers as numbers, anything else as null. */
export type SqliteValue = Buffer | number | null;

/** The database contradicts itself. */
export class SqliteDamage extends Error {}

/**
 * The rows of an ordinary table in the order of their row numbers (sqlite.org/fileformat2.html, sections 1.6 and 2).
 * @throws SqliteDamage
 */
export function* tableRows(pages: SqlitePages, table: string): Generator<readonly SqliteValue[]> {
  for (const [type, name, , root] of rowsBelow(pages, 1)) {
    if (textOf(type) === 'table' && textOf(name) === table && typeof root === 'number') {
      yield* rowsBelow(pages, root);
      return;
    }
  }
  throw new SqliteDamage(`it has no table ${table}`);
}

function textOf(value: SqliteValue | undefined): string | null {
  return Buffer.isBuffer(value) ? value.toString('utf8') : null;
}

function* rowsBelow(pages: SqlitePages, root: number): Generator<readonly SqliteValue[]> {
  const seen = new Set<number>();
  // Overflow pages are counted as well: a chain that many rows share must not cost more than the file is long.
  const budget = { pages: pages.count * 2 + 16 };
  yield* walk(root, 0);

  function* walk(number: number, depth: number): Generator<readonly SqliteValue[]> {
    const page = pages.page(number);
    if (page === null || seen.has(number) || depth > DEEPEST) throw new SqliteDamage(`page ${number} is not a tree's`);
    seen.add(number);
    const start = number === 1 ? 100 : 0;
    const kind = page[start]!;
    if (kind !== LEAF && kind !== INTERIOR) throw new SqliteDamage(`page ${number} is not a table's`);
    const cells = page.readUInt16BE(start + 3);
    const pointers = start + (kind === INTERIOR ? 12 : 8);
    if (pointers + cells * 2 > page.length) throw new SqliteDamage(`page ${number} has too many cells`);
    for (let index = 0; index < cells; index++) {
      const cell = page.readUInt16BE(pointers + index * 2);
      if (cell + 4 > page.length) throw new SqliteDamage(`page ${number} has a cell outside it`);
      if (kind === INTERIOR) yield* walk(page.readUInt32BE(cell), depth + 1);
      else yield decodeRecord(payloadOf(pages, page, cell, budget));
    }
    if (kind === INTERIOR) yield* walk(page.readUInt32BE(start + 8), depth + 1);
  }
}

/** A leaf's cell: the payload's length, the row number, then the payload, its end on overflow pages if it is long. */
function payloadOf(pages: SqlitePages, page: Buffer, cell: number, budget: { pages: number }): Buffer {
  const length = readVarint(page, cell);
  const row = readVarint(page, length.end);
  const most = pages.usable - 35;
  if (length.value <= most) return slice(page, row.end, length.value);
  const least = Math.floor(((pages.usable - 12) * 32) / 255) - 23;
  const spilled = least + ((length.value - least) % (pages.usable - 4));
  const local = spilled <= most ? spilled : least;
  const parts = [slice(page, row.end, local)];
  let rest = length.value - local;
  let next = slice(page, row.end + local, 4).readUInt32BE(0);
  while (rest > 0) {
    const overflow = pages.page(next);
    budget.pages -= 1;
    if (overflow === null || budget.pages < 0) throw new SqliteDamage('a row has lost its end');
    const part = slice(overflow, 4, Math.min(rest, pages.usable - 4));
    parts.push(part);
    rest -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function decodeRecord(payload: Buffer): readonly SqliteValue[] {
  const header = readVarint(payload, 0);
  const values: SqliteValue[] = [];
  let body = header.value;
  for (let at = header.end; at < header.value; ) {
    const type = readVarint(payload, at);
    at = type.end;
    const length = lengthOf(type.value);
    const bytes = slice(payload, body, length);
    body += length;
    if (type.value >= 12) values.push(bytes);
    else if (type.value >= 1 && type.value <= 6)
      values.push(bytes.length <= 6 ? bytes.readIntBE(0, bytes.length) : null);
    else values.push(type.value === 9 ? 1 : type.value === 8 ? 0 : null);
  }
  return values;
}

function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type]!;
}

function slice(bytes: Buffer, start: number, length: number): Buffer {
  if (start + length > bytes.length) throw new SqliteDamage('a row ends too early');
  return bytes.subarray(start, start + length);
}

function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) throw new SqliteDamage('a number ends too early');
    if (index === 8) return { value: value * 256 + byte, end: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  throw new SqliteDamage('a number is too long');
}
