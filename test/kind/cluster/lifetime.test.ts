import { describe, expect, it } from 'vitest';
import {
  type ClusterState,
  engineEnvironment,
  newClusterName,
  readClusterState,
  removeCluster,
} from '../../../src/kind/cluster/lifetime.ts';
import { exited, fakePorts } from '../support/fake-ports.ts';

const id = 'a'.repeat(64);
const state: ClusterState = {
  schema: 1,
  cluster: 'cgroup-gate-0123456789ab',
  engine: 'docker',
  kind: '/cache/kind',
  tempDir: '/tmp/cgroup-gate-x',
  createdAt: Date.parse('2026-01-01T12:00:00Z'),
  images: ['cgroup-gate-0123456789ab.local/node:loaded'],
  environment: { DOCKER_HOST: 'unix:///x.sock' },
};

/** An engine that holds containers until they are deleted; `stubborn` ones stay. */
function engine(
  containers: string[],
  created = '2026-01-01T12:00:30.123456789Z',
  onDelete: () => void = () => containers.splice(0),
) {
  return fakePorts({
    files: { '/tmp/cgroup-gate-x/kubeconfig': 'x' },
    run: (line) => {
      if (line.startsWith('docker ps')) return exited(containers.map((one) => `${one}\n`).join(''));
      if (line.startsWith('docker inspect')) return exited(`${created}\n`);
      if (line.startsWith('/cache/kind delete')) {
        onDelete();
        return exited('');
      }
      if (line.startsWith('docker rm ')) containers.splice(0);
      return exited('');
    },
  });
}

describe('removeCluster', () => {
  it('removes the cluster, its images and its folder', async () => {
    const ports = engine([id]);
    expect(await removeCluster(ports, state)).toEqual({ ok: true });
    expect(ports.ran).toContain('/cache/kind delete cluster --name cgroup-gate-0123456789ab');
    expect(ports.ran).toContain('docker rmi cgroup-gate-0123456789ab.local/node:loaded');
    expect([...ports.stored.keys()]).toEqual([]);
  });

  it('leaves a cluster alone that is older than the run', async () => {
    const ports = engine([id], '2025-12-31T12:00:00Z');
    expect(await removeCluster(ports, state)).toMatchObject({
      ok: false,
      message: expect.stringContaining('left alone'),
    });
    expect(ports.ran.some((line) => /delete|rm -f/.test(line))).toBe(false);
  });

  it('takes nodes away that kind left, and those that come late', async () => {
    const containers = [id];
    let looks = 0;
    const ports = fakePorts({
      run: (line) => {
        if (line.startsWith('docker ps')) {
          looks += 1;
          if (looks === 3) containers.push('b'.repeat(64));
          return exited(containers.map((one) => `${one}\n`).join(''));
        }
        if (line.startsWith('docker inspect')) return exited('2026-01-01T12:00:30Z\n');
        if (line.startsWith('docker rm -f -v')) containers.splice(0);
        return exited('');
      },
    });
    expect(await removeCluster(ports, state)).toEqual({ ok: true });
    expect(ports.ran.filter((line) => line.startsWith('docker rm -f -v'))).toHaveLength(2);
  });

  it('says what to type when it cannot', async () => {
    const ports = fakePorts({
      run: (line) =>
        line.startsWith('docker ps')
          ? exited(`${id}\n`)
          : line.startsWith('docker inspect')
            ? exited('')
            : exited('', 1, 'no'),
    });
    expect(await removeCluster(ports, state)).toEqual({
      ok: false,
      message: expect.stringContaining('1 container(s) are left'),
      command: '/cache/kind delete cluster --name cgroup-gate-0123456789ab',
    });
  });

  it('does not take silence for success', async () => {
    const ports = fakePorts({ run: () => exited('', 1, 'Cannot connect to the Docker daemon') });
    expect(await removeCluster(ports, state)).toMatchObject({ ok: false });
  });
});

describe('readClusterState', () => {
  it('reads what was written', () => {
    expect(readClusterState(JSON.stringify(state))).toEqual(state);
  });
  it.each([
    ['no JSON', '{'],
    ['another schema', JSON.stringify({ ...state, schema: 2 })],
    ['a name that is an option', JSON.stringify({ ...state, cluster: '--all' })],
    ['no images', JSON.stringify({ ...state, images: [1] })],
  ])('refuses %s', (_, text) => {
    expect(readClusterState(text)).toBeNull();
  });
});

it('keeps the variables that choose the engine', () => {
  const ports = fakePorts({ environment: { DOCKER_HOST: 'x', HOME: '/h', SECRET: 'y' } });
  expect(engineEnvironment(ports)).toEqual({ DOCKER_HOST: 'x', HOME: '/h' });
});

it('names each cluster anew', () => {
  const ports = fakePorts();
  expect(newClusterName(ports)).toMatch(/^cgroup-gate-[0-9a-f]{12}$/);
  expect(newClusterName(ports)).not.toBe(newClusterName(ports));
});
