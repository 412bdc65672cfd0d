import { readCloudCommands } from '../../hooks/cloud-config.ts';
import { readCronCommands } from '../../hooks/cron-table.ts';
import { readModuleCommands } from '../../hooks/daemon-commands.ts';
import { readExecCommands } from '../../hooks/exec-lines.ts';
import { HOOK_FOLDERS } from '../../hooks/hook-folders.ts';
import { readHostVolumes } from '../../hooks/host-volumes.ts';
import { readInterfaceCommands } from '../../hooks/interfaces.ts';
import type { LineCommand } from '../../hooks/line-command.ts';
import { readRotationScripts } from '../../hooks/log-rotation.ts';
import { readAptHooks } from '../../hooks/package-hooks.ts';
import { readPackageScripts } from '../../hooks/package-scripts.ts';
import { readUdevCommands } from '../../hooks/udev-rules.ts';
import { readRecipes } from './recipes.ts';

/** How the commands of a file are found in its text, whoever runs them. */
export type FileKind =
  | 'cron'
  | 'crontab'
  | 'udev'
  | 'interfaces'
  | 'unit'
  | 'manager'
  | 'modules'
  | 'apt'
  | 'rotation'
  | 'cloud'
  | 'script'
  | 'tmpfiles'
  | 'recipes'
  | 'package'
  | 'volumes';

const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/^\/etc\/(?:crontab$|cron\.d\/[\w-]+$)/, 'cron'],
  [/^\/var\/spool\/cron\/|^\/etc\/crontabs\//, 'crontab'],
  [/\/udev\/rules\.d\/[^/]+\.rules$/, 'udev'],
  [/^\/etc\/network\/interfaces(?:$|\.d\/)/, 'interfaces'],
  [
    /\/systemd\/system\/(?:(?:[^/]+\.(?:wants|requires|upholds)\/)?[^/]+\.service|[^/]*service\.d\/[^/]+\.conf)$/,
    'unit',
  ],
  [
    /^\/etc\/cloud\/cloud\.cfg$|\/cloud\.cfg\.d\/[^/]+\.cfg$|^\/var\/lib\/cloud\/seed\/.*\/(?:user|vendor)-data$/,
    'cloud',
  ],
  [/^\/etc\/(?:rc\.d\/)?rc\.local$|^\/etc\/(?:rc\.d\/)?(?:init\.d|rc[2-5S]\.d)\/[^/]+$/, 'script'],
  [/\/systemd\/system\.conf(?:$|\.d\/[^/]+\.conf$)/, 'manager'],
  [/\/modprobe\.d\/[^/]+\.conf$/, 'modules'],
  [/^\/etc\/apt\/apt\.conf(?:$|\.d\/)/, 'apt'],
  [/^\/etc\/logrotate\.(?:conf$|d\/)/, 'rotation'],
  [/^\/(?:etc|run|usr\/lib|usr\/local\/lib)\/tmpfiles\.d\/[^/]+\.conf$/, 'tmpfiles'],
];
const HOOKS: ReadonlySet<string> = new Set(HOOK_FOLDERS.map(({ folder }) => folder));

/** The kind of a file that something on the node reads, or runs, by itself; null for any other. */
export function kindAt(path: string): FileKind | null {
  if (!path.startsWith('/')) return null;
  const known = KINDS.find(([where]) => where.test(path))?.[1];
  return known ?? (HOOKS.has(path.slice(0, path.lastIndexOf('/'))) ? 'script' : null);
}

/** Who runs the commands of a kind. */
export const RUN_BY: Readonly<Record<FileKind, string>> = {
  cron: 'cron',
  crontab: 'cron',
  udev: 'udev',
  interfaces: 'ifup',
  unit: 'systemd',
  manager: 'systemd',
  modules: 'modprobe',
  apt: 'apt',
  rotation: 'logrotate',
  cloud: 'cloud-init',
  script: 'the node',
  tmpfiles: 'systemd-tmpfiles',
  recipes: 'make',
  package: 'npm',
  volumes: 'a container engine',
};

/** The commands in a text of a kind. */
export function commandsIn(text: string, kind: FileKind): readonly LineCommand[] {
  switch (kind) {
    case 'cron':
    case 'crontab':
      return readCronCommands(text, kind === 'cron');
    case 'udev':
      return readUdevCommands(text);
    case 'interfaces':
      return readInterfaceCommands(text);
    case 'unit':
      return readExecCommands(text);
    case 'manager':
      return readManagerSettings(text);
    case 'modules':
      return readModuleCommands(text);
    case 'apt':
      return readAptHooks(text);
    case 'rotation':
      return readRotationScripts(text);
    case 'cloud':
      return readCloudCommands(text);
    case 'tmpfiles':
      return readFileLines(text);
    case 'recipes':
      return readRecipes(text);
    case 'package':
      return readPackageScripts(text);
    case 'volumes':
      return readHostVolumes(text);
    case 'script':
      return [{ command: text, line: 1 }];
  }
}

/** systemd-system.conf(5): variables for every service, each as a command that makes a drop-in of all of them. */
function readManagerSettings(text: string): readonly LineCommand[] {
  return text.split('\n').flatMap((line, at): readonly LineCommand[] => {
    const sets = /^\s*(?:Default|Manager)Environment\s*=/.test(line);
    return sets ? [{ command: 'tee /etc/systemd/system/service.d/environment.conf', line: at + 1 }] : [];
  });
}

/** tmpfiles.d(5): the lines that make, write, or remove a file, each as a command that does. */
function readFileLines(text: string): readonly LineCommand[] {
  return text.split('\n').flatMap((line, at): readonly LineCommand[] => {
    const [, type = '', path = ''] = /^\s*([fFwLCrR])[-+!=~^$]*\s+"?([^\s"]+)/.exec(line.slice(0, 4096)) ?? [];
    return path === ''
      ? []
      : [{ command: `${/^[rR]/.test(type) ? 'rm' : 'tee'} '${path.replaceAll("'", '')}'`, line: at + 1 }];
  });
}
