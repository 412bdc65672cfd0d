import type { FileTree } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator, Recognised } from './boot-generator.ts';
import type { BootDoubt } from './observations.ts';
import { unitPaths } from './platform.ts';
import { type BootText, type Follow, isOwn, scriptText } from './scripts/follow-scripts.ts';
import { readScript } from './scripts/read-script.ts';
import { firstThere, lineLocation, readText } from './tree-text.ts';

/** Scripts that run at boot without a unit that names them. */
const SCRIPTS = ['/etc/rc.local', '/etc/rc.d/rc.local'];
/** cloud-init runs what lies here: scripts-user.conf, scripts-per-boot and their like. */
const SCRIPT_FOLDERS = ['per-boot', 'per-instance', 'per-once', 'vendor'].map(
  (name) => `/var/lib/cloud/scripts/${name}`,
);
/** What systemd-sysv-generator(8) makes services of, where no unit has the name. */
const RUN_LEVELS = ['2', '3', '4', '5', 'S'].flatMap((level) => [`/etc/rc${level}.d`, `/etc/rc.d/rc${level}.d`]);
const CRON_FOLDER = '/etc/cron.d';
const CRON_FILES = ['/etc/crontab', '/var/spool/cron/root', '/var/spool/cron/crontabs/root'];
/** Where scripts may lie that no unit names. */
export const BOOT_SCRIPT_PATHS = [...SCRIPT_FOLDERS, ...CRON_FILES];
const MOST_FILES = 500;

/** rc.local, cloud-init's scripts, init scripts and cron's `@reboot` lines that write a configuration when the node boots. */
export async function recogniseBootScripts(tree: FileTree, follow: Follow): Promise<Recognised> {
  const generators: BootGenerator[] = [];
  const doubts: BootDoubt[] = [];
  const scripts = [...SCRIPTS];
  for (const folder of SCRIPT_FOLDERS) scripts.push(...(await filesOf(tree, folder)));
  scripts.push(...(await initScripts(tree)));
  const tables = [...CRON_FILES, ...(await filesOf(tree, CRON_FOLDER))];
  for (const paths of [scripts, tables]) {
    const left = paths.splice(MOST_FILES)[0];
    if (left === undefined) continue;
    doubts.push(observe('boot-too-much', startOfFile(left), { what: 'scripts', limit: MOST_FILES, writes: 'both' }));
  }
  const add = async (text: BootText): Promise<void> => {
    const followed = await follow(text);
    doubts.push(...followed.doubts);
    const own = followed.writes === null ? [] : [{ path: text.path, writes: followed.writes }];
    for (const { path, writes } of [...own, ...followed.scripts]) {
      generators.push({
        name: 'boot-script',
        title: path,
        writes,
        evidence: lineLocation(path, 1, path === text.path ? (text.lines[0] ?? '') : ''),
        template: null,
        wouldDo: null,
        note: `${path} runs when the node boots, and writes the configuration`,
      });
    }
  };
  for (const path of scripts) {
    const read = await readScript(tree, path, { run: true, given: null, own: true });
    if (read.kind === 'script') await add(scriptText(read.path, read.text, read.language));
    else if (read.kind === 'unread') {
      const detail = { path, reason: read.reason, problem: read.problem, writes: 'both' };
      doubts.push(observe('boot-script-unread', startOfFile(path), detail));
    }
  }
  for (const path of tables) {
    const file = await readText(tree, path);
    if (file === null) continue;
    const lines = file.text.split('\n');
    for (const [at, line] of lines.entries()) {
      const text = /^\s*@reboot\s+(.*)$/.exec(line)?.[1];
      if (text === undefined) continue;
      // In the system's own tables a user's name stands before the command.
      const command = /^\/etc\//.test(path) ? text.replace(/^\S+\s+/, '') : text;
      const base = {
        path: file.path,
        own: true,
        lines,
        line: at + 1,
        folder: null,
        variables: new Map<string, string[]>(),
      };
      await add({ ...base, text: command, language: 'shell' });
    }
  }
  return { generators, doubts };
}

/** Init scripts that a run level starts and that no unit takes the place of. */
async function initScripts(tree: FileTree): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const level of RUN_LEVELS) {
    for (const path of await filesOf(tree, level)) {
      const script = /\/S\d\d([^/]+)$/.exec(path) === null ? null : await tree.stat(path);
      if (script?.ok !== true || !isOwn(script.entry.path) || found.has(script.entry.path)) continue;
      const name = script.entry.path.replace(/^.*\//, '').replace(/\.sh$/, '');
      if ((await firstThere(tree, unitPaths(`${name}.service`))) === null) found.add(script.entry.path);
    }
  }
  return [...found];
}

async function filesOf(tree: FileTree, folder: string): Promise<string[]> {
  const listed = await tree.list(folder);
  return listed.ok ? listed.names.map((name) => `${folder}/${name}`) : [];
}
