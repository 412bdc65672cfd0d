import { plainPath } from '../../../systemd/mask.ts';
import { observe } from '../../../text/observation.ts';
import { type BootText, locationIn } from '../follow/boot-text.ts';
import type { Found } from '../follow/found.ts';
import { type Language, languageOfText, SCRIPT_NAME } from '../follow/read-script.ts';
import { commandsIn, kindAt, RUN_BY } from './file-kinds.ts';
import type { MadeFile } from './made-files.ts';
import type { Printed } from './printed-text.ts';

/** The files that one text makes, and what is found in them. */
export interface MadeFiles {
  /** What is found in a file as it is made. `at` is the text as it stands there, on the line that makes it. */
  note(at: BootText, file: MadeFile, cwd: string | null, isKnown: (program: string) => boolean): readonly Found[];
  /** What is found in a file that was made before, as it is run; each is run once. */
  run(at: BootText, path: string, given: Language | null, cwd: string | null): readonly Found[];
}

/** Of one text: a hostile one makes any number. */
const MOST_FILES = 5000;
const MOST_CHARACTERS = 4 << 20;
const PROGRAM = /\/s?bin\/[\w.-]+$/;

/**
 * What a text writes into other files runs as well: those that something on the node runs by itself, and those that the text
 * runs itself.
 */
export function madeFiles(): MadeFiles {
  const made = new Map<string, (() => Printed)[]>();
  const ran = new Set<string>();
  let files = 0;
  let characters = 0;
  let told = 0;
  const textsOf = ({ texts }: Printed): readonly string[] => {
    characters += texts.reduce((sum, text) => sum + text.length, 0);
    return texts;
  };
  return {
    note(at, { path: written, printed: find, ofGroup }, cwd, isKnown) {
      const path = plainly(written);
      files += 1;
      if (files > MOST_FILES || characters > MOST_CHARACTERS) {
        files = Number.POSITIVE_INFINITY;
        return told++ > 0 ? [] : [tooMuch(at)];
      }
      const kind = kindAt(path);
      if (kind === null) {
        const before = made.get(path);
        if (before === undefined) made.set(path, [find]);
        else before.push(find);
        const named = SCRIPT_NAME.test(path) || PROGRAM.test(path);
        if (ofGroup && !named) return [];
        const scripts = textsOf(find()).filter((text) => named || text.startsWith('#!'));
        return scripts.map((text) => textFound(at, text, languageOfText(text, path, null), 0, cwd));
      }
      const printed = find();
      textsOf(printed);
      const found = printed.texts.flatMap((text) =>
        commandsIn(text, kind).map(({ command, line }) =>
          textFound(at, command, languageOfText(command, path, null), text.includes('\n') ? line : 0, '/'),
        ),
      );
      found.push(...printed.files.map((file) => startFound(at, file, 'shell', kind, '/')));
      if (printed.unknown !== null && !isKnown(printed.unknown.program)) {
        const detail = { program: RUN_BY[kind], printer: printed.unknown.program, writes: 'both' };
        found.push({ kind: 'doubt', doubt: observe('boot-runs-output', locationIn(at, at.line), detail) });
      }
      return found;
    },
    run(at, written, given, cwd) {
      const path = plainly(written);
      const printed = made.get(path);
      if (printed === undefined || ran.has(path)) return [];
      ran.add(path);
      return printed.flatMap((find) => {
        const { texts, files } = find();
        return [
          ...texts.map((text) => textFound(at, text, languageOfText(text, path, given), 0, cwd)),
          ...files.map((file) => startFound(at, file, given ?? 'shell', null, cwd)),
        ];
      });
    },
  };
}

/** `/opt/./a` and `/opt/a` are one file. */
function plainly(path: string): string {
  return path.startsWith('/') ? plainPath(path) : path;
}

function tooMuch(at: BootText): Found {
  const detail = { what: 'files that a script makes', limit: MOST_FILES, writes: 'both' };
  return { kind: 'doubt', doubt: observe('boot-too-much', locationIn(at, at.line), detail) };
}

function textFound(at: BootText, text: string, language: Language, below: number, cwd: string | null): Found {
  return { kind: 'text', text: { ...at, text, language, line: Math.min(at.line + below, at.lines.length), cwd } };
}

function startFound(
  from: BootText,
  path: string,
  given: Language,
  fileKind: ReturnType<typeof kindAt>,
  cwd: string | null,
): Found {
  return { kind: 'start', start: { path, run: true, given, fileKind, from, line: from.line, cwd, sourced: false } };
}
