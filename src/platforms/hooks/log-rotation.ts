import type { LineCommand } from './line-command.ts';

const BEGINS = /^\s*(?:prerotate|postrotate|firstaction|lastaction|preremove)\s*$/;

/** The scripts of logrotate's configuration, each as a whole: logrotate(8) 3.22. */
export function readRotationScripts(text: string): readonly LineCommand[] {
  const lines = text.split('\n');
  const scripts: LineCommand[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!BEGINS.test(lines[at]!)) continue;
    const from = at + 1;
    while (at + 1 < lines.length && !/^\s*endscript\b/.test(lines[at + 1]!)) at += 1;
    scripts.push({ command: lines.slice(from, at + 1).join('\n'), line: from + 1 });
  }
  return scripts.filter(({ command }) => command !== '');
}
