import type { KubeletAnswer } from '../../../src/kubelet/answer.ts';
import { resolveKubelet } from '../../../src/kubelet/resolve-kubelet.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';
import { startedUnit } from '../../support/started-unit.ts';

/**
 * What a runtime answers to RuntimeConfig: a driver, that it does not know the call, a message without the part for Linux,
 * or a number that is no driver.
 */
export type RuntimeAnswer = 'systemd' | 'cgroupfs' | 'unimplemented' | 'no-linux' | 'unknown-driver';

/** What a kubelet is started with. */
export interface Question {
  readonly files: Readonly<Record<string, MemoryFile>>;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What its runtime says when it is asked; `unimplemented` where nothing is said here. */
  readonly runtime?: RuntimeAnswer;
}

export const doesNotStart = 'does not start';

/**
 * What comes out in words that can be compared: the driver of its own configuration, and the one that it uses once it has
 * asked its runtime. Any value but `systemd` acts as cgroupfs.
 */
export function outcome(configured: string, effective: string): string {
  const acts = (value: string): string => (value === 'systemd' ? 'systemd' : 'cgroupfs');
  return `${acts(configured)}, uses ${acts(effective)}`;
}

/** What our resolver says of a kubelet of this version. */
export function ourAnswer(version: string, question: Question): Promise<KubeletAnswer> {
  const unit = startedUnit(
    '/etc/systemd/system',
    'kubelet.service',
    'kubelet',
    question.arguments,
    question.environment,
  );
  return resolveKubelet(memoryTree(question.files), { version: `v${version}`, unit });
}

/** Where we leave it open: a file may be written at boot, a flag may be one of the kubelet's own build. */
export const leftOpen = 'left open';

/** The same in words that can be compared. */
export function ourOutcome(ours: KubeletAnswer, runtime: RuntimeAnswer = 'unimplemented'): string {
  if (ours.refusesToStart !== null) return doesNotStart;
  const hasUnknownFlag = ours.observations.some(({ kind }) => kind === 'unknown-flag');
  if (ours.doubts.length > 0 || hasUnknownFlag) return leftOpen;
  if (!ours.asksRuntime) return outcome(ours.configured, ours.configured);
  if (runtime === 'unknown-driver') return doesNotStart;
  return outcome(ours.configured, runtime === 'systemd' || runtime === 'cgroupfs' ? runtime : ours.configured);
}
