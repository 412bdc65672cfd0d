import { observe } from '../../text/observation.ts';
import { type BootText, locationIn } from './boot-text.ts';
import { commandsIn, kindAt, RUN_BY } from './file-kinds.ts';
import type { Found } from './look-into.ts';
import type { MadeFile } from './made-files.ts';
import { type Language, languageOfText, SCRIPT_NAME } from './read-script.ts';

/** The files that one text makes, and what is found in them. */
export interface MadeFiles {
  /** What is found in a file as it is made. `at` is the text as it stands there, on the line that makes it. */
  note(at: BootText, file: MadeFile, cwd: string | null, isKnown: (program: string) => boolean): readonly Found[];
  /** What is found in a file that was made before, as it is run; each is run once. */
  run(at: BootText, path: string, given: Language | null, cwd: string | null): readonly Found[];
}

/** Of one text: a hostile one makes any number. */
const MOST_FILES = 500;
const PROGRAM = /\/s?bin\/[\w.-]+$/;

/**
 * What a text writes into other files runs as well: those that something on the node runs by itself, and those that the text
 * runs itself.
 */
export function madeFiles(): MadeFiles {
  const made = new Map<string, MadeFile['printed'][]>();
  const ran = new Set<string>();
  let left = MOST_FILES;
  return {
    note(at, { path, printed }, cwd, isKnown) {
      left -= 1;
      if (left < 0) return [];
      const kind = kindAt(path);
      if (kind === null) {
        made.set(path, [...(made.get(path) ?? []), printed]);
        const scripts = printed.texts.filter(
          (text) => text.startsWith('#!') || SCRIPT_NAME.test(path) || PROGRAM.test(path),
        );
        return scripts.map((text) => textFound(at, text, languageOfText(text, path, null), 0, cwd));
      }
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
    run(at, path, given, cwd) {
      const printed = made.get(path);
      if (printed === undefined || ran.has(path)) return [];
      ran.add(path);
      return printed.flatMap(({ texts, files }) => [
        ...texts.map((text) => textFound(at, text, languageOfText(text, path, given), 0, cwd)),
        ...files.map((file) => startFound(at, file, given ?? 'shell', null, cwd)),
      ]);
    },
  };
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
