import { askAhead, askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator, Recognised } from './boot-generator.ts';
import { COMMAND_FILES, type CommandFile, findCommandFiles, readCommandFile } from './hooks/command-files.ts';
import { findHooks } from './hooks/find-hooks.ts';
import { HOOK_FOLDERS } from './hooks/hook-folders.ts';
import type { BootDoubt } from './observations.ts';
import { unitPaths } from './platform.ts';
import { type BootText, isOwn, locationIn, scriptText } from './scripts/follow/boot-text.ts';
import { type FollowScripts, MOST_TEXTS } from './scripts/follow/follow-scripts.ts';
import { type Language, readScript } from './scripts/follow/read-script.ts';
import { LOCAL_PROGRAMS } from './scripts/follow/script-files.ts';
import type { Followed } from './scripts/follow/trail.ts';
import { firstThere } from './tree-text.ts';
import { type FolderAtBoot, listAtBoot, mayBeThere } from './unread-at-boot.ts';

/** A script that runs on a node without a unit that names it. */
interface StartedScript {
  readonly path: string;
  readonly by: string;
  /** Where it need not say it. */
  readonly language: Language | null;
  readonly given: readonly string[];
}

/** A text whose commands run, and who runs it. */
interface StartedText {
  readonly text: BootText;
  readonly by: string;
}

const AT_BOOT = 'which runs when the node boots';
const RC_LOCAL = ['/etc/rc.local', '/etc/rc.d/rc.local', '/etc/init.d/boot.local', '/etc/init.d/after.local'];
/** Those that a client of DHCP reads in, that ifup runs on Fedora's kin, and that VMware's tools run (open-vm-tools 12.5). */
const TOOL_SCRIPTS: readonly (readonly [path: string, by: string])[] = [
  ...['enter', 'exit', 'up'].map(
    (step) => [`/etc/dhcp/dhclient-${step}-hooks`, 'which dhclient runs when it has an address'] as const,
  ),
  ...['enter', 'exit'].map((step) => [`/etc/dhcpcd.${step}-hook`, 'which dhcpcd runs when it has an address'] as const),
  ['/usr/sbin/ifup-local', 'which ifup runs when the network comes up'],
  ['/etc/vmware-tools/poweron-vm-default', 'which VMware’s tools run when the node boots'],
];
/** What systemd-sysv-generator(8) makes services of, where no unit has the name. */
const RUN_LEVELS = ['2', '3', '4', '5', 'S'].flatMap((level) => [`/etc/rc${level}.d`, `/etc/rc.d/rc${level}.d`]);
/** Where scripts and commands may lie that no unit names: folders, and files. */
export const BOOT_SCRIPT_PATHS: readonly string[] = [
  ...HOOK_FOLDERS.map(({ folder }) => folder),
  ...COMMAND_FILES.flatMap(({ files, folders }) => [...files, ...folders]),
];
const MOST_FILES = 500;

/**
 * What runs on a node without a unit that names it, and writes a configuration: rc.local, init scripts, the hooks of
 * systemd, cloud-init, cron, udev and the network.
 */
export async function recogniseBootScripts(tree: FileTree, follow: FollowScripts): Promise<Recognised> {
  const [hooks, init, commandFiles, programs] = await Promise.all([
    findHooks(tree),
    initScripts(tree),
    findCommandFiles(tree),
    askAll(LOCAL_PROGRAMS, (folder) => listAtBoot(tree, folder)),
  ]);
  let doubts: readonly BootDoubt[] = [hooks, init, commandFiles, ...programs].flatMap((found) => found.doubts);
  const scripts = [
    ...[...RC_LOCAL, ...init.paths].map((path) => started(path)),
    ...TOOL_SCRIPTS.map(([path, by]) => started(path, by, 'shell')),
    ...hooks.hooks.map(({ path, folder }) =>
      started(path, folder.by, folder.executable ? null : 'shell', folder.given),
    ),
  ];
  const files = [...commandFiles.files];
  for (const found of [scripts, files]) {
    const left = found.splice(MOST_FILES)[0];
    if (left === undefined) continue;
    const detail = { what: 'scripts', limit: MOST_FILES, writes: 'both' };
    doubts = [...doubts, observe('boot-too-much', startOfFile(left.path), detail)];
  }
  const [reads, tables] = await Promise.all([
    askAll(scripts, ({ path, language }) => readScript(tree, path, { run: true, given: language, own: isOwn(path) })),
    readCommandFiles(tree, files),
  ]);
  const texts: StartedText[] = [];
  for (const [at, read] of reads.entries()) {
    const { path, by, given } = scripts[at]!;
    if (read.kind === 'script') {
      const variables = new Map(given.map((value, index) => [String(index + 1), [value]]));
      texts.push({ text: scriptText(read.path, read.text, read.language, variables), by });
    } else if (read.kind === 'unread') {
      const detail = { path, reason: read.reason, problem: read.problem, writes: 'both' };
      doubts = [...doubts, observe('boot-script-unread', startOfFile(path), detail)];
    }
  }
  for (const text of tables.texts) texts.push(text);
  const outcomes = await follow(texts.map(({ text }) => text));
  doubts = [...doubts, ...[tables, ...outcomes].flatMap((found) => found.doubts)];
  return { generators: outcomes.flatMap((followed, at) => generatorsOf(texts[at]!, followed)), doubts };
}

/** The commands in the files: of more than are followed only one, for that to be said. */
async function readCommandFiles(
  tree: FileTree,
  files: readonly CommandFile[],
): Promise<{ readonly texts: readonly StartedText[]; readonly doubts: readonly BootDoubt[] }> {
  const texts: StartedText[] = [];
  let doubts: readonly BootDoubt[] = [];
  const known = new Set<string>();
  const reads = askAhead(files, (file) => readCommandFile(tree, file));
  for (const { kind } of files) {
    if (texts.length > MOST_TEXTS) break;
    const read = (await reads.next()).value!;
    doubts = [...doubts, ...read.doubts];
    // Folders of different names may be the same one.
    if (read.path === null || known.has(read.path)) continue;
    known.add(read.path);
    for (const text of read.texts.slice(0, MOST_TEXTS + 1 - texts.length)) texts.push({ text, by: kind.by });
  }
  return { texts, doubts };
}

function started(
  path: string,
  by: string = AT_BOOT,
  language: Language | null = null,
  given: readonly string[] = [],
): StartedScript {
  return { path, by, language, given };
}

function generatorsOf({ text, by }: StartedText, { own, scripts }: Followed): readonly BootGenerator[] {
  const { path, line } = text;
  const all = own === null ? scripts : [{ path, ...own }, ...scripts];
  return all.map((one) => ({
    name: 'boot-script',
    title: one.path,
    writes: one.writes,
    evidence: one.path === path ? one.at : locationIn(text, line),
    writesAt: one.at,
    template: null,
    wouldDo: null,
    note:
      one.path === path
        ? `${path}, ${by}, writes the configuration`
        : `${path}, ${by}, starts ${one.path}, which writes the configuration`,
  }));
}

/** Init scripts that a run level starts and that no unit takes the place of. */
async function initScripts(tree: FileTree): Promise<FolderAtBoot> {
  const listed = await askAll(RUN_LEVELS, (level) => listAtBoot(tree, level));
  const started = listed.flatMap(({ paths }) => paths).filter((path) => /\/S\d\d[^/]+$/.test(path));
  const stats = await askAll(started, (path) => tree.stat(path));
  const paths = stats.flatMap((stat) => {
    if (stat.ok) return isOwn(stat.entry.path) ? [stat.entry.path] : [];
    return mayBeThere(stat) ? [stat.path] : [];
  });
  const own = new Set(paths);
  const scripts = [...own];
  const units = await askAll(scripts, (path) => {
    const name = path.replace(/^.*\//, '').replace(/\.sh$/, '');
    return firstThere(tree, unitPaths(`${name}.service`));
  });
  const doubts = listed.flatMap((level) => level.doubts);
  return { paths: scripts.filter((_, at) => units[at] === null), doubts };
}
