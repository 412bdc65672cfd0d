import { openSqlite } from './sqlite-pages.ts';
import { SqliteDamage, tableRows } from './sqlite-table.ts';

/** The package headers in an rpm database, or why there are none. */
export type RecordsResult =
  | { readonly ok: true; readonly records: readonly Buffer[] }
  | { readonly ok: false; readonly reason: string };

/** `rpmdb.sqlite`, rpm's own format since 4.16 (rpm lib/backend/sqlite.cc: table Packages, columns hnum and blob). */
export function sqliteRecords(file: Buffer, log: Buffer | null): RecordsResult {
  const pages = openSqlite(file, log);
  if (pages === null) return { ok: false, reason: 'it is no SQLite database' };
  const records: Buffer[] = [];
  try {
    for (const [, blob] of tableRows(pages, 'Packages')) if (Buffer.isBuffer(blob)) records.push(blob);
  } catch (error) {
    if (error instanceof SqliteDamage) return { ok: false, reason: `the SQLite database is damaged: ${error.message}` };
    throw error;
  }
  return { ok: true, records };
}

const SLOT_PAGE = 4096;
const SLOT = 16;
const BLOCK = 16;

/** `Packages.db`, SUSE's format (rpm lib/backend/ndb/rpmpkg.cc: a page or more of slots that point to the headers). */
export function ndbRecords(file: Buffer): RecordsResult {
  if (file.length < SLOT_PAGE || file.toString('latin1', 0, 4) !== 'RpmP') {
    return { ok: false, reason: 'it is no ndb database' };
  }
  const slotsEnd = file.readUInt32LE(12) * SLOT_PAGE;
  if (slotsEnd > file.length) return { ok: false, reason: 'the ndb database is cut off' };
  const records: Buffer[] = [];
  let gathered = 0;
  for (let at = 32; at < slotsEnd; at += SLOT) {
    const offset = file.readUInt32LE(at + 8) * BLOCK;
    if (file.toString('latin1', at, at + 4) !== 'Slot' || offset === 0) continue;
    if (offset + 16 > file.length || file.toString('latin1', offset, offset + 4) !== 'BlbS') continue;
    const length = file.readUInt32LE(offset + 12);
    gathered += length;
    if (offset + 16 + length > file.length || gathered > file.length) {
      return { ok: false, reason: 'the ndb database is damaged' };
    }
    records.push(file.subarray(offset + 16, offset + 16 + length));
  }
  return { ok: true, records };
}

const BERKELEY_HASH_MAGIC = 0x061561;
const HASH_UNSORTED = 2;
const HASH_SORTED = 13;
const OFF_PAGE = 3;
const PAGE_HEADER = 26;

/**
 * `Packages`, the Berkeley DB hash of rpm before 4.16 (Berkeley DB dbinc/db_page.h): every second item of a hash page is
 * a value; a header stands on overflow pages.
 */
export function berkeleyRecords(file: Buffer): RecordsResult {
  const little = file.length >= 72 && file.readUInt32LE(12) === BERKELEY_HASH_MAGIC;
  if (!little && !(file.length >= 72 && file.readUInt32BE(12) === BERKELEY_HASH_MAGIC)) {
    return { ok: false, reason: 'it is no Berkeley DB hash' };
  }
  const u16 = (at: number) => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const u32 = (at: number) => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const size = u32(20);
  if (size < 512 || size > 65536) return { ok: false, reason: 'the Berkeley DB hash is damaged' };
  const records: Buffer[] = [];
  let budget = Math.ceil(file.length / size) * 2;
  for (let page = size; page + size <= file.length; page += size) {
    if (file[page + 25] !== HASH_UNSORTED && file[page + 25] !== HASH_SORTED) continue;
    const items = Math.min(u16(page + 20), Math.floor((size - PAGE_HEADER) / 2));
    for (let index = 1; index < items; index += 2) {
      const item = u16(page + PAGE_HEADER + index * 2);
      if (item + 12 > size || file[page + item] !== OFF_PAGE) continue;
      const parts: Buffer[] = [];
      let rest = u32(page + item + 8);
      for (let next = u32(page + item + 4); rest > 0 && next !== 0; ) {
        const at = next * size;
        budget -= 1;
        if (at + size > file.length || budget < 0) return { ok: false, reason: 'the Berkeley DB hash is damaged' };
        const length = Math.min(rest, u16(at + 22), size - PAGE_HEADER);
        parts.push(file.subarray(at + PAGE_HEADER, at + PAGE_HEADER + length));
        rest -= length;
        next = u32(at + 16);
      }
      records.push(Buffer.concat(parts));
    }
  }
  return { ok: true, records };
}
