import type { Exec, ExecResult } from '../ports.ts';
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

export function execInNode(exec: Exec, engine: Engine, node: string, signal?: AbortSignal): NodeExec {
  return (command, options) =>
    exec({
      file: engine.command,
      args: ['exec', ...(options.input === undefined ? [] : ['-i']), node, ...command],
      env: engine.environment,
      signal: options.signal ?? signal,
      timeoutMs: options.timeoutMs ?? 30_000,
      maxOutput: options.maxOutput ?? 8 * 1024 * 1024,
      ...(options.input === undefined ? {} : { input: options.input }),
    });
}
