import type { LineCommand } from './line-command.ts';

/** The units that systemd starts as one has ended. */
const ENDS = /^\s*On(?:Success|Failure)\s*=\s*(\S.*)$/;
/** A file that what the commands print goes to, as systemd opens it for them. */
const OUTPUT = /^\s*Standard(?:Output|Error)\s*=\s*(?:file|append|truncate):(\/[^\s']*)/;

/**
 * The commands of a unit file or a drop-in, without the prefixes that say how they are run: systemd.service(5) of
 * systemd 257. Those for its end are among them, for a service whose program ends by itself runs them at once. A file that they print into is there as a command that writes it, and a
 * unit that is started at their end as one that starts it.
 * A backslash at its end continues a line; comments between are no part of it.
 */
export function readExecLines(text: string): readonly LineCommand[] {
  const commands: LineCommand[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    const units = ENDS.exec(lines[at]!)?.[1];
    if (units !== undefined) commands.push({ command: `systemctl start ${units}`, line });
    const output = OUTPUT.exec(lines[at]!)?.[1];
    if (output !== undefined) commands.push({ command: `: > '${output}'`, line });
    const match = /^\s*Exec(?:Start|StartPre|StartPost|Condition|Stop|StopPre|StopPost)\s*=\s*[-@:+!|]*(.*)$/.exec(
      lines[at]!,
    );
    if (match === null) continue;
    const pieces: string[] = [];
    let piece = match[1]!;
    while (piece.trimEnd().endsWith('\\') && at + 1 < lines.length) {
      pieces.push(piece.trimEnd().slice(0, -1));
      piece = lines[++at]!.trim();
      while (/^[#;]/.test(piece) && at + 1 < lines.length) piece = lines[++at]!.trim();
    }
    commands.push({ command: [...pieces, piece].join(' '), line });
  }
  return commands;
}

/** The same as the shell sees them: a `$$` is a `$`. */
export function readExecCommands(text: string): readonly LineCommand[] {
  return readExecLines(text).map(({ command, line }) => ({ command: command.replaceAll('$$', '$'), line }));
}
