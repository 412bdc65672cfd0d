import { type LineCommand, startingUnits } from './line-command.ts';

/** The units that a device has systemd start: systemd.device(5) of systemd 257. */
const WANTS = /\bENV\{SYSTEMD_WANTS\}\s*\+?=(?!=)\s*e?"([^"]+)"/g;
/** The keys whose value is a program: udev(7) of systemd 257. `RUN` takes `{program}`, which is its default, and `{builtin}`. */
const PROGRAM = /\b(?:RUN(?:\{program\})?|PROGRAM|IMPORT\{program\})\s*(?:\+|:|=|!)?=\s*(e?)"((?:[^"\\]|\\.)*)"/g;
const LONGEST_LINE = 16 << 10;
/** Names without a folder count from here. */
const UDEV_FOLDER = '/usr/lib/udev';

/**
 * The commands that udev runs by a rules file: lines are joined at a backslash that ends them, `#` begins a comment only
 * where a line begins. A word for the program without a slash is a file next to udev's own.
 */
export function readUdevCommands(text: string): readonly LineCommand[] {
  const commands: LineCommand[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    if (/^\s*#/.test(lines[at]!)) continue;
    const parts = [lines[at]!];
    while (parts.at(-1)!.endsWith('\\') && at + 1 < lines.length) {
      parts[parts.length - 1] = parts.at(-1)!.slice(0, -1);
      at += 1;
      parts.push(lines[at]!);
    }
    const whole = parts.join('').slice(0, LONGEST_LINE);
    for (const [, units] of whole.matchAll(WANTS)) commands.push({ command: startingUnits(units!), line });
    for (const [, escaped, value] of whole.matchAll(PROGRAM)) {
      const plain = escaped === 'e' ? value!.replace(/\\(.)/g, '$1') : value!.replaceAll('\\"', '"');
      commands.push({ command: withFolder(plain.replaceAll('$$', '$').replaceAll('%%', '%').trim()), line });
    }
  }
  return commands;
}

function withFolder(command: string): string {
  return /^[^/\s$%'"]+(?:\s|$)/.test(command) ? `${UDEV_FOLDER}/${command}` : command;
}
