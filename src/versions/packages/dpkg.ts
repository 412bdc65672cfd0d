import type { FileTree } from '../../image/file-tree.ts';
import {
  type InstalledPackage,
  joinLists,
  noPackages,
  type PackageFilter,
  type PackageList,
} from './installed-package.ts';
import { decodeText, readSource, TEXT_DATABASE_LIMIT } from './read-source.ts';

const STATUS = '/var/lib/dpkg/status';
const STATUS_FOLDER = '/var/lib/dpkg/status.d';
const FILE_LISTS = '/var/lib/dpkg/info';
const MOST_STATUS_FILES = 2000;

/** Debian's packages: dpkg's status file, and the folder of them that distroless images have instead. */
export async function readDpkg(tree: FileTree, wanted: PackageFilter): Promise<PackageList> {
  const paths = [STATUS];
  const folder = await tree.list(STATUS_FOLDER);
  if (folder.ok) {
    const names = folder.names.filter((name) => !name.endsWith('.md5sums')).slice(0, MOST_STATUS_FILES);
    paths.push(...names.map((name) => `${STATUS_FOLDER}/${name}`));
  }
  return joinLists(await Promise.all(paths.map((path) => readStatus(tree, path, wanted))));
}

async function readStatus(tree: FileTree, path: string, wanted: PackageFilter): Promise<PackageList> {
  const source = await readSource(tree, path, TEXT_DATABASE_LIMIT);
  if (source.kind === 'absent') return noPackages;
  if (source.kind === 'unread') return { packages: [], unread: [source.unread] };
  const packages: InstalledPackage[] = [];
  for (const parsed of parseStatus(decodeText(source.bytes), wanted)) {
    const { name, version, builtUsing } = parsed;
    const files = () => readFileList(tree, parsed);
    packages.push({ name, version, database: 'dpkg', path: source.path, files, builtUsing });
  }
  return { packages, unread: [] };
}

interface StatusEntry {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly builtUsing: ReadonlyMap<string, string>;
}

/** The installed packages of a status file (deb-control(5); dpkg(1), "package states"). */
export function parseStatus(text: string, wanted: PackageFilter): readonly StatusEntry[] {
  const entries: StatusEntry[] = [];
  for (const paragraph of text.split(/\n[ \t]*\n/)) {
    const name = /^Package:[ \t]*(\S+)/m.exec(paragraph)?.[1];
    if (name === undefined || !wanted(name)) continue;
    const fields = parseFields(paragraph);
    const version = fields.get('version');
    if (version === undefined || !isInstalled(fields.get('status'))) continue;
    const builtUsing = new Map<string, string>();
    for (const field of ['built-using', 'static-built-using']) {
      for (const item of (fields.get(field) ?? '').split(',')) {
        const match = /^(\S+) \(= ?([^)]*)\)$/.exec(item.trim());
        if (match !== null) builtUsing.set(match[1]!, match[2]!);
      }
    }
    entries.push({
      name,
      version: version.replace(/^\d+:/, ''),
      architecture: fields.get('architecture') ?? '',
      builtUsing,
    });
  }
  return entries;
}

/** Field names in lower case; the lines of a folded field are joined with blanks. */
function parseFields(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>();
  let current: string | null = null;
  for (const line of paragraph.split('\n')) {
    if (/^[ \t]/.test(line)) {
      if (current !== null) fields.set(current, `${fields.get(current)} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    current = line.slice(0, colon).toLowerCase();
    fields.set(current, line.slice(colon + 1).trim());
  }
  return fields;
}

/** The files of `status.d` have no `Status` field. */
function isInstalled(status: string | undefined): boolean {
  if (status === undefined) return true;
  const state = status.split(/\s+/)[2];
  return state === 'installed' || state === 'triggers-awaited' || state === 'triggers-pending';
}

async function readFileList(tree: FileTree, entry: StatusEntry): Promise<readonly string[] | null> {
  for (const name of [entry.name, `${entry.name}:${entry.architecture}`]) {
    const source = await readSource(tree, `${FILE_LISTS}/${name}.list`, TEXT_DATABASE_LIMIT);
    if (source.kind === 'read')
      return decodeText(source.bytes)
        .split('\n')
        .filter((line) => line.startsWith('/'));
  }
  return null;
}
