import type { FileTree } from '../image/file-tree.ts';
import type { BootGenerator } from './boot-generator.ts';
import { lineLocation, readText, type TextFile } from './tree-text.ts';
import { writtenByScript } from './written-files.ts';

/** Scripts that run at boot without a unit that names them. */
const SCRIPTS = ['/etc/rc.local', '/etc/rc.d/rc.local'];
/** cloud-init runs what lies here: scripts-user.conf, scripts-per-boot and their like. */
const SCRIPT_FOLDERS = ['per-boot', 'per-instance', 'per-once', 'vendor'].map(
  (name) => `/var/lib/cloud/scripts/${name}`,
);
const CRON_FOLDER = '/etc/cron.d';
const CRON_FILES = ['/etc/crontab', '/var/spool/cron/root', '/var/spool/cron/crontabs/root'];
const MOST_FILES = 200;

/** rc.local, cloud-init's scripts and cron's `@reboot` lines that write a configuration when the node boots. */
export async function recogniseBootScripts(tree: FileTree): Promise<readonly BootGenerator[]> {
  const found: BootGenerator[] = [];
  const scripts = [...SCRIPTS];
  for (const folder of SCRIPT_FOLDERS) scripts.push(...(await filesOf(tree, folder)));
  for (const path of scripts.slice(0, MOST_FILES)) {
    const file = await readText(tree, path);
    if (file?.text.startsWith('#!')) found.push(...generatorOf(file, file.text));
  }
  for (const path of [...CRON_FILES, ...(await filesOf(tree, CRON_FOLDER))].slice(0, MOST_FILES)) {
    const file = await readText(tree, path);
    const lines = (file?.text ?? '').split('\n').filter((line) => /^\s*@reboot\s/.test(line));
    if (file !== null && lines.length > 0) found.push(...(await cronGenerators(tree, file, lines)));
  }
  return found;
}

async function cronGenerators(
  tree: FileTree,
  file: TextFile,
  lines: readonly string[],
): Promise<readonly BootGenerator[]> {
  const found = [...generatorOf(file, lines.join('\n'))];
  for (const [path] of lines.join('\n').matchAll(/\/[\w./+-]+/g)) {
    const script = found.length === 0 ? await readText(tree, path) : null;
    if (script?.text.startsWith('#!')) found.push(...generatorOf(script, script.text));
  }
  return found;
}

function generatorOf(file: TextFile, text: string): readonly BootGenerator[] {
  const writes = writtenByScript(text);
  if (writes === null) return [];
  return [
    {
      name: 'boot-script',
      title: file.path,
      writes,
      evidence: lineLocation(file.path, 1, file.text.split('\n', 1)[0] ?? ''),
      template: null,
      wouldDo: null,
      note: `${file.path} runs when the node boots, and writes the configuration`,
    },
  ];
}

async function filesOf(tree: FileTree, folder: string): Promise<readonly string[]> {
  const listed = await tree.list(folder);
  return listed.ok ? listed.names.map((name) => `${folder}/${name}`) : [];
}
