import type { FileTree } from '../image/file-tree.ts';
import type { Observation } from '../text/observation.ts';
import { find } from '../text/toml/navigate.ts';
import { parseToml } from '../text/toml/parse.ts';
import { type ContainerdInstance, unstartedInstance } from './containerd-instances.ts';
import { observe } from './observe.ts';

const DEFAULT_ADDRESS = '/run/containerd/containerd.sock';

export interface SelectedInstance {
  /** Null where the image starts no containerd. */
  readonly instance: ContainerdInstance | null;
  readonly doubts: readonly Observation[];
}

/**
 * Picks the containerd whose socket the kubelet's endpoint names. Without an endpoint the kubelet and kubeadm use the
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
  const matching: ContainerdInstance[] = [];
  for (const instance of instances) if (socketPath(await addressOf(tree, instance)) === wanted) matching.push(instance);
  const [match, another] = matching;
  if (match !== undefined && another === undefined) return { instance: match, doubts: [] };
  const doubt = observe('endpoint-unmatched', null, { endpoint: wanted, matches: matching.length });
  return { instance: match ?? first, doubts: [doubt] };
}

/** `unix:///var/run/x.sock` and `/run/x.sock` are the same: /var/run is a link to /run on every systemd host. */
function socketPath(address: string): string {
  return address.replace(/^unix:(?:\/\/)?/, '').replace(/^\/var\/run\//, '/run/');
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
