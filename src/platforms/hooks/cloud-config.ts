import type { LineCommand } from './line-command.ts';

/**
 * What stands below `runcmd:` and `bootcmd:` of cloud-init's data, or the whole of a script, as one text of a shell, each
 * line in its place. A file that is written is there as a command that writes it, and packages that are installed or brought
 * up to date as a command of `cloud-init` that does so.
 */
export function readCloudCommands(text: string): readonly LineCommand[] {
  if (text.startsWith('#!')) return [{ command: text, line: 1 }];
  let inside = false;
  let packages = false;
  const lines = text.split('\n').map((line) => {
    if (/^[^\s#-]/.test(line)) {
      inside = /^(?:run|boot)cmd\s*:/.test(line);
      packages = /^packages\s*:/.test(line);
      if (packages) return installing(line.slice(line.indexOf(':') + 1));
      if (UPGRADES.test(line)) return 'cloud-init upgrade';
      return inside ? inFlow(line.slice(line.indexOf(':') + 1).trim()) : '';
    }
    if (packages) return installing(line);
    const written = /^[\s-]*path:\s*["']?(\/[^\s"']{1,4096})/.exec(line)?.[1];
    if (!inside) return written === undefined ? '' : `tee '${written}'`;
    const item = line.replace(/^\s*-\s+(?:[|>][-+]?\s*$)?/, '');
    const quoted = /^(["'])(.*)\1\s*$/.exec(item);
    if (quoted !== null && item !== line) {
      return quoted[1] === '"' ? quoted[2]!.replace(/\\(["\\])/g, '$1') : quoted[2]!.replaceAll("''", "'");
    }
    return /^\[.*\]\s*$/.test(item) ? item.trim().slice(1, -1).replaceAll(',', ' ') : item;
  });
  return [{ command: lines.join('\n'), line: 1 }];
}

const UPGRADES = /^(?:package|apt)_upgrade\s*:\s*(?:true|yes|on|1)\b/i;

/** The packages that a line names, as a command that installs them. */
function installing(line: string): string {
  const names = line.replace(/\s#.*$/, '').match(/[A-Za-z][\w.+-]*/g) ?? [];
  return names.length === 0 || /^\s*#/.test(line) ? '' : `cloud-init install ${names.join(' ')}`;
}

/** A list on one line: of commands, or of lists of words. */
function inFlow(value: string): string {
  if (!value.startsWith('[')) return '';
  const inner = value.replace(/^\[|\]$/g, '');
  if (!inner.includes('[')) return inner.replaceAll(',', ' ; ');
  return inner
    .split(/\]\s*,/)
    .map((words) => words.replaceAll(/[[\]]/g, ' ').replaceAll(',', ' '))
    .join(' ; ');
}
