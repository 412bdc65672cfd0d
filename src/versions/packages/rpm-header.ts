import type { InstalledPackage, PackageFilter } from './installed-package.ts';

const TAG = { name: 1000, version: 1001, release: 1002, dirIndexes: 1116, baseNames: 1117, dirNames: 1118 };
const INT32 = 4;
const STRING = 6;
const STRING_ARRAY = 8;
const ENTRY = 16;

/**
 * Reads a package out of an rpm database's record (rpm's docs/manual/format_header.md, without its 8-byte intro): the
 * number of entries, the data's length, the entries (tag, type, offset, count), the data. Null where it is none, or not
 * a wanted one.
 */
export function readRpmHeader(blob: Buffer, path: string, wanted: PackageFilter): InstalledPackage | null {
  if (blob.length < 8) return null;
  const count = blob.readUInt32BE(0);
  const data = 8 + count * ENTRY;
  if (data + blob.readUInt32BE(4) > blob.length) return null;
  const entries = new Map<number, Entry>();
  for (let at = 8; at < data; at += ENTRY) {
    const entry = {
      type: blob.readUInt32BE(at + 4),
      at: data + blob.readInt32BE(at + 8),
      count: blob.readUInt32BE(at + 12),
    };
    if (entry.at >= data && entry.at < blob.length) entries.set(blob.readUInt32BE(at), entry);
  }
  const [name] = strings(blob, entries.get(TAG.name));
  const [version] = strings(blob, entries.get(TAG.version));
  const [release] = strings(blob, entries.get(TAG.release));
  if (name === undefined || version === undefined || !wanted(name)) return null;
  return {
    name,
    version: release === undefined ? version : `${version}-${release}`,
    database: 'rpm',
    path,
    files: async () => filesOf(blob, entries),
    builtUsing: new Map(),
  };
}

interface Entry {
  readonly type: number;
  readonly at: number;
  readonly count: number;
}

function filesOf(blob: Buffer, entries: ReadonlyMap<number, Entry>): readonly string[] | null {
  const folders = strings(blob, entries.get(TAG.dirNames));
  const indexes = integers(blob, entries.get(TAG.dirIndexes));
  const names = strings(blob, entries.get(TAG.baseNames));
  if (names.length === 0) return null;
  return names.map((name, index) => `${folders[indexes[index] ?? -1] ?? ''}${name}`);
}

function strings(blob: Buffer, entry: Entry | undefined): string[] {
  if (entry === undefined || (entry.type !== STRING && entry.type !== STRING_ARRAY)) return [];
  const found: string[] = [];
  for (let at = entry.at; found.length < entry.count; ) {
    const end = blob.indexOf(0, at);
    if (end < 0) break;
    found.push(blob.toString('utf8', at, end));
    at = end + 1;
  }
  return found;
}

function integers(blob: Buffer, entry: Entry | undefined): number[] {
  if (entry?.type !== INT32) return [];
  const count = Math.min(entry.count, Math.floor((blob.length - entry.at) / 4));
  return Array.from({ length: count }, (_, index) => blob.readUInt32BE(entry.at + index * 4));
}
