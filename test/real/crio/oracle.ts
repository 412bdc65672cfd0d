import http from 'node:http';
import { join } from 'node:path';
import { doesNotStart, type Question } from '../../crio/observed/question.ts';
import { connectCri, runtimeConfigDriver } from '../containerd/cri.ts';
import type { RealCrio } from './crios.ts';
import { type CrioProcess, startCrio } from './process.ts';

export type RealAnswer =
  | {
      readonly state: 'starts';
      readonly driver: string /** Null where it does not know the call. */;
      readonly told: string | null;
    }
  | { readonly state: 'refuses'; readonly reason: string };

const most = 30_000;

/** Starts CRI-O and asks it for its driver as `crio status info` does, and as a kubelet does, until it answers or has ended. */
export async function askCrio(crio: RealCrio, question: Question): Promise<RealAnswer> {
  const started = startCrio(crio.program, question);
  try {
    const socket = join(started.root, 'var/run/crio/crio.sock');
    for (const from = Date.now(); Date.now() - from < most; await pause(25)) {
      const driver = await driverOf(socket);
      if (driver !== null) return { state: 'starts', driver, told: await toldToKubelets(socket) };
      const code = started.ended();
      if (code === 99) throw new Error(`no namespace for CRI-O: ${started.output()}`);
      if (code !== null) return { state: 'refuses', reason: reasonOf(started) };
    }
    throw new Error(`CRI-O neither answers nor ends: ${started.output().slice(-2000)}`);
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

/** What CRI-O's own HTTP end says, on the socket of its CRI; null where nobody listens yet. */
function driverOf(socketPath: string): Promise<string | null> {
  return new Promise((resolve) => {
    const request = http.get({ socketPath, path: '/info', agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      response.on('end', () => resolve(/"cgroup_driver": ?"(\w+)"/.exec(text)?.[1] ?? null));
    });
    request.on('error', () => resolve(null));
  });
}

/** The last line in which it says an error. */
function reasonOf(started: CrioProcess): string {
  const lines = started
    .output()
    .split('\n')
    .filter((line) => line !== '');
  const told = lines.findLast((line) => /level=(?:error|fatal)|^panic|rror/.test(line));
  return (told ?? lines.at(-1) ?? '').slice(0, 600);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
