import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { unitsAtBoot } from '../systemd/boot-units.ts';
import type { Observation } from '../text/observation.ts';
import { find } from '../text/toml/navigate.ts';
import { parseToml } from '../text/toml/parse.ts';
import { type ContainerdInstance, unstartedInstance } from './containerd-instances.ts';
import { observe } from './observe.ts';
import { socketPath } from './socket-path.ts';

const DEFAULT_ADDRESS = '/run/containerd/containerd.sock';

export interface SelectedInstance {
  /** Null where the image starts no containerd. */
  readonly instance: ContainerdInstance | null;
  readonly doubts: readonly Observation[];
}

/**
 * Picks the containerd whose socket the kubelet's endpoint names, and that systemd starts. Without an endpoint the kubelet and kubeadm use the
 * default socket.
 */
export async function selectInstance(
  tree: FileTree,
  instances: readonly ContainerdInstance[],
  endpoint: string | null,
): Promise<SelectedInstance> {
  const [first] = instances;
  const wanted = socketPath(endpoint ?? DEFAULT_ADDRESS);
  if (first === undefined) {
    const known = endpoint === null || socketPath(await addressOf(tree, unstartedInstance())) === wanted;
    return {
      instance: null,
      doubts: known ? [] : [observe('endpoint-unmatched', null, { endpoint: wanted, matches: 0 })],
    };
  }
  if (instances.length === 1 && wanted === DEFAULT_ADDRESS) return { instance: first, doubts: [] };
  const addresses = await askAll(instances, (instance) => addressOf(tree, instance));
  const matching = instances.filter((_, at) => socketPath(addresses[at]!) === wanted);
  const [match, another] = await thatRun(tree, matching);
  if (match !== undefined && another === undefined) return { instance: match, doubts: [] };
  const doubt = observe('endpoint-unmatched', null, { endpoint: wanted, matches: matching.length });
  return { instance: match ?? first, doubts: [doubt] };
}

/**
 * Of several units those that run: not one that systemd refuses beside others that it does not; and where it starts just
 * one of them by itself when the node boots, only that one.
 */
async function thatRun(
  tree: FileTree,
  instances: readonly ContainerdInstance[],
): Promise<readonly ContainerdInstance[]> {
  if (instances.length < 2) return instances;
  const loaded = instances.filter(({ unit }) => unit?.state === 'loaded');
  if (loaded.length < 2) return loaded.length === 1 ? loaded : instances;
  const atBoot = unitsAtBoot(tree);
  const starts = await askAll(loaded, async ({ unit }) => unit !== null && (await atBoot.starts(unit.name)));
  const starting = loaded.filter((_, at) => starts[at]);
  return starting.length > 0 ? starting : loaded;
}

async function addressOf(tree: FileTree, instance: ContainerdInstance): Promise<string> {
  if (instance.address !== null) return instance.address;
  const file = await tree.read(instance.configPath);
  if (!file.ok) return DEFAULT_ADDRESS;
  const parsed = parseToml(file.bytes, 'go-toml-1.9');
  if (!parsed.ok) return DEFAULT_ADDRESS;
  for (const path of [
    ['grpc', 'address'],
    ['plugins', 'io.containerd.server.v1.grpc', 'address'],
  ]) {
    const value = find(parsed.document, path)?.value;
    if (value?.type === 'string' && value.value !== '') return value.value;
  }
  return DEFAULT_ADDRESS;
}
