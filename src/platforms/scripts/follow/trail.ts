import { parentOf } from '../../../image/names.ts';
import { observe } from '../../../text/observation.ts';
import type { Location } from '../../../text/position.ts';
import type { BootDoubt } from '../../observations.ts';
import { namesSide, type Writes } from '../decisive-files/decisive-files.ts';
import { commandsIn } from '../made-files/file-kinds.ts';
import { readShellCommands } from '../words/own-folder.ts';
import { copyVariables, noteAssignments, type Variables } from '../words/variables.ts';
import { type BootText, isOwn, locationIn, scriptText } from './boot-text.ts';
import type { Start } from './found.ts';
import type { ScriptRead } from './read-script.ts';

/** What is written, and the first line that does it. */
export interface Written {
  readonly writes: Writes;
  readonly at: Location;
}

/** What came of a text that runs at boot. */
export interface Followed {
  /** What the text's own commands write; null for nothing. */
  readonly own: Written | null;
  /** The scripts that it starts, directly or not, and that write a configuration. */
  readonly scripts: readonly (Written & { readonly path: string })[];
  readonly doubts: readonly BootDoubt[];
}

/** How far a text was followed. */
export interface Trail {
  readonly first: BootText;
  /** Files that were looked at, and how. */
  readonly seen: Map<string, Looked>;
  readonly doubts: BootDoubt[];
  readonly scripts: (Written & { readonly path: string })[];
  own: Written | null;
  /** Texts in files that were looked into, for the same ones often stand in many places. */
  readonly texts: Set<string>;
  /** How many texts were looked into anew. */
  again: number;
  /** What is looked into next. */
  level: BootText[];
}

/** Only named, run by itself, or run by a program that takes it without a first line too. */
type Looked = 'named' | 'run' | 'given';

/** Told of one text: a hostile one could have one on every line. */
const MOST_DOUBTS = 100;

export function trailFrom(first: BootText): Trail {
  return {
    first,
    seen: new Map([[first.path, 'given']]),
    doubts: [],
    scripts: [],
    texts: new Set(),
    own: null,
    again: 0,
    level: [first],
  };
}

/** What was only named before is looked at anew once it is run, and that once a shell is given it. */
export function isNew({ seen }: Trail, path: string, { run, given }: Start): boolean {
  const before = seen.get(path);
  const now = !run ? 'named' : given === null ? 'run' : 'given';
  if (before === 'given' || before === now || (now === 'named' && before !== undefined)) return false;
  seen.set(path, now);
  return true;
}

/** Whether the image's maker put it there, or runs it. */
export function isOwnStart(path: string, { from }: Start): boolean {
  return from.own || isOwn(path);
}

/** Goes on with a text that stands in a file, once. */
export function noteText({ texts, level }: Trail, text: BootText): void {
  const key = `${text.path}\0${text.folder ?? ''}\0${text.text}`;
  if (texts.has(key)) return;
  texts.add(key);
  level.push(text);
}

export function noteWrites(trail: Trail, path: string, written: Written): void {
  const { own } = trail;
  if (path !== trail.first.path) {
    if (trail.scripts.every((one) => one.path !== path)) trail.scripts.push({ path, ...written });
  } else if (own === null) trail.own = written;
  else if (own.writes !== written.writes) trail.own = { ...own, writes: 'both' };
}

/** Goes on with a file, or doubts it where it cannot be read. */
export function noteFile(trail: Trail, path: string, start: Start, read: ScriptRead): void {
  if (read.kind === 'script' && start.fileKind !== null) {
    const text = scriptText(read.path, read.text, 'shell', start.from.variables);
    // A package's unit is its own, whoever starts it.
    const own = start.fileKind !== 'unit' || isOwn(read.path);
    for (const { command, line } of commandsIn(read.text, start.fileKind)) {
      trail.level.push({ ...text, text: command, line, folder: parentOf(read.path), cwd: start.cwd, own });
    }
  } else if (read.kind === 'script') {
    const text = scriptText(read.path, read.text, read.language, start.from.variables);
    trail.level.push({ ...text, own: start.from.own || isOwn(read.path), cwd: start.cwd });
    if (start.sourced) noteSourced(trail, start, text);
  } else if (read.kind === 'unread' && start.run) {
    const { reason, problem } = read;
    const location = locationIn(start.from, start.line);
    trail.doubts.push(observe('boot-script-unread', location, { path, reason, problem, writes: 'both' }));
  }
}

const MOST_AGAIN = 20;

/** Looks anew into a text that goes on with what a file set that it read, where that names a side. */
function noteSourced(trail: Trail, { from }: Start, { text, folder }: BootText): void {
  if (trail.again >= MOST_AGAIN || !namesSide(text)) return;
  const variables = copyVariables(from.variables);
  const before = namingValues(variables);
  noteAssignments(readShellCommands(text).commands, variables, folder);
  if (namingValues(variables) <= before) return;
  trail.again += 1;
  trail.level.push({ ...from, variables });
}

function namingValues(variables: Variables): number {
  return [...variables.values()].flat().filter(namesSide).length;
}

/** Once for each text that was given. */
export function noteTooMuch({ doubts }: Trail, text: BootText, line: number, what: string, limit: number): void {
  if (doubts.some(({ kind }) => kind === 'boot-too-much')) return;
  doubts.push(observe('boot-too-much', locationIn(text, line), { what, limit, writes: 'both' }));
}

export function outcomeOf({ own, scripts, doubts }: Trail): Followed {
  const distinct = new Map(doubts.map((doubt) => [JSON.stringify(doubt), doubt]));
  return { own, scripts, doubts: [...distinct.values()].slice(0, MOST_DOUBTS) };
}
