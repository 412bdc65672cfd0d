import type { DockerAnswer } from '../../../src/docker/answer.ts';
import { resolveDocker } from '../../../src/docker/resolve.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';
import { startedUnit } from '../../support/started-unit.ts';

/** What dockerd is started with. */
export interface Question {
  readonly files: Readonly<Record<string, MemoryFile>>;
  readonly arguments: readonly string[];
  /** Whether systemd has started the host, which has cgroup v2; it has where nothing is said. */
  readonly onSystemd?: boolean;
}

export const doesNotStart = 'does not start';

/** Where we say that it may be either. */
export const leftOpen = 'left open';

/** What keeps a dockerd from the network of its node. */
export const quiet = ['--iptables=false', '--ip-forward=false', '--bridge=none', '--storage-driver=vfs'] as const;

/** What our resolver says of a dockerd of this version. */
export function ourAnswer(version: string, question: Question): Promise<DockerAnswer> {
  const unit = startedUnit('/usr/lib/systemd/system', 'docker.service', 'dockerd', [...quiet, ...question.arguments]);
  return resolveDocker(memoryTree(question.files), { version, criDockerdVersion: null, unit });
}

export function ourOutcome(answer: DockerAnswer, { onSystemd = true }: Question): string {
  if (answer.state === 'refuses') return doesNotStart;
  if (answer.doubts.some(({ kind }) => kind !== 'host-decides')) return leftOpen;
  const driver = onSystemd ? answer.onSystemdUnifiedHost : answer.elsewhere;
  return driver === 'unknown' ? doesNotStart : driver;
}
