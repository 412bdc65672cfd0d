import type { ExecResult, KindPorts } from '../ports.ts';
import type { Engine } from './engine.ts';

/** Runs a command in a node, as root, without a terminal. */
export type NodeExec = (
  command: readonly string[],
  options: {
    readonly input?: string | Uint8Array;
    readonly timeoutMs?: number;
    readonly maxOutput?: number;
    readonly signal?: AbortSignal | undefined;
  },
) => Promise<ExecResult>;

/** All commands together end by `deadline` (milliseconds since 1970), however a node drags each of them out. */
export function execInNode(
  ports: Pick<KindPorts, 'exec' | 'now'>,
  engine: Engine,
  node: string,
  deadline: number,
  signal?: AbortSignal,
): NodeExec {
  return async (command, options) => {
    const left = deadline - ports.now();
    if (left <= 0) {
      const message = `${node} takes too long to look into`;
      return { end: 'timeout', exitCode: null, stdout: '', stderr: '', message };
    }
    return ports.exec({
      file: engine.command,
      args: ['exec', ...(options.input === undefined ? [] : ['-i']), node, ...command],
      env: engine.environment,
      signal: options.signal ?? signal,
      timeoutMs: Math.min(options.timeoutMs ?? 30_000, left),
      maxOutput: options.maxOutput ?? 8 * 1024 * 1024,
      ...(options.input === undefined ? {} : { input: options.input }),
    });
  };
}
