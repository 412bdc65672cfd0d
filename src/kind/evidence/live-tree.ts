import type { FileTree } from '../../image/file-tree.ts';
import type { Engine } from '../cluster/engine.ts';
import type { NodeExec } from '../cluster/node-exec.ts';
import { overlayTree } from '../config/overlay-tree.ts';
import { type KindPorts, succeeded } from '../ports.ts';
import { flagValue, type NodeProcess } from './processes.ts';

/** Folders whose files decide what the daemons run with. */
const folders = [
  '/etc/',
  '/kind/',
  '/usr/lib/systemd/',
  '/usr/local/lib/systemd/',
  '/lib/systemd/',
  '/opt/',
  '/run/systemd/system/',
];
const always = [
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/kubeadm-flags.env',
  '/var/lib/kubelet/instance-config.yaml',
];
const mostFiles = 200;
const mostBytes = 256 * 1024;

/**
 * The files of a running node: those of its image, with what has changed since the container was made. Only what the
 * engine says has changed is read from the node; its /var is a volume and its /run is in memory, so the few files that
 * matter there are always read. Null where the engine does not say.
 */
export async function liveTree(
  ports: KindPorts,
  engine: Engine,
  name: string,
  node: NodeExec,
  image: FileTree,
  containerd: NodeProcess | null,
): Promise<FileTree | null> {
  const changes = await changesOf(ports, engine, name);
  if (changes === null) return null;
  const units = await node(['find', '/run/systemd/system', '-type', 'f'], {});
  const config = flagValue(containerd?.arguments ?? [], '--config', '-c');
  const paths = [...changes.written, ...units.stdout.split('\n').filter((path) => path.startsWith('/')), ...always];
  if (config !== null) paths.push(config);
  const files = new Map<string, string>();
  for (const path of await regularFiles(node, [...new Set(paths)])) {
    const read = await node(['cat', '--', path], { maxOutput: mostBytes + 1024 });
    if (succeeded(read)) files.set(path, read.stdout);
  }
  return overlayTree(image, files, changes.removed);
}

interface Changes {
  readonly written: readonly string[];
  readonly removed: ReadonlySet<string>;
}

/** `docker diff`: a line for each path, `A` added, `C` changed, `D` deleted. */
async function changesOf(ports: KindPorts, engine: Engine, name: string): Promise<Changes | null> {
  const result = await ports.exec({
    file: engine.command,
    args: ['diff', name],
    env: engine.environment,
    timeoutMs: 60_000,
  });
  if (!succeeded(result)) return null;
  const written: string[] = [];
  const removed = new Set<string>();
  for (const line of result.stdout.split('\n')) {
    const [letter, path] = [line.slice(0, 1), line.slice(2)];
    if (!folders.some((folder) => path.startsWith(folder))) continue;
    if (letter === 'D') removed.add(path);
    else if (letter === 'A' || letter === 'C') written.push(path);
  }
  return { written, removed };
}

/** Those of the paths that are files, or links to files, and not too large; at most 200. */
async function regularFiles(node: NodeExec, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const result = await node(['stat', '-L', '-c', '%F|%s|%n', '--', ...paths.slice(0, 4000)], {});
  return result.stdout
    .split('\n')
    .flatMap((line) => {
      const [kind = '', size = '', ...rest] = line.split('|');
      return kind.startsWith('regular') && Number(size) <= mostBytes ? [rest.join('|')] : [];
    })
    .slice(0, mostFiles);
}
