import type { FileTree } from '../../image/file-tree.ts';
import { joinLists, type PackageFilter, type PackageList } from './installed-package.ts';
import { readSource } from './read-source.ts';
import { readRpmHeader } from './rpm-header.ts';
import { berkeleyRecords, ndbRecords, type RecordsResult, sqliteRecords } from './rpm-records.ts';

/** Where distributions keep it: the first since Fedora 36 and on SUSE, the second before and elsewhere. */
const FOLDERS = ['/usr/lib/sysimage/rpm', '/var/lib/rpm', '/usr/share/rpm'];
const FILES = ['rpmdb.sqlite', 'Packages.db', 'Packages'];
/** The largest rpm database that is read, in bytes; one of a big server is about 100 MB. */
const LIMIT = 192 << 20;

/** The packages of the rpm databases, in each of the three formats that rpm has had. */
export async function readRpm(tree: FileTree, wanted: PackageFilter): Promise<PackageList> {
  const seen = new Set<string>();
  const lists: PackageList[] = [];
  for (const folder of FOLDERS) {
    for (const file of FILES) {
      const path = `${folder}/${file}`;
      const stat = await tree.stat(path);
      if (!stat.ok || stat.entry.kind !== 'file' || seen.has(stat.entry.path)) continue;
      seen.add(stat.entry.path);
      lists.push(await readDatabase(tree, path, file, wanted));
    }
  }
  return joinLists(lists);
}

async function readDatabase(tree: FileTree, path: string, file: string, wanted: PackageFilter): Promise<PackageList> {
  const source = await readSource(tree, path, LIMIT);
  if (source.kind === 'absent') return { packages: [], unread: [] };
  if (source.kind === 'unread') return { packages: [], unread: [source.unread] };
  const bytes = bufferOf(source.bytes);
  let result: RecordsResult;
  if (file === 'rpmdb.sqlite') {
    const log = await readSource(tree, `${path}-wal`, LIMIT);
    if (log.kind === 'unread') return { packages: [], unread: [log.unread] };
    result = sqliteRecords(bytes, log.kind === 'read' ? bufferOf(log.bytes) : null);
  } else {
    result = file === 'Packages.db' ? ndbRecords(bytes) : berkeleyRecords(bytes);
  }
  if (!result.ok) return { packages: [], unread: [{ path: source.path, reason: result.reason }] };
  const packages = result.records.flatMap((record) => readRpmHeader(record, source.path, wanted) ?? []);
  return { packages, unread: [] };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
