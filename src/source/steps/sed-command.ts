import type { Edit } from '../edits/edit.ts';
import { sedEdit } from '../edits/sed.ts';
import { readSedScript } from '../edits/sed-script.ts';
import type { Word } from '../shell/pipelines.ts';

export interface SedCommandLine {
  /** Each with the line on which its script is written. */
  readonly edits: readonly { readonly edit: Edit; readonly line: number }[];
  readonly files: readonly string[];
  /** Whether it writes what it reads into the file that its script names. */
  readonly writes: boolean;
}

/**
 * The options of GNU `sed`; `piped`: what it prints goes on into a file.
 * @param variable the one value of a variable
 */
export function readSedCommand(
  words: readonly Word[],
  piped: boolean,
  variable: (name: string) => string | null,
): SedCommandLine | null {
  const scripts: Word[] = [];
  const rest: Word[] = [];
  let extended = false;
  let inPlace = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as Word;
    const { text } = word;
    if (text === '-e' || text === '--expression') {
      const script = words[++index];
      if (script !== undefined) scripts.push(script);
    } else if (text.startsWith('--expression=')) scripts.push({ ...word, text: text.slice(13) });
    else if (text === '--regexp-extended') extended = true;
    else if (/^--in-place\b/.test(text)) inPlace = true;
    else if (/^-[a-zA-Z]/.test(text)) {
      // `-i.bak`, `-i''` and `-iE` (whose E is a suffix): everything after `i` belongs to it.
      const letters = text.slice(1).split('i', 1)[0] ?? '';
      inPlace ||= text.slice(1).includes('i');
      extended ||= /[Er]/.test(letters);
      if (letters.endsWith('e') && !text.includes('i')) {
        const script = words[++index];
        if (script !== undefined) scripts.push(script);
      } else if (/^-\w*ie$/.test(text)) {
        const script = words[++index];
        if (script !== undefined) scripts.push(script);
      }
    } else if (!text.startsWith('--')) rest.push(word);
  }
  // BSD's `-i ''`.
  if (rest[0]?.text === '') rest.shift();
  if (scripts.length === 0) {
    const first = rest.shift();
    if (first === undefined) return null;
    scripts.push(first);
  }
  const texts = scripts.map((word) => ({ ...word, text: scriptIn(word.text, variable) }));
  const edits = split(texts).flatMap(({ text, line }) => {
    const edit = sedEdit([text], extended, inPlace || piped);
    return edit === null ? [] : [{ edit, line }];
  });
  const writes = scripts.some(({ text }) => /^w\s/.test(text));
  return { edits, files: rest.map(({ text }) => text), writes };
}

/** The script in a variable that has one value. */
function scriptIn(text: string, variable: (name: string) => string | null): string {
  const name = /^\$\{?(\w+)\}?$/.exec(text)?.[1];
  return (name === undefined ? null : variable(name)) ?? text;
}

/** Each line of a script that is one by itself, so that each edit has its own line; else all of them as one. */
function split(scripts: readonly Word[]): readonly Word[] {
  const pieces = scripts.flatMap(({ text, line }) =>
    text.split('\n').map((piece, index) => ({ text: piece, line: line + index })),
  );
  const own = pieces.filter(({ text }) => text.trim() !== '');
  if (own.every(({ text }) => readSedScript(text) !== null && !/\\$/.test(text))) return own;
  const [first] = scripts;
  return first === undefined ? [] : [{ text: scripts.map(({ text }) => text).join('\n'), line: first.line }];
}
