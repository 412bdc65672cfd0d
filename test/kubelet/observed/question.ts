import type { KubeletAnswer } from '../../../src/kubelet/answer.ts';
import { resolveKubelet } from '../../../src/kubelet/resolve-kubelet.ts';
import type { UnitAnswer } from '../../../src/systemd/answer.ts';
import { startOfFile } from '../../../src/text/position.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';

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
  const path = '/etc/systemd/system/kubelet.service';
  const unit: UnitAnswer = {
    name: 'kubelet.service',
    state: 'loaded',
    reason: null,
    fragment: path,
    dropIns: [],
    command: {
      program: '/usr/bin/kubelet',
      arguments: question.arguments.map((text) => ({ text, origins: [] })),
      location: startOfFile(path),
    },
    workingDirectory: null,
    environment: Object.entries(question.environment ?? {}).map(([name, value]) => ({ name, value, origin: null })),
    variablesUsed: [],
    variablesAsWords: [],
    environmentFiles: [],
    observations: [],
    doubts: [],
  };
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
