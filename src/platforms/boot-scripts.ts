import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator, Recognised } from './boot-generator.ts';
import type { BootDoubt } from './observations.ts';
import { unitPaths } from './platform.ts';
import { type BootText, isOwn, scriptText } from './scripts/boot-text.ts';
import { followScripts } from './scripts/follow-scripts.ts';
import { readScript } from './scripts/read-script.ts';
import type { Followed } from './scripts/trail.ts';
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
export async function recogniseBootScripts(tree: FileTree): Promise<Recognised> {
  const doubts: BootDoubt[] = [];
  const [cloudInit, init, cron] = await Promise.all([
    askAll(SCRIPT_FOLDERS, (folder) => filesOf(tree, folder)),
    initScripts(tree),
    filesOf(tree, CRON_FOLDER),
  ]);
  const scripts = [...SCRIPTS, ...cloudInit.flat(), ...init];
  const tables = [...CRON_FILES, ...cron];
  for (const paths of [scripts, tables]) {
    const left = paths.splice(MOST_FILES)[0];
    if (left === undefined) continue;
    doubts.push(observe('boot-too-much', startOfFile(left), { what: 'scripts', limit: MOST_FILES, writes: 'both' }));
  }
  const [reads, lines] = await Promise.all([
    askAll(scripts, (path) => readScript(tree, path, { run: true, given: null, own: true })),
    askAll(tables, (path) => rebootLines(tree, path)),
  ]);
  const texts: BootText[] = [];
  for (const [at, read] of reads.entries()) {
    const path = scripts[at]!;
    if (read.kind === 'script') texts.push(scriptText(read.path, read.text, read.language));
    else if (read.kind === 'unread') {
      const detail = { path, reason: read.reason, problem: read.problem, writes: 'both' };
      doubts.push(observe('boot-script-unread', startOfFile(path), detail));
    }
  }
  texts.push(...lines.flat());
  const outcomes = await followScripts(tree, texts);
  doubts.push(...outcomes.flatMap((followed) => followed.doubts));
  return { generators: outcomes.flatMap((followed, at) => generatorsOf(texts[at]!, followed)), doubts };
}

function generatorsOf(text: BootText, { writes, scripts }: Followed): readonly BootGenerator[] {
  const own = writes === null ? [] : [{ path: text.path, writes }];
  return [...own, ...scripts].map((one) => ({
    name: 'boot-script',
    title: one.path,
    writes: one.writes,
    evidence: lineLocation(one.path, 1, one.path === text.path ? (text.lines[0] ?? '') : ''),
    template: null,
    wouldDo: null,
    note: `${one.path} runs when the node boots, and writes the configuration`,
  }));
}

/** The commands that a table of cron's has run when the node boots. */
async function rebootLines(tree: FileTree, path: string): Promise<readonly BootText[]> {
  const file = await readText(tree, path);
  if (file === null) return [];
  const lines = file.text.split('\n');
  return lines.flatMap((line, at): readonly BootText[] => {
    const text = /^\s*@reboot\s+(.*)$/.exec(line)?.[1];
    if (text === undefined) return [];
    const base = scriptText(file.path, file.text, 'shell');
    // In the system's own tables a user's name stands before the command.
    const command = /^\/etc\//.test(path) ? text.replace(/^\S+\s+/, '') : text;
    return [{ ...base, text: command, own: true, lines, line: at + 1, folder: null }];
  });
}

/** Init scripts that a run level starts and that no unit takes the place of. */
async function initScripts(tree: FileTree): Promise<readonly string[]> {
  const listed = await askAll(RUN_LEVELS, (level) => filesOf(tree, level));
  const started = listed.flat().filter((path) => /\/S\d\d[^/]+$/.test(path));
  const stats = await askAll(started, (path) => tree.stat(path));
  const own = new Set(stats.flatMap((stat) => (stat.ok && isOwn(stat.entry.path) ? [stat.entry.path] : [])));
  const scripts = [...own];
  const units = await askAll(scripts, (path) => {
    const name = path.replace(/^.*\//, '').replace(/\.sh$/, '');
    return firstThere(tree, unitPaths(`${name}.service`));
  });
  return scripts.filter((_, at) => units[at] === null);
}

async function filesOf(tree: FileTree, folder: string): Promise<readonly string[]> {
  const listed = await tree.list(folder);
  return listed.ok ? listed.names.map((name) => `${folder}/${name}`) : [];
}
