import type { ContainerdAnswer } from '../containerd/answer.ts';
import { staysMissing } from '../systemd/written-later.ts';
import type { Observation } from '../text/observation.ts';
import type { ContainerdInstance } from './containerd-instances.ts';
import { observe } from './observe.ts';

/**
 * containerd exits where the file is not there that its command line names, as the kubelet does. Both files are often written
 * when a node boots or joins, so this is a fact about the node only where nobody writes on one.
 */
export function absentConfigDoubts(
  { configPath, configLocation }: ContainerdInstance,
  answers: readonly { readonly answer: ContainerdAnswer }[],
): readonly Observation[] {
  const missing = answers.some(({ answer }) => answer.stateReason?.kind === 'config-missing');
  if (!missing || staysMissing(configPath)) return [];
  return [observe('config-needs-file', configLocation, { path: configPath })];
}
