import { askAhead, askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import { decodeEscape } from '../../systemd/c-escape.ts';
import { isMask, plainPath } from '../../systemd/mask.ts';
import { ROOT_SPECIFIERS } from '../../systemd/specifiers.ts';
import { compareBytewise } from '../../text/bytewise.ts';
import type { Location } from '../../text/position.ts';
import { lineLocation, readText } from '../tree-text.ts';

/** One line of tmpfiles.d(5). */
export interface TmpfilesLine {
  /** `f`, `C`, `L`, … */
  readonly type: string;
  /** `+`, `!`, `?`, `~`, `^`, … */
  readonly modifiers: string;
  /** Absolute, or a pattern for the types that take one; `*` stands for what only the running node knows. */
  readonly path: string;
  readonly age: string;
  /** Null where it is left out. */
  readonly argument: string | null;
  /** The argument holds something that only the running node knows. */
  readonly unsure: boolean;
  readonly location: Location;
}

export const TMPFILES_FOLDERS = [
  '/etc/tmpfiles.d',
  '/run/tmpfiles.d',
  '/usr/local/lib/tmpfiles.d',
  '/usr/lib/tmpfiles.d',
];
const MOST_FILES = 1000;
const MOST_LINES = 20_000;
const LONGEST_LINE = 64 * 1024;

/**
 * The lines that systemd-tmpfiles-setup.service carries out before any ordinary service starts: of files of one name that of
 * the higher folder counts, and one that leads to /dev/null hides the others (tmpfiles.d(5)).
 */
export async function readTmpfiles(tree: FileTree): Promise<readonly TmpfilesLine[]> {
  const winners = new Map<string, string>();
  const listings = await askAll(TMPFILES_FOLDERS, (folder) => tree.list(folder));
  for (const [at, listed] of listings.entries()) {
    for (const name of listed.ok ? listed.names : []) {
      if (name.endsWith('.conf') && !winners.has(name) && winners.size < MOST_FILES)
        winners.set(name, `${TMPFILES_FOLDERS[at]}/${name}`);
    }
  }
  const names = [...winners.keys()].toSorted(compareBytewise);
  const files = askAhead(names, async (name) => {
    const path = winners.get(name)!;
    return (await isMask(tree, path)) ? null : readText(tree, path);
  });
  const lines: TmpfilesLine[] = [];
  for await (const file of files) {
    if (file === null) continue;
    for (const [index, text] of file.text.split('\n').entries()) {
      if (lines.length >= MOST_LINES) return lines;
      const line = text.length > LONGEST_LINE ? null : parseLine(text, lineLocation(file.path, index + 1, text));
      if (line !== null) lines.push(line);
    }
  }
  return lines;
}

function parseLine(text: string, location: Location): TmpfilesLine | null {
  if (/^\s*(?:#|$)/.test(text)) return null;
  const [words, rest] = takeWords(text.trim(), 6);
  const [kind = '', rawPath = '', , , , age = '-'] = words;
  const path = expand(rawPath);
  if (!/^[a-zA-Z]/.test(kind) || !path.text.startsWith('/')) return null;
  const raw = rest === '' || rest === '-' ? null : rest;
  const argument = raw === null ? null : expand(decodeEscapes(raw));
  return {
    type: kind[0]!,
    modifiers: kind.slice(1),
    path: plainPath(path.text.replace(/\{[^}/]*\}/g, '*')),
    age,
    argument: argument?.text ?? null,
    unsure: argument?.unsure ?? false,
    location,
  };
}

/** The first words, their quotes and escapes resolved, and the rest as it is written. */
function takeWords(text: string, count: number): readonly [words: readonly string[], rest: string] {
  const words: string[] = [];
  let at = 0;
  while (words.length < count && at < text.length) {
    let word = '';
    let quote = '';
    for (; at < text.length; at++) {
      const symbol = text[at]!;
      if (symbol === '\\') {
        const decoded = decodeEscape(text, at + 1);
        word += decoded?.decoded ?? '';
        at += decoded?.length ?? 0;
      } else if (quote !== '') {
        if (symbol === quote) quote = '';
        else word += symbol;
      } else if (symbol === '"' || symbol === "'") quote = symbol;
      else if (/\s/.test(symbol)) break;
      else word += symbol;
    }
    words.push(word);
    while (at < text.length && /\s/.test(text[at]!)) at++;
  }
  return [words, text.slice(at)];
}

function decodeEscapes(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const decoded = text[at] === '\\' ? decodeEscape(text, at + 1) : null;
    out += decoded?.decoded ?? text[at];
    at += decoded?.length ?? 0;
  }
  return out;
}

const SPECIFIERS: Readonly<Record<string, string>> = { ...ROOT_SPECIFIERS, '%': '%' };

function expand(text: string): { readonly text: string; readonly unsure: boolean } {
  let unsure = false;
  const expanded = text.replace(/%(.)/g, (_, letter: string) => {
    const value = SPECIFIERS[letter];
    if (value === undefined) unsure = true;
    return value ?? '*';
  });
  return { text: expanded, unsure };
}
