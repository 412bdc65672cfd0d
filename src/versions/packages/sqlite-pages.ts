const FRAME_HEADER = 24;
const WAL_HEADER = 32;

/** The pages of an SQLite database, numbered from 1, as a reader would see them: those in the log come first. */
export interface SqlitePages {
  /** Bytes of a page that are used. */
  readonly usable: number;
  readonly count: number;
  /** Null where there is no such page. */
  page(number: number): Buffer | null;
}

/**
 * Opens a database file and its write-ahead log (sqlite.org/fileformat2.html, sections 1.3 and 4). Null where the first
 * bytes are no SQLite header.
 */
export function openSqlite(file: Buffer, log: Buffer | null): SqlitePages | null {
  if (file.length < 100 || file.toString('latin1', 0, 16) !== 'SQLite format 3\0') return null;
  const written = file.readUInt16BE(16);
  const size = written === 1 ? 65536 : written;
  if (size < 512 || (size & (size - 1)) !== 0) return null;
  const logged = log === null ? new Map<number, Buffer>() : committedPages(log, size);
  const count = Math.floor(file.length / size) + logged.size;
  return {
    usable: size - file[20]!,
    count,
    page(number) {
      const newer = logged.get(number);
      if (newer !== undefined) return newer;
      if (number < 1 || number * size > file.length) return null;
      return file.subarray((number - 1) * size, number * size);
    },
  };
}

/** The last committed content of each page in the log. A frame whose salts or checksum don't fit ends it. */
function committedPages(log: Buffer, size: number): Map<number, Buffer> {
  const committed = new Map<number, Buffer>();
  if (log.length < WAL_HEADER) return committed;
  const magic = log.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== 0x377f0682 || log.readUInt32BE(8) !== size) return committed;
  const word = (at: number) => ((magic & 1) === 1 ? log.readUInt32BE(at) : log.readUInt32LE(at));
  let sum: [number, number] = [0, 0];
  const addUp = (from: number, to: number) => {
    let [first, second] = sum;
    for (let at = from; at < to; at += 8) {
      first = (first + word(at) + second) >>> 0;
      second = (second + word(at + 4) + first) >>> 0;
    }
    sum = [first, second];
  };
  const fits = (at: number) => log.readUInt32BE(at) === sum[0] && log.readUInt32BE(at + 4) === sum[1];
  addUp(0, 24);
  if (!fits(24)) return committed;
  const pending = new Map<number, Buffer>();
  for (let at = WAL_HEADER; at + FRAME_HEADER + size <= log.length; at += FRAME_HEADER + size) {
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) break;
    addUp(at, at + 8);
    addUp(at + FRAME_HEADER, at + FRAME_HEADER + size);
    if (!fits(at + 16)) break;
    pending.set(log.readUInt32BE(at), log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + size));
    if (log.readUInt32BE(at + 4) === 0) continue;
    for (const [number, content] of pending) committed.set(number, content);
    pending.clear();
  }
  return committed;
}
