import * as core from '@actions/core';
import { removeCluster } from '../kind/cluster/lifetime.ts';
import { annotationText } from '../report/escape/workflow-command.ts';
import { leftBehind } from './cluster-state.ts';

/** The post step: takes away the cluster that a cancelled main step left behind. Other runs leave nothing. */
export async function main(): Promise<void> {
  const state = leftBehind();
  if (state === null) return;
  const { kindPorts } = await import('../host/kind-ports.ts');
  const removal = await removeCluster(kindPorts(), state);
  if (removal.ok) core.info(`removed the cluster ${state.cluster}`);
  else core.warning(annotationText(`${removal.message}; remove it with: ${removal.command}`));
}
