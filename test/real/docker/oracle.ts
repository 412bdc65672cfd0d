import { join } from 'node:path';
import { doesNotStart, type Question, quiet } from '../../docker/observed/question.ts';
import { getFromSocket } from '../http-socket.ts';
import { reasonOf, startOnNode, waitFor } from '../node-process.ts';
import type { RealDocker } from './dockers.ts';

export type RealAnswer =
  | { readonly state: 'starts'; readonly driver: string }
  | { readonly state: 'refuses'; readonly reason: string };

/** Starts dockerd and asks it as `docker info` does, until it answers or has ended. */
export async function askDocker(docker: RealDocker, question: Question): Promise<RealAnswer> {
  const started = startOnNode({
    programs: { '/opt/bin/dockerd': docker.program, '/opt/bin/containerd': docker.containerd },
    scripts: Object.fromEntries(
      ['docker-init', 'docker-proxy', 'runc'].map((name) => [`/opt/bin/${name}`, '#!/bin/sh\n'] as const),
    ),
    files: {
      '/etc/docker': { directory: true },
      ...((question.onSystemd ?? true) ? { '/run/systemd/system': { directory: true } } : {}),
      ...question.files,
    },
    arguments: [...quiet, ...question.arguments],
    environment: {},
  });
  try {
    const driver = await waitFor(started, async () => {
      const text = await getFromSocket(join(started.root, 'var/run/docker.sock'), '/info');
      return /"CgroupDriver":"(\w+)"/.exec(text ?? '')?.[1] ?? null;
    });
    return driver === null ? { state: 'refuses', reason: reasonOf(started) } : { state: 'starts', driver };
  } finally {
    await started.stop();
  }
}

/** The same in words that can be compared. */
export function realOutcome(real: RealAnswer): string {
  return real.state === 'starts' ? real.driver : doesNotStart;
}
