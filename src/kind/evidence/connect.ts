import type { Engine, EngineFacts } from '../cluster/engine.ts';
import type { NodeExec } from '../cluster/node-exec.ts';
import type { Cri } from '../cri/cri.ts';
import { criOverCrictl } from '../cri/crictl.ts';
import { criOverGrpc } from '../cri/grpc.ts';
import { type KindPorts, succeeded } from '../ports.ts';

export interface ContainerState {
  readonly running: boolean;
  readonly pid: number;
  readonly exitCode: number | null;
}

/** What the engine says of a node's container; null where it says nothing. */
export async function inspectContainer(ports: KindPorts, engine: Engine, node: string): Promise<ContainerState | null> {
  const result = await ports.exec({
    file: engine.command,
    args: ['inspect', '--format', '{{.State.Running}} {{.State.Pid}} {{.State.ExitCode}}', node],
    env: engine.environment,
    timeoutMs: 30_000,
  });
  const found = /^(true|false) (\d+) (-?\d+)/.exec(result.stdout.trim());
  if (!succeeded(result) || found === null) return null;
  return { running: found[1] === 'true', pid: Number(found[2]), exitCode: Number(found[3]) };
}

/**
 * The node's CRI: through its socket below `/proc/PID/root` where the engine runs on this very machine and we may look
 * there, else through the node's crictl. The engine's process number means nothing on another machine, so the node must
 * first prove to be itself by its host name.
 */
export async function connectCri(
  ports: KindPorts,
  facts: EngineFacts,
  state: ContainerState,
  nodeName: string,
  node: NodeExec,
): Promise<Cri> {
  const root = `/proc/${state.pid}/root`;
  if (facts.local && state.pid > 0) {
    const hostname = await ports.files.read(`${root}/etc/hostname`);
    if (hostname !== null && new TextDecoder().decode(hostname).trim() === nodeName) {
      const rpc = await ports.connectRpc(`${root}/run/containerd/containerd.sock`);
      if (rpc !== null) return criOverGrpc(rpc);
    }
  }
  return criOverCrictl(node);
}
