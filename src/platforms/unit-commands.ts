import type { FileTree } from '../image/file-tree.ts';
import type { BootGenerator } from './boot-generator.ts';
import { UNIT_FOLDERS } from './platform.ts';
import { lineLocation, readText, type TextFile } from './tree-text.ts';
import { LONGEST_COMMAND, writtenBy, writtenByScript } from './written-files.ts';

/** Without `--runtime` the tool edits Docker's configuration. */
const NVIDIA = /\bnvidia-ctk\b.*\bruntime\s+configure\b.*--runtime[= ]containerd\b/;

/**
 * Commands in unit files, and in scripts that these start, that write a configuration before, or while, the node's services
 * start. Of the units that an image was given beside its packages' every one is read.
 */
export async function recogniseUnitCommands(tree: FileTree): Promise<readonly BootGenerator[]> {
  const found: BootGenerator[] = [];
  const files: TextFile[] = [];
  for (const service of ['containerd.service', 'kubelet.service']) files.push(...(await filesOfUnit(tree, service)));
  for (const file of await ownUnits(tree)) if (files.every(({ path }) => path !== file.path)) files.push(file);
  for (const file of files) {
    found.push(...writersIn(file), ...(await writersInScripts(tree, file)), ...nvidiaCommandsIn(file));
  }
  for (const file of await nvidiaUnits(tree)) {
    if (files.every(({ path }) => path !== file.path)) found.push(...nvidiaCommandsIn(file));
  }
  return found;
}

function* commandsIn({
  text,
}: TextFile): Generator<{ readonly command: string; readonly number: number; readonly source: string }> {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1;
    const source = lines[index]!;
    const match = /^\s*Exec(?:Start|StartPre|StartPost|Condition)\s*=\s*(.*)$/.exec(source);
    if (match === null) continue;
    let piece = match[1]!;
    let command = '';
    while (piece.endsWith('\\') && index + 1 < lines.length) {
      if (command.length < LONGEST_COMMAND) command += `${piece.slice(0, -1)} `;
      piece = lines[++index]!.trim();
    }
    yield { command: (command + piece).slice(0, LONGEST_COMMAND), number, source };
  }
}

function* writersIn(file: TextFile): Generator<BootGenerator> {
  for (const { command, number, source } of commandsIn(file)) {
    const writes = writtenBy(command);
    if (writes === null) continue;
    yield {
      name: 'unit-command',
      title: `a command of ${file.path.split('/').at(-1)}`,
      writes,
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note: `a command of ${file.path} writes the configuration each time the service starts`,
    };
  }
}

/** The scripts that a unit's commands name, each as far as it writes a configuration itself. */
async function writersInScripts(tree: FileTree, file: TextFile): Promise<readonly BootGenerator[]> {
  const found: BootGenerator[] = [];
  const seen = new Set<string>();
  for (const { command, number, source } of commandsIn(file)) {
    for (const { path, text } of await scriptsIn(tree, command, seen)) {
      const writes = writtenByScript(text);
      if (writes === null) continue;
      found.push({
        name: 'unit-command',
        title: `a script of ${file.path.split('/').at(-1)}`,
        writes,
        evidence: lineLocation(file.path, number, source),
        template: null,
        wouldDo: null,
        note: `${path}, which ${file.path} starts, writes the configuration when the node boots`,
      });
    }
  }
  return found;
}

/** The scripts that a command names, and those that they name. A shell takes one without `#!` too. */
async function scriptsIn(tree: FileTree, command: string, seen: Set<string>): Promise<readonly TextFile[]> {
  const found: TextFile[] = [];
  const commands = [command];
  for (const each of commands) {
    for (const [path] of each.matchAll(/\/[\w./+-]+/g)) {
      if (seen.has(path) || seen.size >= MOST_SCRIPTS) continue;
      seen.add(path);
      if (await isProgram(tree, path)) continue;
      const read = await tree.read(path, LARGEST_SCRIPT);
      if (!read.ok) continue;
      const { bytes } = read;
      const marked = bytes[0] === 0x23 && bytes[1] === 0x21;
      const given = SHELL.test(each) && path.endsWith('.sh') && !bytes.includes(0);
      if (!marked && !given) continue;
      const text = new TextDecoder().decode(bytes);
      found.push({ path: read.entry.path, text });
      commands.push(text.replace(/^[ \t]*#.*$/gm, ''));
    }
  }
  return found;
}

/** What is no script by its size or its first bytes; of a compressed layer those are kept, and not the whole file. */
async function isProgram(tree: FileTree, path: string): Promise<boolean> {
  const stat = await tree.stat(path);
  if (!stat.ok) return false;
  if (stat.entry.size > LARGEST_SCRIPT) return true;
  if ((stat.entry.mode & 0o111) === 0) return false;
  const binary = await tree.binary(path);
  return binary.ok && binary.facts.format === 'elf';
}

const SHELL = /(?:^|[\s'"/])(?:(?:ba|da|k|z)?sh|source|\.)\s/;
const LARGEST_SCRIPT = 64 * 1024;
const MOST_SCRIPTS = 100;

function* nvidiaCommandsIn(file: TextFile): Generator<BootGenerator> {
  for (const { command, number, source } of commandsIn(file)) {
    if (!NVIDIA.test(command)) continue;
    yield {
      name: 'nvidia-toolkit',
      title: 'nvidia-ctk',
      writes: 'containerd',
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note:
        'nvidia-ctk runtime configure adds an nvidia handler to containerd’s configuration at boot, with the options of ' +
        'the default handler',
    };
  }
}

async function filesOfUnit(tree: FileTree, service: string): Promise<readonly TextFile[]> {
  const paths: string[] = [];
  for (const folder of UNIT_FOLDERS) {
    paths.push(`${folder}/${service}`);
    const list = await tree.list(`${folder}/${service}.d`);
    if (list.ok)
      paths.push(...list.names.filter((name) => name.endsWith('.conf')).map((name) => `${list.path}/${name}`));
  }
  return readAll(tree, paths);
}

/** Units that an administrator or an image's builder wrote, and those that were enabled. */
async function ownUnits(tree: FileTree): Promise<readonly TextFile[]> {
  const own = UNIT_FOLDERS[0]!;
  const list = await tree.list(own);
  const paths: string[] = [];
  for (const name of list.ok ? list.names : []) {
    if (name.endsWith('.service')) paths.push(`${own}/${name}`);
    if (!/\.(?:wants|requires|service\.d)$/.test(name)) continue;
    const links = await tree.list(`${own}/${name}`);
    for (const link of links.ok ? links.names : []) {
      if (/\.(?:service|conf)$/.test(link)) paths.push(`${own}/${name}/${link}`);
    }
  }
  return readAll(tree, paths.slice(0, MOST_UNITS));
}

const MOST_UNITS = 500;

/** Other units are not read: an image has hundreds, and the toolkit's are called after NVIDIA. */
async function nvidiaUnits(tree: FileTree): Promise<readonly TextFile[]> {
  const paths: string[] = [];
  for (const folder of UNIT_FOLDERS) {
    const list = await tree.list(folder);
    if (!list.ok) continue;
    paths.push(
      ...list.names
        .filter((name) => /nvidia|gpu/i.test(name) && name.endsWith('.service'))
        .map((name) => `${list.path}/${name}`),
    );
  }
  return readAll(tree, paths);
}

async function readAll(tree: FileTree, paths: readonly string[]): Promise<readonly TextFile[]> {
  const files = new Map<string, TextFile>();
  for (const path of paths) {
    const file = await readText(tree, path);
    if (file !== null) files.set(file.path, file);
  }
  return [...files.values()];
}
