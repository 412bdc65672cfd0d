import type { CrioAnswer } from '../../../src/crio/answer.ts';
import { resolveCrio } from '../../../src/crio/resolve.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';
import { startedUnit } from '../../support/started-unit.ts';

/** What CRI-O is started with. */
export interface Question {
  readonly files: Readonly<Record<string, MemoryFile>>;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export const doesNotStart = 'does not start';

/** Where we say that it may be either. */
export const leftOpen = 'left open';

/** Where each program that a question names as `/opt/stub/…` lies on the node. */
export const programs = ['conmon', 'containerd-shim-kata-v2', 'crun', 'kata', 'pinns', 'runc'] as const;

/** What our resolver says of a CRI-O of this version. */
export function ourAnswer(version: string, question: Question): Promise<CrioAnswer> {
  const unit = startedUnit('/usr/lib/systemd/system', 'crio.service', 'crio', question.arguments, question.environment);
  const stubs = Object.fromEntries(programs.map((name) => [`/opt/stub/${name}`, { content: '', mode: 0o755 }]));
  return resolveCrio(memoryTree({ ...stubs, ...question.files }), { version, unit });
}

export function ourOutcome(answer: CrioAnswer): string {
  if (answer.state === 'refuses') return doesNotStart;
  return answer.doubts.length > 0 ? leftOpen : answer.driver;
}
