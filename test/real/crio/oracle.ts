import { join } from 'node:path';
import { doesNotStart, type Question } from '../../crio/observed/question.ts';
import { connectCri, runtimeConfigDriver } from '../containerd/cri.ts';
import { getFromSocket } from '../http-socket.ts';
import { reasonOf, waitFor } from '../node-process.ts';
import type { RealCrio } from './crios.ts';
import { startCrio } from './process.ts';

export type RealAnswer =
  /** `told`: what it answers to RuntimeConfig; null where it does not know the call. */
  | { readonly state: 'starts'; readonly driver: string; readonly told: string | null }
  | { readonly state: 'refuses'; readonly reason: string };

/** Starts CRI-O and asks it for its driver as `crio status info` does, and as a kubelet does, until it answers or has ended. */
export async function askCrio(crio: RealCrio, question: Question): Promise<RealAnswer> {
  const started = startCrio(crio.program, question);
  try {
    const socket = join(started.root, 'var/run/crio/crio.sock');
    const driver = await waitFor(started, async () => {
      const text = await getFromSocket(socket, '/info');
      return /"cgroup_driver": ?"(\w+)"/.exec(text ?? '')?.[1] ?? null;
    });
    if (driver === null) return { state: 'refuses', reason: reasonOf(started) };
    return { state: 'starts', driver, told: await toldToKubelets(socket) };
  } finally {
    await started.stop();
  }
}

/** The same in words that can be compared. */
export function realOutcome(real: RealAnswer): string {
  return real.state === 'starts' ? real.driver : doesNotStart;
}

async function toldToKubelets(socket: string): Promise<string | null> {
  const client = connectCri(socket, 'v1');
  try {
    const answer = await client.runtimeConfig();
    return answer.code === 0 ? runtimeConfigDriver(answer) : null;
  } finally {
    client.close();
  }
}
