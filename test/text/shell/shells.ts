import { type StdioOptions, spawnSync } from 'node:child_process';

/** The shells of this machine, asked for what they make of a text. Only texts of the tests' own are given to them. */
export const SHELLS: readonly string[] = ['bash', 'dash', 'sh'].filter(
  (shell) => spawnSync(shell, ['-c', 'exit 7']).status === 7,
);

/** What a shell writes to its third descriptor, divided at its zero bytes; null where the text is no shell text. */
export function toldBy(shell: string, script: string): readonly string[] | null {
  const env = { LC_ALL: 'C.UTF-8', PATH: process.env.PATH };
  if (spawnSync(shell, ['-n'], { input: script, env }).status !== 0) return null;
  const stdio: StdioOptions = ['pipe', 'ignore', 'ignore', 'pipe'];
  const { output } = spawnSync(shell, [], { input: script, env, stdio, timeout: 10_000 });
  return (output[3] ?? Buffer.of()).toString().split('\0').slice(0, -1);
}
