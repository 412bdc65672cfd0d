import { type KindPorts, succeeded } from '../ports.ts';
import { detectEngine } from './engine.ts';
import type { OnProgress } from './steps.ts';

/**
 * Has the engine pull an image that it lacks, as kind does (kind 0.33, providers' `pullIfNotPresent`), so that it can be
 * read before it is booted. Answers whether it was pulled; what goes wrong is left to kind, which tries again and says why.
 */
export async function pullMissing(
  ports: KindPorts,
  reference: string,
  timeoutMs: number,
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (reference.startsWith('-')) return false;
  const found = await detectEngine(ports, signal);
  if (!found.ok) return false;
  const { command, environment } = found.engine;
  const run = (args: readonly string[], limit: number) =>
    ports.exec({ file: command, args, env: environment, signal, timeoutMs: limit });
  if (succeeded(await run(['inspect', '--type=image', reference], 60_000))) return false;
  const step = `Pulling ${reference}`;
  onProgress({ type: 'step', step, state: 'started' });
  const pulled = succeeded(await run(['pull', reference], timeoutMs));
  onProgress({ type: 'step', step, state: pulled ? 'done' : 'failed' });
  return pulled;
}
