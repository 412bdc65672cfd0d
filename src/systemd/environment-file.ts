import type { Location } from '../text/position.ts';
import { locateRange, type Mark, type SourceFile, type TracedText } from './traced-text.ts';

/** One `NAME=value` of an environment file. */
export interface FileAssignment {
  readonly name: string;
  readonly value: TracedText;
  /** From the name to the end of the value as written. */
  readonly location: Location;
  /** False for a name that no variable can have, such as `export X`: systemd drops the assignment. */
  readonly validName: boolean;
  /** A `#` that looks like a comment and is part of the value: from it to the end of the line, and how it came in. */
  readonly hash: { readonly after: 'quotes' | 'text'; readonly location: Location } | null;
}

/** What systemd cannot load at all: bytes that are not UTF-8, or a NUL. */
export type EnvironmentFileProblem = 'invalid-utf8' | 'nul-byte';

export type EnvironmentFileResult =
  | {
      readonly ok: true;
      readonly assignments: readonly FileAssignment[];
      readonly escapedComments: readonly Location[];
    }
  | { readonly ok: false; readonly problem: EnvironmentFileProblem };

type State = 'before-key' | 'key' | 'before-value' | 'value' | 'single' | 'double' | 'comment';

const whitespace = ' \t\n\r';
const newline = '\n\r';
const needsEscape = '"\\`$';

/**
 * Reads an environment file as systemd 252 does (src/basic/env-file.c `parse_env_file_internal`). In `escapedComments`
 * are the comments that end in a backslash: until 253 they swallow the next line, which `commentsContinue` stands for.
 */
export function parseEnvironmentFile(file: SourceFile, commentsContinue: boolean): EnvironmentFileResult {
  const { text } = file;
  if (text.includes('\0')) return { ok: false, problem: 'nul-byte' };
  const assignments: FileAssignment[] = [];
  const escapedComments: Location[] = [];
  let state: State = 'before-key';
  let lineStart = 0;
  let key = '';
  let value = '';
  let marks: Mark[] = [];
  let quoted = false;
  let blanksFrom = -1;
  let valueEnd = 0;
  let hash: FileAssignment['hash'] = null;

  const put = (character: string, offset: number): void => {
    value += character;
    marks.push({ file, offset });
    valueEnd = offset + 1;
  };
  const finish = (): void => {
    const kept = blanksFrom === -1 ? value.length : blanksFrom;
    const name = withoutTrailingBlanks(key);
    assignments.push({
      name,
      value: { text: value.slice(0, kept), marks: marks.slice(0, kept) },
      location: locateRange(file, lineStart, Math.max(valueEnd, lineStart + 1)),
      validName: /^[A-Za-z_][A-Za-z0-9_]*$/.test(name),
      hash,
    });
    state = 'before-key';
  };

  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    switch (state) {
      case 'before-key':
        if (character === '#' || character === ';') state = 'comment';
        else if (!whitespace.includes(character)) {
          state = 'key';
          key = character;
          lineStart = at;
        }
        break;
      case 'key':
        if (newline.includes(character)) state = 'before-key';
        else if (character === '=') {
          state = 'before-value';
          value = '';
          marks = [];
          quoted = false;
          blanksFrom = -1;
          valueEnd = at + 1;
          hash = null;
        } else key += character;
        break;
      case 'before-value':
        if (newline.includes(character)) finish();
        else if (character === "'" || character === '"') {
          state = character === "'" ? 'single' : 'double';
          quoted = true;
          valueEnd = at + 1;
        } else if (character === '\\') {
          state = 'value';
          at = takeEscaped(text, at, put);
        } else if (!whitespace.includes(character)) {
          if (character === '#') hash = hashAt(file, at, quoted);
          state = 'value';
          put(character, at);
        }
        break;
      case 'value':
        if (newline.includes(character)) finish();
        else if (character === '\\') {
          blanksFrom = -1;
          at = takeEscaped(text, at, put);
        } else {
          if (character === '#' && blanksFrom !== -1) hash ??= hashAt(file, at, false);
          if (!whitespace.includes(character)) blanksFrom = -1;
          else if (blanksFrom === -1) blanksFrom = value.length;
          const end = valueEnd;
          put(character, at);
          if (blanksFrom !== -1) valueEnd = end;
        }
        break;
      case 'single':
        if (character === "'") {
          state = 'before-value';
          valueEnd = at + 1;
        } else put(character, at);
        break;
      case 'double':
        if (character === '"') {
          state = 'before-value';
          valueEnd = at + 1;
        } else if (character === '\\') {
          const next = text[at + 1];
          if (next !== undefined && needsEscape.includes(next)) put(next, at);
          else if (next !== undefined && next !== '\n') {
            put('\\', at);
            put(next, at + 1);
          }
          at += 1;
        } else put(character, at);
        break;
      case 'comment':
        if (newline.includes(character)) state = 'before-key';
        else if (character === '\\') {
          const next = text[at + 1];
          if (next !== undefined && newline.includes(next)) {
            escapedComments.push(locateRange(file, at, at + 1));
            if (!commentsContinue) state = 'before-key';
          }
          at += 1;
        }
        break;
    }
  }
  if (state === 'before-value' || state === 'value' || state === 'single' || state === 'double') finish();
  const broken = !file.validUtf8 && assignments.some((one) => `${one.name}${one.value.text}`.includes('\uFFFD'));
  return broken ? { ok: false, problem: 'invalid-utf8' } : { ok: true, assignments, escapedComments };
}

function withoutTrailingBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && whitespace.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** Outside quotes a backslash makes the next character literal, and swallows a line end. Gives the last offset taken. */
function takeEscaped(text: string, at: number, put: (character: string, offset: number) => void): number {
  const next = text[at + 1];
  if (next !== undefined && !newline.includes(next)) put(next, at + 1);
  return at + 1;
}

function hashAt(file: SourceFile, at: number, quoted: boolean): FileAssignment['hash'] {
  const end = file.text.slice(at).search(/[\n\r]/);
  const location = locateRange(file, at, end === -1 ? file.text.length : at + end);
  return { after: quoted ? 'quotes' : 'text', location };
}
