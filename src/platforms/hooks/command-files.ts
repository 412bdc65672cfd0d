import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import { type BootText, scriptText } from '../scripts/boot-text.ts';
import { pathsIn, readText } from '../tree-text.ts';
import { readCronCommands } from './cron-table.ts';
import { readInterfaceCommands } from './interfaces.ts';
import type { LineCommand } from './line-command.ts';
import { readUdevCommands } from './udev-rules.ts';

/** A kind of file whose lines name commands that something runs on a node by itself. */
export interface CommandFileKind {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** How the names end that count in those folders. */
  readonly ending: string;
  /** Who runs the commands, and when: a clause that follows the name of the file. */
  readonly by: string;
  read(text: string): readonly LineCommand[];
}

/** A file of such a kind. */
export interface CommandFile {
  readonly path: string;
  readonly kind: CommandFileKind;
}

/** Those that a distribution's packages have below /usr are not read: there are many, and they are known. */
export const COMMAND_FILES: readonly CommandFileKind[] = [
  {
    files: [],
    folders: ['/etc/udev/rules.d', '/usr/local/lib/udev/rules.d'],
    ending: '.rules',
    by: 'whose commands udev runs as devices appear',
    read: readUdevCommands,
  },
  {
    files: ['/etc/crontab'],
    folders: ['/etc/cron.d'],
    ending: '',
    by: 'whose commands cron runs',
    read: (text) => readCronCommands(text, true),
  },
  {
    files: ['/var/spool/cron/root', '/var/spool/cron/crontabs/root'],
    folders: [],
    ending: '',
    by: 'whose commands cron runs',
    read: (text) => readCronCommands(text, false),
  },
  {
    files: ['/etc/network/interfaces'],
    folders: ['/etc/network/interfaces.d'],
    ending: '',
    by: 'whose commands ifup runs when the network comes up',
    read: readInterfaceCommands,
  },
];

/** The files whose lines name commands that something runs by itself; a single one may not be there. */
export async function findCommandFiles(tree: FileTree): Promise<readonly CommandFile[]> {
  const folders = COMMAND_FILES.flatMap((kind) => kind.folders.map((folder) => ({ folder, kind })));
  const listed = await askAll(folders, ({ folder }) => pathsIn(tree, folder));
  const inFolders = folders.flatMap(({ kind }, at) =>
    listed[at]!.filter((path) => path.endsWith(kind.ending)).map((path): CommandFile => ({ path, kind })),
  );
  return [...COMMAND_FILES.flatMap((kind) => kind.files.map((path) => ({ path, kind }))), ...inFolders];
}

/** The commands in such a file, as texts of a shell, which they are nearly. */
export async function readCommandFile(tree: FileTree, { path, kind }: CommandFile): Promise<readonly BootText[]> {
  const file = await readText(tree, path);
  if (file === null) return [];
  const base = scriptText(file.path, file.text, 'shell');
  return kind.read(file.text).map(({ command, line }) => ({ ...base, text: command, line, folder: null }));
}
