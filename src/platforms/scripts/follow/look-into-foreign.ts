import { ITSELF } from '../commands/command-effect.ts';
import { effectOfForeign } from '../commands/foreign-effect.ts';
import { pathsNamedIn } from '../commands/started-paths.ts';
import { bothOf } from '../decisive-files/decisive-files.ts';
import type { OtherPaths } from '../decisive-files/other-paths.ts';
import { type BootText, isOwn } from './boot-text.ts';
import { type Found, type Look, unclear, writtenBy } from './found.ts';
import { importedFiles } from './imported-files.ts';
import { SCRIPT_NAME } from './read-script.ts';

/** What another language starts programs by, and how much of its text is looked at for their paths. */
const STARTS_PROGRAMS = /\bsystem\b|subprocess|popen|spawn|\bexec|`|\bqx\b|\bcall\(|\brun\(/;
const MOST_READ = 256 << 10;
const MOST_NAMED = 100;

/** Looks into a text of another language than a shell's: its commands are not read. */
export function lookIntoForeign(text: BootText, others: OtherPaths): Look {
  const { writes, names, line } = effectOfForeign(others.plain(text.text));
  const open = bothOf(new Set(names));
  const name = text.path.slice(text.path.lastIndexOf('/') + 1);
  const doubts = open === null || ITSELF.test(name) ? [] : [unclear(text, 1, open)];
  const paths = STARTS_PROGRAMS.test(text.text) ? [...new Set(pathsNamedIn(text.text.slice(0, MOST_READ)))] : [];
  const named = paths
    .filter((path) => (text.own && (isOwn(path) || isOwn(text.path))) || SCRIPT_NAME.test(path))
    .slice(0, MOST_NAMED);
  const starts = named.map((path): Found => {
    const start = {
      path,
      run: false,
      given: null,
      fileKind: null,
      from: text,
      line: text.line,
      cwd: null,
      sourced: false,
    };
    return { kind: 'start', start };
  });
  const imported = (text.own ? importedFiles(text) : []).map((path): Found => {
    const start = { path, run: false, given: 'other', fileKind: null, from: text, line: text.line } as const;
    return { kind: 'start', start: { ...start, cwd: null, sourced: false } };
  });
  return {
    written: writtenBy(text, new Set(writes), text.line - 1 + line),
    found: [...doubts, ...starts, ...imported],
  };
}
