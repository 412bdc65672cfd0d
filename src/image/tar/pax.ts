import { InputProblem } from '../input-problem.ts';
import { decodeName } from '../names.ts';

/** The PAX records that change what an entry is; every other one is left out. */
export type PaxRecords = ReadonlyMap<string, string>;

const known = new Set(['path', 'linkpath', 'size']);
/** Attributes by which overlayfs itself keeps what a folder hides and where its content lies. */
const overlayAttribute = /^SCHILY\.xattr\.trusted\.overlay\.(?:opaque|redirect|metacopy|whiteouts?)$/;

/** A record of a file with holes. */
export function isGnuSparse(key: string): boolean {
  return key.startsWith('GNU.sparse.');
}

/**
 * Reads `LENGTH KEY=VALUE\n` records. An empty value takes a record back (POSIX pax). Names with a NUL byte are refused
 * (as Go's archive/tar does).
 */
export function parsePax(bytes: Uint8Array, where: string): PaxRecords {
  const records = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    // Some writers pad with NUL bytes up to the block.
    if (bytes[at] === 0) break;
    const space = bytes.indexOf(0x20, at);
    const digits = space < 0 ? '' : Buffer.from(bytes.subarray(at, space)).toString('latin1');
    const length = /^[0-9]{1,9}$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    const equals = bytes.indexOf(0x3d, space);
    if (length < 5 || end > bytes.length || bytes[end - 1] !== 0x0a || equals < 0 || equals >= end) {
      throw new InputProblem(`${where}: the PAX header is broken`);
    }
    const key = Buffer.from(bytes.subarray(space + 1, equals)).toString('latin1');
    if (overlayAttribute.test(key)) {
      throw new InputProblem(
        `${where}: the entry sets ${key.slice('SCHILY.xattr.'.length)}, which some engines give to overlayfs and others leave out`,
      );
    }
    if (known.has(key) || isGnuSparse(key)) {
      const value = bytes.subarray(equals + 1, end - 1);
      if (value.includes(0)) throw new InputProblem(`${where}: the PAX record ${key} holds a NUL byte`);
      records.set(key, decodeName(value));
    }
    at = end;
  }
  return records;
}

/** A `size` record's number; null if it is none. */
export function paxSize(value: string): number | null {
  if (!/^[0-9]{1,19}$/.test(value)) return null;
  const size = Number(value);
  return Number.isSafeInteger(size) ? size : null;
}
