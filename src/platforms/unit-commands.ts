import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { findProgram } from '../systemd/program.ts';
import type { BootGenerator, Recognised } from './boot-generator.ts';
import { readExecLines } from './hooks/exec-lines.ts';
import type { BootDoubt } from './observations.ts';
import { type BootText, isOwn } from './scripts/follow/boot-text.ts';
import { type FollowScripts, MOST_TEXTS } from './scripts/follow/follow-scripts.ts';
import type { Followed, Written } from './scripts/follow/trail.ts';
import { readShellCommands } from './scripts/words/own-folder.ts';
import { noteAssignments, type Variables } from './scripts/words/variables.ts';
import { lineLocation, readText, type TextFile } from './tree-text.ts';
import { findUnitFiles, type UnitFile } from './unit-files.ts';

/** Without `--runtime` the tool edits Docker's configuration. */
const NVIDIA = /\bnvidia-ctk\b.*\bruntime\s+configure\b.*--runtime[= ]containerd\b/;
const LONGEST_NVIDIA = 8192;
const MOST_ENVIRONMENT_FILES = 2000;

interface UnitCommand {
  readonly file: UnitFile;
  readonly command: string;
  readonly number: number;
  readonly source: string;
}

/**
 * Commands in unit files, and in scripts that these start, that write a configuration before, or while, the node's services
 * start.
 */
export async function recogniseUnitCommands(tree: FileTree, follow: FollowScripts): Promise<Recognised> {
  const { followed: files, nvidia, doubts: unread } = await findUnitFiles(tree);
  // One more than are followed, for that to be said.
  let left = MOST_TEXTS + 1;
  const commands = files.map((file) => {
    const some = commandsIn(file).slice(0, left);
    left -= some.length;
    return some;
  });
  const texts = await askAll(commands, (ofFile) => textsOf(tree, ofFile));
  const outcomes = (await follow(texts.flat())).values();
  const generators: BootGenerator[] = [];
  const doubts: BootDoubt[] = [...unread];
  for (const ofFile of commands) {
    for (const command of ofFile) {
      const followed = outcomes.next().value!;
      const isNvidia = nvidiaCommand(command).length > 0;
      generators.push(...generatorsOf(command, isNvidia ? { ...followed, own: null } : followed));
      doubts.push(...followed.doubts);
    }
    generators.push(...ofFile.flatMap(nvidiaCommand));
  }
  for (const file of nvidia) generators.push(...commandsIn(file).flatMap(nvidiaCommand));
  return { generators, doubts };
}

function commandsIn(file: UnitFile): readonly UnitCommand[] {
  const lines = file.text.split('\n');
  return readExecLines(file.text).map(({ command, line }) => ({
    file,
    command,
    number: line,
    source: lines[line - 1]!,
  }));
}

/** The commands of one unit as texts of a shell, which they are nearly. */
async function textsOf(tree: FileTree, commands: readonly UnitCommand[]): Promise<readonly BootText[]> {
  const file = commands[0]?.file;
  if (file === undefined) return [];
  const { path } = file;
  const folder = /^\s*WorkingDirectory\s*=\s*[-~]?(\/\S*?)\/*\s*$/m.exec(file.text)?.[1] ?? null;
  const variables = await variablesOf(tree, file);
  if (file.instances.length > 0) variables.set(INSTANCE, file.instances.slice(0, MOST_INSTANCES));
  const lines = file.text.split('\n');
  const searched = /^\s*ExecSearchPath\s*=\s*(\/\S*)\s*$/m.exec(file.text)?.[1]?.split(':') ?? [];
  const found = await askAll(commands, ({ command }) => withProgram(tree, command, searched));
  return commands.map(({ number }, at) => ({
    path,
    // `$$` is what the shell sees as `$`.
    text: specified(found[at]!, path).replaceAll('$$', '$'),
    language: 'shell',
    own: isOwn(path),
    line: number,
    lines,
    folder,
    variables,
  }));
}

const INSTANCE = 'UNIT_INSTANCE';
const MOST_INSTANCES = 4;

/** The specifiers put in that say a unit's name: systemd.unit(5) of 257. A drop-in's unit is its folder's. */
function specified(command: string, path: string): string {
  if (!command.includes('%')) return command;
  const parts = path.split('/');
  const name = (/\.d$/.test(parts.at(-2) ?? '') ? parts.at(-2)!.slice(0, -2) : parts.at(-1)!).replace(/\.\w+$/, '');
  return command.replace(/%([iIpPN%])/g, (_, specifier: string) => {
    if (specifier === '%') return '%';
    return /i/i.test(specifier) ? `\${${INSTANCE}}` : name.replace(/@.*$/, specifier === 'N' ? `@\${${INSTANCE}}` : '');
  });
}

/** systemd's own programs, which are no scripts; its units name them so, and each would be several questions. */
const OF_SYSTEMD = /^(?:systemctl|systemd-[\w-]+|journalctl|loginctl|udevadm)$/;

/** A command whose program has its folder, where it was named without. */
async function withProgram(tree: FileTree, command: string, searched: readonly string[]): Promise<string> {
  const name = /^[\w.-]{1,100}(?=\s|$)/.exec(command)?.[0];
  if (name === undefined || OF_SYSTEMD.test(name)) return command;
  const { path, exists } = await findProgram(tree, name, searched);
  return exists ? `${path}${command.slice(name.length)}` : command;
}

/** What the unit sets for its commands, by Environment= and by files, as far as it tells paths. */
async function variablesOf(tree: FileTree, { text }: TextFile): Promise<Variables> {
  const settings = [...text.matchAll(/^\s*Environment(File)?\s*=\s*(.*)$/gm)].slice(0, MOST_ENVIRONMENT_FILES);
  const assigned = await askAll(settings, async ([, file, rest = '']) => {
    if (file === undefined) return rest;
    return (await readText(tree, rest.trim().replace(/^-/, '')))?.text ?? '';
  });
  const variables: Variables = new Map();
  noteAssignments(readShellCommands(assigned.join('\n')).commands, variables, null);
  return variables;
}

function generatorsOf({ file, number, source }: UnitCommand, followed: Followed): readonly BootGenerator[] {
  const { path } = file;
  const unit = path.split('/').at(-1);
  const evidence = lineLocation(path, number, source);
  const generators: BootGenerator[] = [];
  const add = (title: string, { writes, at: writesAt }: Written, note: string): void => {
    generators.push({ name: 'unit-command', title, writes, evidence, writesAt, template: null, wouldDo: null, note });
  };
  if (followed.own !== null) {
    const note = `a command of ${path} writes the configuration each time the service starts`;
    add(`a command of ${unit}`, { ...followed.own, at: evidence }, note);
  }
  for (const script of followed.scripts) {
    const note = `${script.path}, which ${path} starts, writes the configuration when the node boots`;
    add(`a script of ${unit}`, script, note);
  }
  return generators;
}

function nvidiaCommand({ file, command, number, source }: UnitCommand): readonly BootGenerator[] {
  if (!NVIDIA.test(command.slice(0, LONGEST_NVIDIA))) return [];
  const note =
    'nvidia-ctk runtime configure adds an nvidia handler to containerd’s configuration at boot, with the options of ' +
    'the default handler';
  return [
    {
      name: 'nvidia-toolkit',
      title: 'nvidia-ctk',
      writes: 'containerd',
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note,
    },
  ];
}
