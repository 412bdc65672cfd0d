import { type LineCommand, startingUnits } from './line-command.ts';

/** What has commands, starts units at its end, or says where the commands print to. */
const SETTING =
  /^\s*(?:(Exec(?:Start|StartPre|StartPost|Condition|Stop|StopPre|StopPost))|(On(?:Success|Failure))|Standard(?:Output|Error))\s*=\s*(.*)$/;
/** A file, as systemd opens it for them. */
const OUTPUT = /^(?:file|append|truncate):(\/[^\s']*)/;

/**
 * The commands of a unit file or a drop-in, without the prefixes that say how they are run: systemd.service(5) of
 * systemd 257. Those for its end are among them, for a service whose program ends by itself runs them at once. A file that
 * they print into is there as a command that writes it, and a unit that is started at their end as one that starts it.
 * A backslash at its end continues a line; comments between are no part of it.
 */
export function readExecLines(text: string): readonly LineCommand[] {
  const commands: LineCommand[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    const [, exec, starts, first] = SETTING.exec(lines[at]!) ?? [];
    if (first === undefined) continue;
    const pieces: string[] = [];
    let piece = first;
    while (piece.trimEnd().endsWith('\\') && at + 1 < lines.length) {
      pieces.push(piece.trimEnd().slice(0, -1));
      piece = lines[++at]!.trim();
      while (/^[#;]/.test(piece) && at + 1 < lines.length) piece = lines[++at]!.trim();
    }
    const value = [...pieces, piece].join(' ').trimStart();
    const output = OUTPUT.exec(value)?.[1];
    if (exec !== undefined) commands.push({ command: value.replace(/^[-@:+!|]+/, ''), line });
    else if (starts !== undefined) commands.push({ command: startingUnits(value), line });
    else if (output !== undefined) commands.push({ command: `: > '${output}'`, line });
  }
  return commands;
}

/** The same as the shell sees them: a `$$` is a `$`. */
export function readExecCommands(text: string): readonly LineCommand[] {
  return readExecLines(text).map(({ command, line }) => ({ command: command.replaceAll('$$', '$'), line }));
}
