import type { Edit } from '../edits/edit.ts';
import { sedEdit } from '../edits/sed.ts';
import type { Word } from '../shell/tokens.ts';

export interface SedCommandLine {
  readonly edit: Edit;
  readonly files: readonly string[];
  /** The line on which its script begins. */
  readonly line: number | null;
}

/** The options of GNU `sed`; `piped`: what it prints goes on into a file. */
export function readSedCommand(words: readonly Word[], piped: boolean): SedCommandLine | null {
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
  const edit = sedEdit(
    scripts.map(({ text }) => text),
    extended,
    inPlace || piped,
  );
  return edit && { edit, files: rest.map(({ text }) => text), line: scripts[0]?.line ?? null };
}
