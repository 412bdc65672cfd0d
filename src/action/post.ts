import * as core from '@actions/core';
import { removeCluster } from '../kind/cluster/lifetime.ts';
import { annotationText } from '../report/escape/workflow-command.ts';
import { leftBehind } from './cluster-state.ts';

/** The post step: takes away the clusters that a cancelled main step left behind. Other runs leave nothing. */
export async function main(): Promise<void> {
  const states = leftBehind();
  if (states.length === 0) return;
  const { kindPorts } = await import('../host/kind-ports.ts');
  for (const state of states) {
    const removal = await removeCluster(kindPorts(), state);
    if (removal.ok) core.info(`removed the cluster ${state.cluster}`);
    else core.warning(annotationText(`${removal.message}; remove it with: ${removal.command}`));
  }
}
