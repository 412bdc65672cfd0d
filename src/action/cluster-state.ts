import * as core from '@actions/core';
import { type ClusterState, readClusterState } from '../kind/cluster/lifetime.ts';

const NAME = 'cluster';

/** Keeps for the post step what it needs to remove the cluster; null once it is gone. */
export async function rememberCluster(state: ClusterState | null): Promise<void> {
  core.saveState(NAME, state === null ? '' : JSON.stringify(state));
}

/** The cluster that the main step left behind, if any. */
export function leftBehind(): ClusterState | null {
  const text = core.getState(NAME);
  return text === '' ? null : readClusterState(text);
}
