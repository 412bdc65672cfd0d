import type { ShellText } from '../../../text/shell/commands.ts';
import { bothOf, filesNamedIn, type Side } from '../decisive-files/decisive-files.ts';
import { readShellCommands } from '../words/own-folder.ts';
import type { BootText } from './boot-text.ts';
import { type Found, unclear } from './found.ts';

/** A text that cannot be divided as a whole is divided a line at a time. */
export function divided(text: BootText): ShellText {
  const read = readShellCommands(text.text, text.line);
  if (read.closed) return read;
  const lines = text.text.replace(/\\\n/g, ' \n').split('\n');
  const commands = lines.flatMap((line, at) => readShellCommands(line, text.line + at).commands);
  return { commands: [...read.commands, ...commands], closed: false };
}

/** Of what could not be divided, a line that names a decisive file and is no comment. */
export function undivided(text: BootText, writes: ReadonlySet<Side>): readonly Found[] {
  const lines = text.text.split('\n');
  const at = lines.findIndex((line) => !/^\s*#/.test(line) && filesNamedIn(line).some((side) => !writes.has(side)));
  return at < 0 ? [] : [unclear(text, text.line + at, bothOf(new Set(filesNamedIn(lines[at]!))) ?? 'both')];
}
