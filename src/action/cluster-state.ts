import * as core from '@actions/core';
import { type ClusterState, readClusterState } from '../kind/cluster/lifetime.ts';
import { parseJson } from '../kind/cri/cri.ts';

const NAME = 'clusters';
/** By image: those of several may be up at once. */
const clusters = new Map<object, ClusterState>();

/** Keeps for the post step what it needs to remove one image's cluster; null once it is gone. */
export function rememberCluster(): (state: ClusterState | null) => Promise<void> {
  const image = {};
  return async (state) => {
    if (state === null) clusters.delete(image);
    else clusters.set(image, state);
    core.saveState(NAME, JSON.stringify([...clusters.values()]));
  };
}

/** The clusters that the main step left behind. */
export function leftBehind(): readonly ClusterState[] {
  const states = parseJson(core.getState(NAME));
  if (!Array.isArray(states)) return [];
  return states.flatMap((state) => readClusterState(JSON.stringify(state)) ?? []);
}
