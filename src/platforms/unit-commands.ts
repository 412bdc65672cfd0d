import type { FileTree } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator, Recognised } from './boot-generator.ts';
import type { BootDoubt } from './observations.ts';
import { UNIT_FOLDERS } from './platform.ts';
import { type Follow, isOwn } from './scripts/follow-scripts.ts';
import { readShellCommands } from './scripts/shell-commands.ts';
import { noteAssignments, type Variables } from './scripts/variables.ts';
import { lineLocation, readText, type TextFile } from './tree-text.ts';

/** Without `--runtime` the tool edits Docker's configuration. */
const NVIDIA = /\bnvidia-ctk\b.*\bruntime\s+configure\b.*--runtime[= ]containerd\b/;
const LONGEST_NVIDIA = 8192;

/**
 * Commands in unit files, and in scripts that these start, that write a configuration before, or while, the node's services
 * start. Of the units that an image was given beside its packages' every one is read.
 */
export async function recogniseUnitCommands(tree: FileTree, follow: Follow): Promise<Recognised> {
  const generators: BootGenerator[] = [];
  const doubts: BootDoubt[] = [];
  const paths: string[] = [];
  for (const service of ['containerd.service', 'kubelet.service']) paths.push(...(await pathsOfUnit(tree, service)));
  const own = await ownUnits(tree);
  paths.push(...own.slice(0, MOST_UNITS));
  if (own.length > MOST_UNITS) {
    const location = startOfFile(own[MOST_UNITS]!);
    doubts.push(observe('boot-too-much', location, { what: 'units', limit: MOST_UNITS, writes: 'both' }));
  }
  const files = await readAll(tree, paths, doubts);
  for (const file of files) {
    const followed = await followUnit(tree, file, follow);
    generators.push(...followed.generators, ...nvidiaCommandsIn(file));
    doubts.push(...followed.doubts);
  }
  for (const file of await readAll(tree, await nvidiaUnits(tree), [])) {
    if (files.every(({ path }) => path !== file.path)) generators.push(...nvidiaCommandsIn(file));
  }
  return { generators, doubts };
}

interface UnitCommand {
  readonly command: string;
  readonly number: number;
  readonly source: string;
}

function* commandsIn({ text }: TextFile): Generator<UnitCommand> {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1;
    const source = lines[index]!;
    const match = /^\s*Exec(?:Start|StartPre|StartPost|Condition)\s*=\s*[-@:+!|]*(.*)$/.exec(source);
    if (match === null) continue;
    const pieces: string[] = [];
    let piece = match[1]!;
    while (piece.trimEnd().endsWith('\\') && index + 1 < lines.length) {
      pieces.push(piece.trimEnd().slice(0, -1));
      piece = lines[++index]!.trim();
      while (/^[#;]/.test(piece) && index + 1 < lines.length) piece = lines[++index]!.trim();
    }
    yield { command: [...pieces, piece].join(' '), number, source };
  }
}

async function followUnit(tree: FileTree, file: TextFile, follow: Follow): Promise<Recognised> {
  const generators: BootGenerator[] = [];
  const doubts: BootDoubt[] = [];
  const unit = file.path.split('/').at(-1);
  const lines = file.text.split('\n');
  const folder = /^\s*WorkingDirectory\s*=\s*[-~]?(\/\S*?)\/*\s*$/m.exec(file.text)?.[1] ?? null;
  let variables: Variables | null = null;
  for (const { command, number, source } of commandsIn(file)) {
    variables ??= await variablesOf(tree, file);
    // `$$` is what the shell sees as `$`.
    const text = command.replaceAll('$$', '$');
    const { path } = file;
    const followed = await follow({
      path,
      text,
      language: 'shell',
      own: isOwn(path),
      line: number,
      lines,
      folder,
      variables,
    });
    doubts.push(...followed.doubts);
    const writer = {
      name: 'unit-command',
      evidence: lineLocation(path, number, source),
      template: null,
      wouldDo: null,
    };
    if (followed.writes !== null) {
      generators.push({
        ...writer,
        name: 'unit-command',
        title: `a command of ${unit}`,
        writes: followed.writes,
        note: `a command of ${path} writes the configuration each time the service starts`,
      });
    }
    for (const { path: script, writes } of followed.scripts) {
      generators.push({
        ...writer,
        name: 'unit-command',
        title: `a script of ${unit}`,
        writes,
        note: `${script}, which ${path} starts, writes the configuration when the node boots`,
      });
    }
  }
  return { generators, doubts };
}

/** What the unit sets for its commands, by Environment= and by files, as far as it tells paths. */
async function variablesOf(tree: FileTree, { text }: TextFile): Promise<Variables> {
  const variables: Variables = new Map();
  const assigned: string[] = [];
  for (const [, file, rest = ''] of text.matchAll(/^\s*Environment(File)?\s*=\s*(.*)$/gm)) {
    if (file === undefined) assigned.push(rest);
    else if (assigned.length < MOST_UNITS)
      assigned.push((await readText(tree, rest.trim().replace(/^-/, '')))?.text ?? '');
  }
  noteAssignments(readShellCommands(assigned.join('\n')).commands, variables, null);
  return variables;
}

function* nvidiaCommandsIn(file: TextFile): Generator<BootGenerator> {
  for (const { command, number, source } of commandsIn(file)) {
    if (!NVIDIA.test(command.slice(0, LONGEST_NVIDIA))) continue;
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

async function pathsOfUnit(tree: FileTree, service: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const folder of UNIT_FOLDERS) {
    paths.push(`${folder}/${service}`);
    const list = await tree.list(`${folder}/${service}.d`);
    if (list.ok)
      paths.push(...list.names.filter((name) => name.endsWith('.conf')).map((name) => `${list.path}/${name}`));
  }
  return paths;
}

/** Units that an administrator or an image's builder wrote, and those that were enabled. */
async function ownUnits(tree: FileTree): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const folder of UNIT_FOLDERS.filter(isOwn)) {
    const list = await tree.list(folder);
    for (const name of list.ok ? list.names : []) {
      if (name.endsWith('.service')) paths.push(`${folder}/${name}`);
      if (!/\.(?:wants|requires|upholds|service\.d)$/.test(name)) continue;
      const links = await tree.list(`${folder}/${name}`);
      for (const link of links.ok ? links.names : []) {
        if (/\.(?:service|conf)$/.test(link)) paths.push(`${folder}/${name}/${link}`);
      }
    }
  }
  return paths;
}

const MOST_UNITS = 2000;

/** Other units are not read: an image has hundreds, and the toolkit's are called after NVIDIA. */
async function nvidiaUnits(tree: FileTree): Promise<readonly string[]> {
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
  return paths;
}

/** Each file once. One that is there and cannot be read is a doubt. */
async function readAll(tree: FileTree, paths: readonly string[], doubts: BootDoubt[]): Promise<readonly TextFile[]> {
  const files = new Map<string, TextFile>();
  for (const path of paths) {
    const result = await tree.read(path);
    if (result.ok) {
      const { path: found } = result.entry;
      if (!files.has(found)) files.set(found, { path: found, text: new TextDecoder().decode(result.bytes) });
    } else if (result.reason !== 'absent' && result.reason !== 'not-a-file' && isOwn(result.path)) {
      const detail = { path, reason: result.reason, problem: result.detail, writes: 'both' };
      doubts.push(observe('boot-script-unread', startOfFile(path), detail));
    }
  }
  return [...files.values()];
}
