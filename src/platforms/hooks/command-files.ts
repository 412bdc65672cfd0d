import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import type { BootDoubt } from '../observations.ts';
import { type BootText, scriptText } from '../scripts/follow/boot-text.ts';
import { listAtBoot, unreadFile } from '../unread-at-boot.ts';
import { readAnacronCommands, readCronCommands } from './cron-table.ts';
import {
  readKeepalivedCommands,
  readModuleCommands,
  readMonitCommands,
  readSessionCommands,
  readSupervisedCommands,
  readTunnelCommands,
} from './daemon-commands.ts';
import { readHostVolumes, readQuadletVolumes } from './host-volumes.ts';
import { readInterfaceCommands } from './interfaces.ts';
import type { LineCommand } from './line-command.ts';
import { readRotationScripts } from './log-rotation.ts';
import { readAptHooks, readDpkgHooks } from './package-hooks.ts';
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

/** Those of packages as well: whose they are is not told by their folder. */
export const COMMAND_FILES: readonly CommandFileKind[] = [
  {
    files: [],
    folders: ['/etc/udev/rules.d', '/usr/local/lib/udev/rules.d', '/usr/lib/udev/rules.d', '/lib/udev/rules.d'],
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
    files: [],
    folders: ['/var/spool/cron', '/var/spool/cron/crontabs', '/var/spool/cron/tabs', '/etc/crontabs'],
    ending: '',
    by: 'whose commands cron runs',
    read: (text) => readCronCommands(text, false),
  },
  { files: ['/etc/anacrontab'], folders: [], ending: '', by: 'whose commands anacron runs', read: readAnacronCommands },
  {
    files: ['/etc/network/interfaces'],
    folders: ['/etc/network/interfaces.d'],
    ending: '',
    by: 'whose commands ifup runs when the network comes up',
    read: readInterfaceCommands,
  },
  {
    files: [],
    folders: ['/etc', '/usr/local/lib', '/usr/lib'].map((root) => `${root}/modprobe.d`),
    ending: '.conf',
    by: 'whose commands modprobe runs as modules are loaded',
    read: readModuleCommands,
  },
  {
    files: ['/etc/apt/apt.conf'],
    folders: ['/etc/apt/apt.conf.d'],
    ending: '',
    by: 'whose commands apt runs, which a timer starts',
    read: readAptHooks,
  },
  {
    files: ['/etc/dpkg/dpkg.cfg'],
    folders: ['/etc/dpkg/dpkg.cfg.d'],
    ending: '',
    by: 'whose commands dpkg runs, which a timer starts',
    read: readDpkgHooks,
  },
  {
    files: ['/etc/logrotate.conf'],
    folders: ['/etc/logrotate.d'],
    ending: '',
    by: 'whose commands logrotate runs, which a timer starts',
    read: readRotationScripts,
  },
  {
    // Those of the sessions that begin by themselves: the services of cron, of systemd's own managers, and what they include.
    files: ['cron', 'crond', 'systemd-user', 'common-session', 'common-session-noninteractive', 'system-auth'].map(
      (name) => `/etc/pam.d/${name}`,
    ),
    folders: [],
    ending: '',
    by: 'whose commands run as a session begins',
    read: readSessionCommands,
  },
  {
    files: ['/etc/supervisord.conf', '/etc/supervisor/supervisord.conf'],
    folders: ['/etc/supervisor/conf.d', '/etc/supervisord.d'],
    ending: '',
    by: 'whose programs supervisord starts',
    read: readSupervisedCommands,
  },
  {
    files: ['/etc/keepalived/keepalived.conf'],
    folders: ['/etc/keepalived/conf.d'],
    ending: '.conf',
    by: 'whose commands keepalived runs',
    read: readKeepalivedCommands,
  },
  {
    files: ['/etc/monitrc', '/etc/monit/monitrc'],
    folders: ['/etc/monit.d', '/etc/monit/conf.d', '/etc/monit/conf-enabled'],
    ending: '',
    by: 'whose commands monit runs',
    read: readMonitCommands,
  },
  {
    files: [],
    folders: ['/etc/kubernetes/manifests'],
    ending: '',
    by: 'whose containers the kubelet starts',
    read: readHostVolumes,
  },
  {
    files: [],
    folders: ['/etc/containers/systemd', '/usr/share/containers/systemd'],
    ending: '.container',
    by: 'whose container systemd starts',
    read: readQuadletVolumes,
  },
  {
    files: [],
    folders: ['/etc/wireguard'],
    ending: '.conf',
    by: 'whose commands wg-quick runs',
    read: readTunnelCommands,
  },
];

export interface CommandFiles {
  readonly files: readonly CommandFile[];
  /** Folders that could not be listed. */
  readonly doubts: readonly BootDoubt[];
}

/** The files whose lines name commands that something runs by itself; a single one may not be there. */
export async function findCommandFiles(tree: FileTree): Promise<CommandFiles> {
  const folders = COMMAND_FILES.flatMap((kind) => kind.folders.map((folder) => ({ folder, kind })));
  const listed = await askAll(folders, ({ folder }) => listAtBoot(tree, folder));
  const inFolders = folders.flatMap(({ kind }, at) =>
    listed[at]!.paths.filter((path) => path.endsWith(kind.ending)).map((path): CommandFile => ({ path, kind })),
  );
  const single = COMMAND_FILES.flatMap((kind) => kind.files.map((path): CommandFile => ({ path, kind })));
  return { files: [...single, ...inFolders], doubts: listed.flatMap(({ doubts }) => doubts) };
}

export interface Commands {
  /** The file, its symlinks resolved; null where it cannot be read. */
  readonly path: string | null;
  readonly texts: readonly BootText[];
  /** One where the file is there and could not be read. */
  readonly doubts: readonly BootDoubt[];
}

/** Where a crontab says where its programs are looked for. */
const SEARCH_PATH = /^[ \t]*PATH[ \t]*=[ \t]*["']?([^\s"']+)/m;

/** The commands in such a file, as texts of a shell, which they are nearly. */
export async function readCommandFile(tree: FileTree, { path, kind }: CommandFile): Promise<Commands> {
  const file = await tree.read(path);
  if (!file.ok) return { path: null, texts: [], doubts: unreadFile(path, file) };
  const text = new TextDecoder().decode(file.bytes);
  const base = scriptText(file.entry.path, text, 'shell');
  const search = SEARCH_PATH.exec(text)?.[1];
  const variables = new Map(search === undefined ? [] : [['PATH', [search]]]);
  const texts = kind.read(text).map(({ command, line }) => ({ ...base, text: command, line, folder: null, variables }));
  return { path: base.path, texts, doubts: [] };
}
