import type { LineCommand } from './line-command.ts';

const LONGEST_LINE = 16 << 10;

/** The commands that ifup runs by /etc/network/interfaces: interfaces(5) of ifupdown 0.8. A backslash at its end continues a line. */
export function readInterfaceCommands(text: string): readonly LineCommand[] {
  const commands: LineCommand[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let whole = lines[at]!;
    while (whole.endsWith('\\') && at + 1 < lines.length && whole.length < LONGEST_LINE) {
      at += 1;
      whole = `${whole.slice(0, -1)} ${lines[at]!.trim()}`;
    }
    const command = /^\s*(?:pre-up|up|post-up)\s+(.*)$/.exec(whole.slice(0, LONGEST_LINE))?.[1];
    if (command !== undefined) commands.push({ command, line });
  }
  return commands;
}
