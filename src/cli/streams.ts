import { terminal } from '../report/escape/terminal.ts';

/**
 * Writes to standard output and waits until it is taken. A reader that has gone away is no error; of any other, such as a
 * full disk, the message is given back.
 */
export async function show(text: string): Promise<string | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code === 'EPIPE' ? null : error.message);
    process.stdout.once('error', failed);
    process.stdout.write(text, (error) => (error ? failed(error) : resolve(null)));
  });
}

/** Writes one message to standard error. */
export function say(message: string): void {
  process.stderr.write(`cgroup-gate: ${terminal(message)}\n`);
}
