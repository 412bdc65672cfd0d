import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InputProblem } from '../image/input-problem.ts';

/** Decompresses with the `xz` program, which Node has no equal for. */
export async function* decompressXz(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const child = spawn('xz', ['--decompress', '--stdout'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let failure: Error | null = null;
  let said = '';
  child.once('error', (error) => {
    failure = error;
  });
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(null));
  });
  child.stderr.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString('utf8')).slice(0, 500);
  });
  // xz closes its input as soon as it finds something wrong; its exit status tells.
  child.stdin.on('error', () => {});
  let inputProblem: unknown = null;
  const feeding = (async () => {
    for await (const chunk of compressed) {
      if (child.stdin.destroyed) return;
      if (!child.stdin.write(Uint8Array.from(chunk)))
        await Promise.race([once(child.stdin, 'drain').catch(() => {}), exit]);
    }
    child.stdin.end();
  })().catch((error: unknown) => {
    inputProblem = error;
    child.kill();
  });
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const status = await exit;
    if (failure)
      throw new InputProblem(
        'it is compressed with xz, and there is no xz program here; install xz-utils, or use gzip or zstd',
      );
    await feeding;
    if (inputProblem) throw inputProblem;
    if (status !== 0)
      throw new InputProblem(`xz can't decompress it: ${said.replace(/^xz: /, '').trim() || `status ${status}`}`);
  } finally {
    child.kill();
  }
}
