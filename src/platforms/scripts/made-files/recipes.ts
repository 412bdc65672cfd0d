import type { LineCommand } from '../../hooks/line-command.ts';

const LONGEST_LINE = 16 << 10;

/**
 * The recipes of a makefile (GNU make 4.4), of a justfile (just 1.36), of ninja's (1.12) or of Task's (3) files as one text
 * of a shell, each line in its place: their variables become the shell's. Which target is made makes no difference.
 */
export function readRecipes(text: string): readonly LineCommand[] {
  const lines = text.split('\n').map((whole) => {
    const line = whole.slice(0, LONGEST_LINE);
    const assigned = /^(?:export\s+|override\s+)*([A-Za-z_][\w-]*)\s*(?::{0,3}|[?+!])=\s*(.*)$/.exec(line);
    if (assigned !== null) return `${assigned[1]!.replaceAll('-', '_')}=${quoted(assigned[2]!)}`;
    const command = /^\s+(?:command\s+=|(?:-\s*)?cmd:)\s*(.*)$/.exec(line)?.[1];
    if (command !== undefined) return inShell(command);
    const recipe = /^\s+[-@+]*(.*)$/.exec(line)?.[1] ?? /^[^#\s:=][^:=]*:[^=;]*;\s*[-@+]*(.*)$/.exec(line)?.[1];
    return recipe === undefined ? '' : inShell(recipe);
  });
  return [{ command: lines.join('\n'), line: 1 }];
}

function quoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value : `"${inShell(value).replaceAll('"', '')}"`;
}

/** `$(NAME)` and `{{name}}` are variables of make's and of just's, `$$` is the shell's `$`. */
function inShell(text: string): string {
  return text
    .replace(/\$\(([A-Za-z_]\w*)\)/g, '${$1}')
    .replace(/\{\{\s*([A-Za-z_]\w*)\s*\}\}/g, '${$1}')
    .replaceAll('$$', '$');
}
