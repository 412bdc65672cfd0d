import type { FileTree } from '../../image/file-tree.ts';
import { parentOf } from '../../image/names.ts';
import { observe } from '../../text/observation.ts';
import type { Location } from '../../text/position.ts';
import type { BootDoubt } from '../observations.ts';
import { lineLocation } from '../tree-text.ts';
import { type CommandCore, coreOf, effectOf, effectOfForeign, ITSELF } from './command-effect.ts';
import { bothOf, filesNamedIn, namesSide, type Side, type Writes } from './decisive-files.ts';
import { runsDownload } from './downloads.ts';
import { type Language, readScript } from './read-script.ts';
import { readShellCommands, type ShellCommand, type ShellText } from './shell-commands.ts';
import { inlineTexts, type StartedPath, startedPaths } from './started-paths.ts';
import { noteAssignments, type Variables, withVariables } from './variables.ts';

/** A text whose commands run when the node boots. */
export interface BootText {
  /** The file that it stands in. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  /** The image's maker has it run, and not a package of the distribution. */
  readonly own: boolean;
  /** Where it begins in the file, and the file's lines. */
  readonly line: number;
  readonly lines: readonly string[];
  /** The folder that relative names count from; null where it is not known. */
  readonly folder: string | null;
  /** Set before it runs. */
  readonly variables: Variables;
}

export interface Followed {
  /** What the text's own commands write; null for nothing. */
  readonly writes: Writes | null;
  /** The scripts that it starts, directly or not, and that write a configuration. */
  readonly scripts: readonly { readonly path: string; readonly writes: Writes }[];
  readonly doubts: readonly BootDoubt[];
}

export type Follow = (text: BootText) => Promise<Followed>;

const MOST_SCRIPTS = 1000;
const MOST_BYTES = 4 << 20;
const MOST_COMMANDS = 200_000;
/** Of one folder whose scripts are run one after the other. */
const MOST_IN_FOLDER = 200;
const DEEPEST = 20;
/** Told of one text: a hostile one could have one on every line. */
const MOST_DOUBTS = 100;

/** Where people put programs of their own. */
const LOCAL_PROGRAMS = ['/usr/local/sbin', '/usr/local/bin'];
const DISTRIBUTED = /^\/(?:usr\/(?!local\/)|lib\/|lib64\/|bin\/|sbin\/|snap\/)/;

/** Whether the image's maker put it there, and not a package of the distribution, as far as its folder tells. */
export function isOwn(path: string): boolean {
  return !DISTRIBUTED.test(path);
}

/** Follows what runs at boot into the scripts that it starts. The bounds hold for all texts of an image together. */
export function createFollower(tree: FileTree): Follow {
  let local: Promise<ReadonlyMap<string, string>> | null = null;
  let scripts = 0;
  let bytes = 0;
  let commands = 0;

  /** Looks into one text, and puts what it starts into `ahead`. */
  async function lookInto(
    text: BootText,
    seen: Map<string, 'run' | 'named'>,
    ahead: BootText[],
    doubts: BootDoubt[],
  ): Promise<Writes | null> {
    local ??= localPrograms(tree);
    const programs = await local;
    if (text.language === 'other') {
      const { writes, names } = effectOfForeign(text.text);
      const open = bothOf(new Set(names));
      const name = text.path.slice(text.path.lastIndexOf('/') + 1);
      if (open !== null && !ITSELF.test(name)) {
        doubts.push(observe('boot-script-unclear', locationOf(text, 1), { path: text.path, writes: open }));
      }
      return bothOf(new Set(writes));
    }
    const { own } = text;
    const read = divided(text);
    noteAssignments(read.commands, text.variables, text.folder);
    const writes = new Set<Side>();
    const mayName = [text.text, text.folder ?? '', ...[...text.variables.values()].flat()].some(namesSide);
    let folder = text.folder;
    let piped: readonly Side[] = [];
    for (const command of read.commands) {
      const location = (): Location => locationOf(text, command.line);
      commands += 1;
      if (commands > MOST_COMMANDS) {
        if (commands === MOST_COMMANDS + 1) doubts.push(tooMuch('commands', MOST_COMMANDS, location()));
        return bothOf(writes);
      }
      const unclear = new Set<Side>();
      let core: CommandCore = { words: [], program: '' };
      for (const words of expanded(command, text)) {
        core = coreOf(words);
        if (mayName) {
          const placed = words.map((word) => inFolder(word, folder));
          const outputs = command.outputs.flatMap((path) => withVariables(path, text.variables, text.folder));
          const effect = effectOf({
            words: placed,
            outputs: outputs.map((path) => inFolder(path, folder)),
            inputText: command.inputText,
          });
          for (const side of effect.writes) writes.add(side);
          for (const side of effect.names) unclear.add(side);
        }
        for (const inline of inlineTexts(core, command.inputText)) {
          if (inline.language === 'shell') ahead.push({ ...text, ...inline, line: command.line, folder });
        }
        const resolve = (word: string): string | null => absolutePath(word, folder);
        const started = startedPaths(core, command.inputFile, resolve, (name) => programs.get(name) ?? null);
        for (const one of started) await start(one, location, text, own, seen, ahead, doubts);
      }
      if (piped.length > 0 && /^(?:\S*\/)?xargs$/.test(command.words[0] ?? ''))
        for (const side of piped) unclear.add(side);
      piped = mayName && command.piped ? command.words.flatMap(filesNamedIn) : [];
      if ((core.program === 'cd' || core.program === 'pushd') && core.words[1]?.startsWith('/')) {
        folder = core.words[1].replace(/\/+$/, '');
      }
      const open = unclear.size === 0 ? null : bothOf(new Set([...unclear].filter((side) => !writes.has(side))));
      if (open !== null) {
        doubts.push(observe('boot-command-unclear', location(), { program: core.program, writes: open }));
      }
      const body = command.inputText;
      if (body?.startsWith('#!')) ahead.push({ ...text, text: body, line: command.line + 1 });
    }
    if (!read.closed && doubts.every(({ location }) => location?.path !== text.path)) noteUnclear(text, writes, doubts);
    const download = own ? runsDownload(read.commands) : null;
    if (download !== null) {
      const { program } = coreOf(download.words);
      doubts.push(observe('boot-runs-download', locationOf(text, download.line), { program, writes: 'both' }));
    }
    return bothOf(writes);
  }

  async function start(
    { path, run, given }: StartedPath,
    location: () => Location,
    from: BootText,
    own: boolean,
    seen: Map<string, 'run' | 'named'>,
    ahead: BootText[],
    doubts: BootDoubt[],
  ): Promise<void> {
    for (const one of await filesAt(path)) {
      // What was only named before is looked at anew once it is run: a shell takes a script without a first line too.
      const before = seen.get(one);
      if (before === 'run' || (before === 'named' && !run)) continue;
      seen.set(one, run ? 'run' : 'named');
      const matters = own || isOwn(one);
      if (scripts >= MOST_SCRIPTS || bytes >= MOST_BYTES) {
        if (!run || !matters || doubts.some(({ kind }) => kind === 'boot-too-much')) continue;
        const limit = scripts >= MOST_SCRIPTS ? MOST_SCRIPTS : MOST_BYTES;
        const what = scripts >= MOST_SCRIPTS ? 'scripts' : 'bytes of scripts';
        doubts.push(tooMuch(what, limit, location()));
        continue;
      }
      const read = await readScript(tree, one, { run, given, own: matters });
      if (read.kind === 'none') continue;
      if (read.kind === 'unread') {
        const { reason, problem } = read;
        if (!run || !matters) continue;
        doubts.push(observe('boot-script-unread', location(), { path: one, reason, problem, writes: 'both' }));
        continue;
      }
      scripts += 1;
      bytes += read.text.length;
      const { path: found, text, language } = read;
      ahead.push({ ...scriptText(found, text, language, from.variables), own: own || isOwn(found) });
    }
  }

  /** The path itself, or for one with a `*` the files that it stands for. */
  async function filesAt(path: string): Promise<readonly string[]> {
    const star = path.indexOf('*');
    if (star < 0) return [path];
    const folder = path.slice(0, path.lastIndexOf('/', star));
    const [before = '', after = ''] = path.slice(folder.length + 1).split('*', 2);
    if (after.includes('/')) return [];
    const listed = await tree.list(folder);
    if (!listed.ok) return [];
    return listed.names
      .filter((name) => name.startsWith(before) && name.endsWith(after) && !name.startsWith('.'))
      .slice(0, MOST_IN_FOLDER)
      .map((name) => `${listed.path}/${name}`);
  }

  return async (first) => {
    const found: { path: string; writes: Writes }[] = [];
    const doubts: BootDoubt[] = [];
    const seen = new Map<string, 'run' | 'named'>([[first.path, 'run']]);
    let own: Writes | null = null;
    let level: BootText[] = [first];
    for (let depth = 0; level.length > 0 && depth < DEEPEST; depth += 1) {
      const next: BootText[] = [];
      for (const text of level) {
        const writes = await lookInto(text, seen, next, doubts);
        if (writes === null) continue;
        if (text.path === first.path) own = own === null || own === writes ? writes : 'both';
        else if (found.every((one) => one.path !== text.path)) found.push({ path: text.path, writes });
      }
      level = next;
    }
    if (level.some((text) => text.own)) {
      doubts.push(tooMuch('scripts in scripts', DEEPEST, locationOf(level[0]!, 1)));
    }
    return { writes: own, scripts: found, doubts: distinct(doubts).slice(0, MOST_DOUBTS) };
  };
}

function distinct(doubts: readonly BootDoubt[]): readonly BootDoubt[] {
  return [...new Map(doubts.map((doubt) => [JSON.stringify(doubt), doubt])).values()];
}

function tooMuch(what: string, limit: number, location: Location): BootDoubt {
  return observe('boot-too-much', location, { what, limit, writes: 'both' });
}

/** A text that cannot be divided as a whole is divided a line at a time. */
function divided(text: BootText): ShellText {
  const read = readShellCommands(text.text, text.line);
  if (read.closed) return read;
  const lines = text.text.replace(/\\\n/g, ' \n').split('\n');
  const commands = lines.flatMap((line, at) => readShellCommands(line, text.line + at).commands);
  return { commands: [...read.commands, ...commands], closed: false };
}

/** Of what could not be divided, a line that names a decisive file and is no comment. */
function noteUnclear(text: BootText, writes: ReadonlySet<Side>, doubts: BootDoubt[]): void {
  const lines = text.text.split('\n');
  const at = lines.findIndex((line) => !/^\s*#/.test(line) && filesNamedIn(line).some((side) => !writes.has(side)));
  if (at < 0) return;
  const open = bothOf(new Set(filesNamedIn(lines[at]!)));
  doubts.push(
    observe('boot-script-unclear', locationOf(text, text.line + at), { path: text.path, writes: open ?? 'both' }),
  );
}

function locationOf({ path, lines }: BootText, line: number): Location {
  return lineLocation(path, line, lines[line - 1] ?? '');
}

/** The words of a command for each value that its variables may have. */
function expanded({ words }: ShellCommand, { variables, folder }: BootText): readonly (readonly string[])[] {
  if (words.every((word) => !word.includes('$'))) return [words];
  const choices = words.map((word) => withVariables(word, variables, folder));
  const most = choices.reduce((so, values) => Math.max(so, values.length), 1);
  return Array.from({ length: most }, (_, turn) => {
    const put = choices.map((values) => values[Math.min(turn, values.length - 1)]!);
    // A variable in the program's place may hold more than its name.
    return words[0]?.startsWith('$') && put[0] !== words[0] ? [...put[0]!.split(/\s+/), ...put.slice(1)] : put;
  });
}

/** A name with one of these endings and no folder. */
const RELATIVE = /^(?:\.\/)?[\w.-]+\.(?:toml|ya?ml|json|env|conf)$/;

function inFolder(word: string, folder: string | null): string {
  return folder !== null && RELATIVE.test(word) ? `${folder}/${word.replace(/^\.\//, '')}` : word;
}

function absolutePath(word: string, folder: string | null): string | null {
  if (word.includes('$') || word.length > 4096) return null;
  if (word.startsWith('/')) return word;
  return folder === null || /^[-~]|[^\w./*+@%-]/.test(word) ? null : `${folder}/${word}`;
}

/** The words of a text that is a whole file. */
export function scriptText(path: string, text: string, language: Language, variables: Variables = new Map()): BootText {
  const folder = parentOf(path);
  return {
    path,
    text,
    language,
    own: isOwn(path),
    line: 1,
    lines: text.split('\n'),
    folder,
    variables: new Map(variables),
  };
}

async function localPrograms(tree: FileTree): Promise<ReadonlyMap<string, string>> {
  const programs = new Map<string, string>();
  for (const folder of LOCAL_PROGRAMS) {
    const listed = await tree.list(folder);
    for (const name of listed.ok ? listed.names : []) if (!programs.has(name)) programs.set(name, `${folder}/${name}`);
  }
  return programs;
}
