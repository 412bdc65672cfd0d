import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import { type BootText, scriptText } from '../scripts/boot-text.ts';
import { readText } from '../tree-text.ts';
import { readCronCommands } from './cron-table.ts';
import { HOOK_FOLDERS, type HookFolder } from './hook-folders.ts';
import { readInterfaceCommands } from './interfaces.ts';
import type { LineCommand } from './line-command.ts';
import { readUdevCommands } from './udev-rules.ts';

/** A script that something runs on a node by itself. */
export interface Hook {
  readonly path: string;
  readonly folder: HookFolder;
}

/** A kind of file whose lines name commands that are run on a node. */
interface CommandFiles {
  readonly files: readonly string[];
  /** Folders, and how the names end there that count; null for all. */
  readonly folders: readonly { readonly folder: string; readonly ending: string | null }[];
  read(text: string, path: string): readonly LineCommand[];
}

/** Rules of the distribution's packages, in /usr/lib, are not read: there are many, and they are known. */
const COMMAND_FILES: readonly CommandFiles[] = [
  {
    files: [],
    folders: ['/etc', '/usr/local/lib'].map((root) => ({ folder: `${root}/udev/rules.d`, ending: '.rules' })),
    read: readUdevCommands,
  },
  {
    files: ['/etc/crontab', '/var/spool/cron/root', '/var/spool/cron/crontabs/root'],
    folders: [{ folder: '/etc/cron.d', ending: null }],
    read: (text, path) => readCronCommands(text, path.startsWith('/etc/')),
  },
  {
    files: ['/etc/network/interfaces'],
    folders: [{ folder: '/etc/network/interfaces.d', ending: null }],
    read: readInterfaceCommands,
  },
];

/** Where hooks may lie, folders and files. */
export const HOOK_PATHS: readonly string[] = [
  ...HOOK_FOLDERS.map(({ folder }) => folder),
  ...COMMAND_FILES.flatMap(({ files, folders }) => [...files, ...folders.map(({ folder }) => folder)]),
];

/** The scripts in the folders whose scripts something runs by itself. */
export async function findHooks(tree: FileTree): Promise<readonly Hook[]> {
  const listed = await askAll(HOOK_FOLDERS, ({ folder }) => filesOf(tree, folder, null));
  const hooks = HOOK_FOLDERS.flatMap((folder, at) => listed[at]!.map((path): Hook => ({ path, folder })));
  const stats = await askAll(hooks, ({ path }) => tree.stat(path));
  return hooks.filter(({ folder }, at) => {
    const stat = stats[at]!;
    return !stat.ok || (stat.entry.kind === 'file' && (!folder.executable || (stat.entry.mode & 0o111) !== 0));
  });
}

/** The files whose lines name commands that are run on a node. */
export async function findCommandFiles(tree: FileTree): Promise<readonly string[]> {
  const folders = COMMAND_FILES.flatMap((kind) => kind.folders);
  const listed = await askAll(folders, ({ folder, ending }) => filesOf(tree, folder, ending));
  return [...COMMAND_FILES.flatMap(({ files }) => files), ...listed.flat()];
}

/** The commands in such a file, as texts of a shell. */
export async function readCommandFile(tree: FileTree, path: string): Promise<readonly BootText[]> {
  const kind = COMMAND_FILES.find(
    ({ files, folders }) => files.includes(path) || folders.some(({ folder }) => path.startsWith(`${folder}/`)),
  );
  const file = kind === undefined ? null : await readText(tree, path);
  if (kind === undefined || file === null) return [];
  const base = scriptText(file.path, file.text, 'shell');
  return kind
    .read(file.text, path)
    .map(({ command, line }) => ({ ...base, text: command, own: true, line, folder: null }));
}

async function filesOf(tree: FileTree, folder: string, ending: string | null): Promise<readonly string[]> {
  const listed = await tree.list(folder);
  if (!listed.ok) return [];
  return listed.names.filter((name) => ending === null || name.endsWith(ending)).map((name) => `${folder}/${name}`);
}
