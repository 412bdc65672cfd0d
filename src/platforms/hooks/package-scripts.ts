import type { LineCommand } from './line-command.ts';

const LONGEST = 256 << 10;

/** The scripts of a package.json (npm 10), whichever is run, each where its name stands. */
export function readPackageScripts(text: string): readonly LineCommand[] {
  const from = text.slice(0, LONGEST).search(/"scripts"\s*:\s*\{/);
  if (from < 0) return [];
  const before = text.slice(0, from).split('\n').length;
  const [block = ''] = text.slice(from, LONGEST).split(/\n[ \t]*\}|(?<!\\)"[ \t]*\}/, 1);
  const lines = block.split('\n');
  return lines.flatMap((line, at) =>
    [...`${line}"`.matchAll(/"[\w:.-]+"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].map(([, command]) => ({
      command: command!.replace(/\\(["\\/])/g, '$1'),
      line: before + at,
    })),
  );
}
