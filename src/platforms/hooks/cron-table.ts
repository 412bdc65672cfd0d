import type { LineCommand } from './line-command.ts';

const FIELD = '[\\d*,/~A-Za-z-]+';
const TIME = new RegExp(`^\\s*[-]?(?:@\\w+|${Array(5).fill(FIELD).join('\\s+')})\\s+`);
const LONGEST_LINE = 16 << 10;

/**
 * The commands of a crontab, whenever they run: crontab(5) of cron 3.0pl1 and cronie 1.7. A `%` that is not escaped ends the
 * command; what follows is its input.
 * @param named the table is one of the system's own, where a user stands before the command
 */
export function readCronCommands(text: string, named: boolean): readonly LineCommand[] {
  return text.split('\n').flatMap((whole, at): readonly LineCommand[] => {
    const line = whole.slice(0, LONGEST_LINE);
    const time = /^\s*(?:#|[A-Za-z_]\w*\s*=)/.test(line) ? null : TIME.exec(line);
    if (time === null) return [];
    const rest = line.slice(time[0].length);
    const command = named ? rest.replace(/^\S+\s+/, '') : rest;
    return [{ command: command.replace(/(^|[^\\])%[\s\S]*$/, '$1').replaceAll('\\%', '%'), line: at + 1 }];
  });
}

/** The commands of anacron's table: anacrontab(5) of anacron 2.3. */
export function readAnacronCommands(text: string): readonly LineCommand[] {
  return text.split('\n').flatMap((line, at): readonly LineCommand[] => {
    const command = /^\s*(?:\d+|@\w+)\s+\d+\s+\S+\s+(\S.*)$/.exec(line.slice(0, LONGEST_LINE))?.[1];
    return command === undefined ? [] : [{ command, line: at + 1 }];
  });
}
