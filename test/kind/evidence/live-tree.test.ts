import { describe, expect, it } from 'vitest';
import type { NodeExec } from '../../../src/kind/cluster/node-exec.ts';
import { dumpsWhatItReads } from '../../../src/kind/evidence/collect.ts';
import { liveTree } from '../../../src/kind/evidence/live-tree.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import { exited, fakePorts } from '../support/fake-ports.ts';

const engine = { command: 'docker', environment: {} };
const image = memoryTree({
  '/etc/containerd/config.toml': 'baked',
  '/etc/default/kubelet': 'baked',
  '/etc/other': 'baked',
});

/** A node with these files. */
function node(files: Readonly<Record<string, string>>): NodeExec & { readonly ran: string[] } {
  const ran: string[] = [];
  const exec: NodeExec = async (command) => {
    ran.push(command.join(' '));
    const paths = command.slice(command.indexOf('--') + 1);
    if (command[0] === 'stat') {
      return exited(
        paths.flatMap((path) => (path in files ? [`regular file|${files[path]?.length}|${path}\n`] : [])).join(''),
        1,
      );
    }
    if (command[0] === 'cat') return exited(files[paths[0] ?? ''] ?? '');
    return exited('');
  };
  return Object.assign(exec, { ran });
}

async function text(tree: Awaited<ReturnType<typeof liveTree>>, path: string): Promise<string | null> {
  const read = await tree?.read(path);
  return read?.ok === true ? new TextDecoder().decode(read.bytes) : null;
}

describe('liveTree', () => {
  it('lays what has changed over the image, and reads nothing else', async () => {
    const diff =
      'C /etc\nC /etc/containerd\nC /etc/containerd/config.toml\nD /etc/default/kubelet\nA /tmp/big\nA /root/x\n';
    const ports = fakePorts({ run: (line) => (line === 'docker diff n' ? exited(diff) : null) });
    const exec = node({
      '/etc/containerd/config.toml': 'live',
      '/var/lib/kubelet/config.yaml': 'written',
      '/opt/own.toml': 'own',
    });
    const containerd = { pid: 1, arguments: ['containerd', '--config', '/opt/own.toml'], startedAt: null };
    const tree = await liveTree(ports, engine, 'n', exec, image, containerd);
    expect(await text(tree, '/etc/containerd/config.toml')).toBe('live');
    expect(await text(tree, '/var/lib/kubelet/config.yaml')).toBe('written');
    expect(await text(tree, '/opt/own.toml')).toBe('own');
    expect(await text(tree, '/etc/other')).toBe('baked');
    expect(await text(tree, '/etc/default/kubelet')).toBeNull();
    expect(exec.ran.filter((line) => line.startsWith('cat'))).toHaveLength(3);
  });

  it('is null where the engine does not say what changed', async () => {
    expect(await liveTree(fakePorts(), engine, 'n', node({}), image, null)).toBeNull();
  });
});

describe('dumpsWhatItReads', () => {
  it.each([
    ['1.4.13', false],
    ['v1.7.24', true],
    ['2.0.2', false],
    ['2.0.5', false],
    ['2.0.6', true],
    ['2.1.9+unknown', true],
    ['', false],
    [null, false],
  ])('%s', (version, expected) => {
    expect(dumpsWhatItReads(version)).toBe(expected);
  });
});
