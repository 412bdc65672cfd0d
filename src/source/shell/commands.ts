import type { SourceFile } from '../repository.ts';
import { type CommandText, type Pipeline, readCommandLine, type SimpleCommand } from './pipelines.ts';

/** The lines of a here-document, from 1, both included. */
export interface HereDocument {
  readonly startLine: number;
  readonly endLine: number;
}

/** A pipeline somewhere in a file, with the here-document of its first command that has one. */
export interface FoundPipeline extends Pipeline {
  /** The last line of the command itself. */
  readonly endLine: number;
  readonly here: HereDocument | null;
}

/** Programs that write or change files of an image, or bring them. */
const TOOLS = [
  'sed gsed perl awk gawk ed ex tee sponge dd cat echo printf containerd nvidia-ctk rm unlink cp mv install ln rsync scp',
  'curl wget envsubst gomplate patch virt-customize docker podman',
  'tomlq yq jq dasel crudini toml apt-get apt yum dnf microdnf tdnf zypper apk COPY ADD',
].flatMap((line) => line.split(' '));
const KNOWN = new Set(TOOLS);
/** Programs that matter with one of their commands only. */
const ONLY: Readonly<Record<string, string>> = { containerd: 'config', docker: 'cp', podman: 'cp', toml: 'set' };
const NAMES = TOOLS.map((name) => (ONLY[name] === undefined ? name : `${name}(?=\\s+${ONLY[name]}\\s)`)).join('|');
const STARTS = new RegExp(`(?:^|[\\s;&|("'\`@!\\[,{/])(${NAMES})(?=["']?\\s*,|\\s|["']\\])`);
const COMMENT = /^\s*(?:#(?!!)|\/\/)/;
type Quote = '"' | "'" | '`';
const MOST_LINES = 80;
const LONGEST = 8192;
/** How many characters are looked at in one file for what begins on its lines: open quotes and here-documents overlap. */
const MOST_CHARACTERS = 8_000_000;

/** Finds the commands of a file, whatever kind it is: scripts, Dockerfiles, and strings in YAML, JSON, HCL, Go or Python. */
export function findPipelines(file: SourceFile): readonly FoundPipeline[] {
  const found: FoundPipeline[] = [];
  let left = MOST_CHARACTERS;
  for (let index = 0; index < file.lines.length && left > 0; index++) {
    const line = file.lines[index] as string;
    if (line.length > LONGEST || COMMENT.test(line)) continue;
    const items = /^\s*-\s+\S+\s*$/.test(line) ? readItems(file, index) : null;
    if (items !== null) {
      found.push({ ...items, here: null });
      index = items.endLine - 1;
      continue;
    }
    const start = STARTS.exec(line);
    if (start === null) continue;
    const column = start.index + start[0].length - (start[1]?.length ?? 0);
    left -= LONGEST / 8;
    const list = readList(file, index, column);
    if (list !== null) {
      found.push({ ...list, here: null });
      index = Math.max(index, list.endLine - 1);
      continue;
    }
    const text = commandText(file, index, column, openQuote(line.slice(0, column)), foldedTo(file, index));
    left -= text.text.length;
    let tokens = readCommandLine(text);
    if (tokens.open) {
      const only = line.slice(column);
      tokens = readCommandLine({ text: only, lineOf: () => index + 1 });
    }
    const endLine = text.lineOf(Math.max(0, tokens.end - 1));
    let last = endLine;
    for (const pipeline of tokens.pipelines) {
      const word = pipeline.commands.find(({ heredoc }) => heredoc !== null)?.heredoc ?? null;
      const here = word === null ? null : hereDocument(file, last, word);
      if (word !== null) left -= here === null ? 5000 * 20 : 0;
      if (here !== null) last = here.endLine + 1;
      found.push({ ...pipeline, endLine, here });
    }
    const runs = tokens.pipelines.some(({ commands }) => commands.some((command) => writesHere(command)));
    index = Math.max(index, (runs ? last : endLine) - 1);
  }
  return found;
}

/** The word that names the program, and what follows it; null where it is none of those that matter. */
export function toolOf(
  command: SimpleCommand,
): { readonly name: string; readonly words: SimpleCommand['words'] } | null {
  for (const [index, { text }] of command.words.slice(0, 10).entries()) {
    const name = text.slice(text.lastIndexOf('/') + 1);
    if (!KNOWN.has(name)) continue;
    const words = command.words.slice(index + 1);
    if (ONLY[name] === undefined || ONLY[name] === words[0]?.text) return { name, words };
  }
  return null;
}

/** Whether a here-document is text for a file, and holds no commands. */
function writesHere(command: SimpleCommand): boolean {
  return command.heredoc !== null && ['cat', 'tee', 'COPY', 'ADD'].includes(toolOf(command)?.name ?? '');
}

function hereDocument(file: SourceFile, after: number, word: string): HereDocument | null {
  const limit = Math.min(file.lines.length, after + 5000);
  for (let line = after + 1; line <= limit; line++) {
    if ((file.lines[line - 1] as string).trim() === word) return { startLine: after + 1, endLine: line - 1 };
  }
  return null;
}

/** The quote within which the text ends; null for none. */
function openQuote(before: string): Quote | null {
  let open: Quote | null = null;
  for (let at = 0; at < before.length; at++) {
    const character = before[at];
    if (open !== "'" && open !== '`' && character === '\\') at += 1;
    else if (open === null && (character === '"' || character === "'" || character === '`')) open = character;
    else if (open === character) open = null;
  }
  return open;
}

/** The last line of the folded text of YAML (`>`) in which a line stands, whose line breaks count as blanks; null for none. */
function foldedTo(file: SourceFile, index: number): number | null {
  if (!/\.(?:ya?ml|sls)$/i.test(file.path)) return null;
  const indentOf = (text: string): number => text.length - text.trimStart().length;
  const own = indentOf(file.lines[index] as string);
  let header = index - 1;
  while (header >= Math.max(0, index - MOST_LINES) && indentOf(file.lines[header] as string) >= own) header -= 1;
  const head = file.lines[header] ?? '';
  if (!/(?::|^\s*-)\s+>[-+0-9]*\s*$/.test(head)) return null;
  let last = index;
  while (last + 1 < file.lines.length && indentOf(file.lines[last + 1] as string) === own) last += 1;
  return last;
}

/** The text from a place on, or what is left of the string that the place is in, with its escapes undone. */
function commandText(
  file: SourceFile,
  index: number,
  column: number,
  quote: Quote | null,
  folded: number | null = null,
): CommandText {
  let text = '';
  const starts: number[] = [];
  const last = Math.min(file.lines.length, index + MOST_LINES);
  for (let at = index; at < last && text.length < LONGEST; at++) {
    starts.push(text.length);
    const end = folded !== null && at < folded ? ' ' : '\n';
    text += `${at === index ? (file.lines[at] as string).slice(column) : file.lines[at]}${end}`;
  }
  const lineOf = (offset: number): number => index + Math.max(1, starts.filter((start) => start <= offset).length);
  if (quote === null) return { text, lineOf };
  const origins: number[] = [];
  let inner = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    const next = text[at + 1] ?? '';
    if (quote === '"' && character === '\\' && (next === '"' || next === '\\')) at += 1;
    else if (quote === '"' && character === '\\' && next === 'n') {
      inner += '\n';
      origins.push(at);
      at += 1;
      continue;
    } else if (quote === "'" && character === "'" && next === "'") at += 1;
    else if (character === quote) break;
    inner += text[at];
    origins.push(at);
  }
  return { text: inner, lineOf: (offset) => lineOf(origins[Math.min(offset, origins.length - 1)] ?? 0) };
}

/** A command that is written as a list of YAML over several lines, one word on each. */
function readItems(file: SourceFile, index: number): (Pipeline & { endLine: number }) | null {
  const item = /^(\s*-\s+)(["']?)(.*?)\2\s*$/;
  const [, dash, , first] = item.exec(file.lines[index] as string) ?? [];
  if (
    dash === undefined ||
    first === undefined ||
    /\s/.test(first) ||
    !KNOWN.has(first.slice(first.lastIndexOf('/') + 1))
  )
    return null;
  const words = [{ text: first, line: index + 1 }];
  for (let at = index + 1; at < Math.min(file.lines.length, index + MOST_LINES); at++) {
    const next = item.exec((file.lines[at] as string).slice(0, LONGEST));
    if (next?.[1] !== dash) break;
    words.push({ text: next[3] as string, line: at + 1 });
  }
  if (words.length < 2) return null;
  return { commands: [{ words, redirects: [], heredoc: null }], line: index + 1, endLine: index + words.length };
}

/** A command that is written as a list: `["sed", "-i", …]`, `[sed, -i, …]`, `exec.Command("sed", …)`. */
function readList(file: SourceFile, index: number, column: number): (Pipeline & { endLine: number }) | null {
  const text = commandText(file, index, column, null);
  const head = /^([\w-]+)["']?\s*,/.exec(text.text);
  if (head === null) return null;
  const words = [{ text: head[1] as string, line: index + 1 }];
  const item = /\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\n]|'')*)'|`([^`]*)`|([^\s,\])"'][^,\])\n]*))\s*(,|\]|\))/y;
  item.lastIndex = head[0].length;
  let end = head[0].length;
  for (let match = item.exec(text.text); match !== null; match = item.exec(text.text)) {
    const [, double, single, raw, bare, separator] = match;
    const value =
      double === undefined
        ? (single?.replaceAll("''", "'") ?? raw ?? bare?.trim() ?? '')
        : double.replace(/\\(.)/g, (_, one: string) =>
            one === 'n' ? '\n' : one === '"' || one === '\\' ? one : `\\${one}`,
          );
    words.push({ text: value, line: text.lineOf(match.index + (match[0].length - match[0].trimStart().length)) });
    end = item.lastIndex;
    if (separator !== ',') break;
  }
  if (words.length < 2) return null;
  return {
    commands: [{ words, redirects: [], heredoc: null }],
    line: index + 1,
    endLine: text.lineOf(Math.max(0, end - 1)),
  };
}
