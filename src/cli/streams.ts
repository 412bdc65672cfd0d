import { terminal } from '../report/escape/terminal.ts';

/** Writes to standard output and waits until it is taken. A reader that has gone away is no error. */
export async function show(text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.once('error', () => resolve());
    process.stdout.write(text, () => resolve());
  });
}

/** Writes one message to standard error. */
export function say(message: string): void {
  process.stderr.write(`cgroup-gate: ${terminal(message)}\n`);
}
