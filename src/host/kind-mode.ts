import type { KindMode } from '../gate/judge-booted.ts';
import type { ClusterState } from '../kind/cluster/lifetime.ts';
import { kindPorts } from './kind-ports.ts';

/**
 * Kind mode on this machine.
 * @param say hears each step as it starts or fails
 * @param saveState keeps what a later process needs to remove the cluster; null once it is gone
 */
export function createKindMode(
  say: (message: string) => void,
  saveState: (state: ClusterState | null) => Promise<void>,
  signal: AbortSignal,
): KindMode {
  keepOnUnheard();
  return {
    ports: kindPorts(),
    saveState,
    signal,
    onProgress: (progress) => {
      if (progress.type === 'note') say(progress.text);
      else if (progress.state === 'started') say(`${progress.step} ...`);
      else if (progress.state === 'failed') say(`${progress.step} failed`);
    },
  };
}

let unheard = false;

/**
 * Whoever reads what we write may be gone (`… | head`, a terminal that was closed); that must not end the process while a
 * cluster is up.
 */
function keepOnUnheard(): void {
  if (unheard) return;
  unheard = true;
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
