import { describe, expect, it } from 'vitest';
import { detectEngine } from '../../../src/kind/cluster/engine.ts';
import { exited, fakePorts } from '../support/fake-ports.ts';

const info = (more: object = {}): string =>
  JSON.stringify({
    ServerVersion: '28.5.2',
    MemTotal: 8e9,
    DockerRootDir: '/var/lib/docker',
    CgroupVersion: '2',
    ...more,
  });
const docker = (answer: ReturnType<typeof exited>) => (line: string) =>
  line === 'docker -v' ? exited('Docker version 28.5.2, build x') : line.startsWith('docker info') ? answer : null;

describe('detectEngine', () => {
  it('takes docker first', async () => {
    const result = await detectEngine(fakePorts({ run: docker(exited(info())) }));
    expect(result).toMatchObject({
      ok: true,
      engine: { command: 'docker' },
      facts: { version: '28.5.2', memoryBytes: 8e9, cgroupVersion: 2, local: true },
    });
  });

  it('sees that a docker is podman, and takes podman then', async () => {
    const podman = JSON.stringify({
      host: { memTotal: 4e9, cgroupVersion: 'v2', arch: 'arm64' },
      store: { graphRoot: '/g' },
      version: { Version: '5.4.0' },
    });
    const ports = fakePorts({
      run: (line) => {
        if (line === 'docker -v' || line === 'podman -v') return exited('podman version 5.4.0');
        return line.startsWith('podman info') ? exited(podman) : null;
      },
    });
    expect(await detectEngine(ports)).toMatchObject({
      ok: true,
      engine: { command: 'podman' },
      facts: { version: '5.4.0', cgroupVersion: 2, architecture: 'arm64' },
    });
    expect(ports.ran).toEqual(['docker -v', 'nerdctl -v', 'finch -v', 'podman -v', 'podman info --format {{json .}}']);
  });

  it('takes the provider that kind is told to take', async () => {
    const ports = fakePorts({
      environment: { KIND_EXPERIMENTAL_PROVIDER: 'nerdctl' },
      run: (line) => (line.startsWith('nerdctl info') ? exited(info()) : null),
    });
    expect(await detectEngine(ports)).toMatchObject({ ok: true, engine: { command: 'nerdctl' } });
    expect(ports.ran).toEqual(['nerdctl info --format {{json .}}']);
    const none = fakePorts({ environment: { KIND_EXPERIMENTAL_PROVIDER: 'podman' } });
    expect(await detectEngine(none)).toMatchObject({ ok: false, failure: { code: 'no-engine' } });
  });

  it('passes over a provider that kind does not know', async () => {
    const ports = fakePorts({ environment: { KIND_EXPERIMENTAL_PROVIDER: 'lxc' }, run: docker(exited(info())) });
    expect(await detectEngine(ports)).toMatchObject({ ok: true, engine: { command: 'docker' } });
  });

  it('takes finch where there is no nerdctl, before podman', async () => {
    const ports = fakePorts({
      run: (line) => {
        if (line === 'finch -v') return exited('finch version v1.10.0\n');
        if (line === 'podman -v') return exited('podman version 5.4.0\n');
        return line.startsWith('finch info') ? exited(info()) : null;
      },
    });
    expect(await detectEngine(ports)).toMatchObject({ ok: true, engine: { command: 'finch' } });
  });

  it.each([
    ['x86_64', 'amd64'],
    ['aarch64', 'arm64'],
    ['sparc64', null],
  ])('knows the processor %s', async (Architecture, architecture) => {
    const ports = fakePorts({ run: docker(exited(info({ Architecture }))) });
    expect(await detectEngine(ports)).toMatchObject({ ok: true, facts: { architecture } });
  });

  it('takes an engine at another address for remote', async () => {
    const ports = fakePorts({ environment: { DOCKER_HOST: 'tcp://10.0.0.1:2375' }, run: docker(exited(info())) });
    expect(await detectEngine(ports)).toMatchObject({ ok: true, facts: { local: false } });
  });

  it.each([
    ['no-engine', undefined],
    [
      'engine-permission',
      exited(
        '',
        1,
        'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      ),
    ],
    [
      'engine-not-running',
      exited(
        '',
        1,
        'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      ),
    ],
    ['engine-not-running', exited(info({ ServerErrors: ['Cannot connect to the Docker daemon'] }))],
    ['too-little-memory', exited(info({ MemTotal: 500e6 }))],
  ])('%s', async (code, answer) => {
    const result = await detectEngine(fakePorts(answer === undefined ? {} : { run: docker(answer) }));
    expect(result).toMatchObject({ ok: false, failure: { code } });
  });

  it('says that the disk is full, but only where it can see it', async () => {
    const full = { run: docker(exited(info())), freeBytes: 5e6 };
    expect(await detectEngine(fakePorts(full))).toMatchObject({ ok: false, failure: { code: 'too-little-disk' } });
    expect(await detectEngine(fakePorts({ ...full, environment: { DOCKER_HOST: 'ssh://x' } }))).toMatchObject({
      ok: true,
    });
  });
});
