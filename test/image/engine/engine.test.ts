import { describe, expect, test, vi } from 'vitest';
import { InputProblem } from '../../../src/image/input-problem.ts';
import { memoryPorts } from '../memory-ports.ts';
import { opened, refused, textOf } from '../open-image.ts';
import { type Files, fakeEngine } from './fake-engine.ts';

const files = {
  'etc/containerd/config.toml': 'version = 2\n',
  'etc/os-release': { link: '../usr/lib/os-release' },
  'etc/big': 'x'.repeat(70_000),
  'usr/lib/os-release': 'ID=debian\n',
  'usr/lib/systemd/system/kubelet.service': '[Service]\n',
  'usr/bin/kubelet': 'k'.repeat(5000),
  lib: { link: 'usr/lib' },
};

function setUp(more: Files = {}) {
  const engine = fakeEngine({ ...files, ...more });
  const ports = { ...memoryPorts({}), engine: async () => engine };
  return { engine, ports };
}

describe('an image of an engine', () => {
  test('is read through a container that is labelled, never started, and removed', async () => {
    const { engine, ports } = setUp();
    const image = await opened('docker-daemon:node:v1', {}, { ports });
    expect(image).toMatchObject({
      form: 'docker-daemon',
      digest: `sha256:${'ab'.repeat(32)}`,
      platform: 'linux/amd64',
      labels: { a: 'b' },
      layers: [{ number: 1, diffId: `sha256:${'cd'.repeat(32)}`, createdBy: 'COPY' }],
    });
    const container = expect.objectContaining({
      Labels: { 'cgroup-gate': expect.stringContaining('safe to remove') },
      NetworkDisabled: true,
    });
    expect([...engine.containers.values()]).toEqual([container, container]);
    expect(await textOf(image, '/etc/containerd/config.toml')).toBe('-:version = 2\n');
    expect(await textOf(image, '/etc/os-release')).toBe('-:ID=debian\n');
    expect(await textOf(image, '/etc/none')).toMatch(/^absent/);
    expect(await textOf(image, '/etc/big')).toBe(`-:${files['etc/big']}`);
    expect(await textOf(image, '/lib/systemd/system/kubelet.service')).toBe('-:[Service]\n');
    expect(await image.tree.list('/lib/systemd/system')).toEqual({
      ok: true,
      path: '/usr/lib/systemd/system',
      names: ['kubelet.service'],
    });
    expect(await image.tree.lstat('/lib')).toMatchObject({ entry: { kind: 'symlink', linkTarget: 'usr/lib' } });
    expect(await image.tree.binary('/usr/bin/kubelet')).toMatchObject({ ok: true, facts: { format: 'other' } });
    expect(await image.settle()).toEqual([]);
    expect(image.reading().remarks).toEqual([expect.stringContaining("layers can't be told apart")]);
    await image.close();
    expect(engine.containers.size).toBe(0);
    expect(engine.requests.some((request) => request.includes('/start'))).toBe(false);
    expect(engine.requests.filter((request) => request.endsWith('?path=/etc'))).toHaveLength(1);
  });

  test('is asked for a program before what waits in line', async () => {
    const { engine, ports } = setUp({ 'usr/bin/kubelet': 'k'.repeat(100_000) });
    const image = await opened('docker-daemon:node:v1', {}, { ports, interests: ['kubelet'] });
    expect(await image.tree.stat('/usr/bin/kubelet')).toMatchObject({ ok: true });
    const before = engine.requests.length;
    const small = ['a', 'b', 'c', 'd', 'e'].map((name) => image.tree.stat(`/${name}`));
    await Promise.all([...small, image.tree.binary('/usr/bin/kubelet')]);
    const asked = engine.requests.slice(before).map((request) => request.replace(/^.*path=/, ''));
    expect(asked).toEqual(['/a', '/b', '/usr/bin/kubelet', '/c', '/d', '/e']);
    await image.close();
  });

  test('sends what is read next with the answer that it is there', async () => {
    const { engine, ports } = setUp({ 'usr/libexec/x/start': '#!/bin/sh\n', 'var/lib/dpkg/status': 'Package: a\n' });
    const image = await opened('docker-daemon:node:v1', {}, { ports });
    const before = engine.requests.length;
    for (const path of ['/usr/libexec/x/start', '/var/lib/dpkg/status'])
      expect(await textOf(image, path)).toMatch(/^-:/);
    const asked = engine.requests.slice(before).filter((request) => /start$|status$/.test(request));
    expect(asked.map((request) => request.slice(0, 4).trim())).toEqual(['GET', 'GET']);
    await image.close();
  });

  test('is asked one question at a time for each container, and by two of them at once', async () => {
    const { engine, ports } = setUp();
    const image = await opened('docker-daemon:node:v1', {}, { ports });
    const paths = ['/usr/bin/kubelet', '/var', '/home', '/boot', '/usr/bin/none', '/srv', '/etc/os-release', '/lib'];
    await Promise.all(paths.map((path) => image.tree.stat(path)));
    expect(engine.atOnce).toEqual({ ofOne: 1, ofAll: 2 });
    expect(await image.settle()).toEqual([]);
    await image.close();
    expect(engine.containers.size).toBe(0);
  });

  test('is asked ahead for what will be asked', async () => {
    const { engine, ports } = setUp({ 'usr/bin/kubelet': `\x7fELF${'k'.repeat(70_000)}` });
    const likely = ['/usr/bin/kubelet', '/usr/bin/none', '/lib/none', '/etc/none', '/var/lib/k3s'];
    const image = await opened('docker-daemon:node:v1', {}, { ports, likely });
    await textOf(image, '/etc/os-release');
    const program = 'GET /containers/ID/archive?path=/usr/bin/kubelet';
    await vi.waitFor(() => {
      expect(engine.requests).toEqual(expect.arrayContaining([program, 'HEAD /containers/ID/archive?path=/var']));
    });
    const before = engine.requests.length;
    expect(await image.tree.binary('/usr/bin/kubelet')).toMatchObject({ ok: true, facts: { format: 'elf' } });
    expect(await textOf(image, '/usr/bin/none')).toMatch(/^absent/);
    expect(await textOf(image, '/var/lib/k3s')).toMatch(/^absent/);
    expect(engine.requests.slice(before)).toEqual([]);
    const questions = engine.requests.filter((request) => request.includes('?path='));
    expect(new Set(questions).size).toBe(questions.length);
    await image.close();
  });

  test('what goes wrong with what was only asked ahead is no problem of the image', async () => {
    const { engine, ports } = setUp({ 'usr/bin/kubelet': `\x7fELF${'k'.repeat(70_000)}` });
    const image = await opened('docker-daemon:node:v1', {}, { ports, likely: ['/usr/bin/kubelet'] });
    await textOf(image, '/etc/os-release');
    engine.cut = 2048;
    await vi.waitFor(() => expect(engine.requests).toContain('GET /containers/ID/archive?path=/usr/bin/kubelet'));
    expect(await image.settle()).toEqual([]);
    expect(await image.tree.binary('/usr/bin/kubelet')).toMatchObject({ ok: false, reason: 'unreadable' });
    await image.close();
  });

  test('is asked once for a program of which all is wanted', async () => {
    const large = `\x7fELF${'x'.repeat(400_000)}`;
    const { engine, ports } = setUp({
      'usr/sbin/script': '#!/bin/sh\n',
      'usr/sbin/large': large,
      sbin: { link: 'usr/sbin' },
    });
    const image = await opened('docker-daemon:node:v1', {}, { ports });
    expect(await image.tree.stat('/sbin/script')).toMatchObject({ entry: { kind: 'file', size: 10, mode: 0o640 } });
    expect(await image.tree.binary('/sbin/script')).toMatchObject({ ok: true, facts: { format: 'other' } });
    expect(await textOf(image, '/usr/sbin/script')).toBe('-:#!/bin/sh\n');
    expect(await image.tree.stat('/usr/sbin/large')).toMatchObject({ entry: { kind: 'file', size: large.length } });
    expect(await image.tree.binary('/usr/sbin/large')).toMatchObject({ ok: true, facts: { format: 'elf' } });
    expect(engine.atOnce.ofOne).toBe(1);
    const asked = (path: string) => engine.requests.filter((request) => request.endsWith(`?path=/usr/sbin/${path}`));
    expect(asked('script')).toEqual(['GET /containers/ID/archive?path=/usr/sbin/script']);
    expect(asked('large')).toHaveLength(2);
    await image.close();
  });

  test.each([
    ['little', 10, 1],
    ['much', 600_000, 7],
  ])('%s below /usr/local', async (_name, size, requests) => {
    const { engine, ports } = setUp({ 'usr/local/bin/large': 'x'.repeat(size), 'usr/local/share/a': 'a' });
    const image = await opened('docker-daemon:node:v1', {}, { ports });
    expect(await textOf(image, '/usr/local/share/a')).toBe('-:a');
    expect(await image.tree.stat('/usr/local/bin/large')).toMatchObject({ entry: { kind: 'file', size } });
    expect(await textOf(image, '/usr/local/bin/none')).toMatch(/^absent/);
    const asked = engine.requests.filter((request) => request.includes('?path=/usr/local'));
    expect(asked).toHaveLength(requests);
    expect(await image.tree.list('/usr/local')).toMatchObject({ names: ['bin', 'share'] });
    expect(await image.settle()).toEqual([]);
    await image.close();
  });

  test('a bare name is looked for in the engine', async () => {
    const { ports } = setUp();
    const image = await opened('node:v1', {}, { ports });
    expect(image.form).toBe('docker-daemon');
    await image.close();
    expect(await refused('node:v2', {}, { ports })).toMatchObject({
      message: expect.stringMatching(/^node:v2: .*no container engine here has/),
    });
  });

  test('an answer that is cut short is no answer, and a problem of the image', async () => {
    const { engine, ports } = setUp();
    const image = await opened('docker-daemon:node:v1', {}, { ports });
    engine.cut = 1024;
    expect(await textOf(image, '/etc/containerd/config.toml')).toMatch(/^unreadable: .*cut short/);
    expect(await image.settle()).toEqual([expect.stringContaining('cut short')]);
    await image.close();
    expect(engine.containers.size).toBe(0);
  });

  test('a refusal is one line, and the container is removed all the same', async () => {
    const { engine, ports } = setUp();
    engine.refuseCreate = 2;
    const error = await refused('docker-daemon:node:v1', {}, { ports });
    expect(error.message).toBe(
      'docker-daemon:node:v1: the container engine at unix:///engine.sock refuses (status 500): no space left on device',
    );
    expect(engine.requests.at(-1)).toBe('DELETE /containers/ID?force=1&v=1');
  });

  test('a container that was made is removed when another is refused', async () => {
    const { engine, ports } = setUp();
    engine.refuseCreate = 1;
    expect((await refused('docker-daemon:node:v1', {}, { ports })).message).toMatch(/no space left/);
    expect(engine.requests.filter((request) => request.startsWith('POST'))).toHaveLength(2);
    expect(engine.containers.size).toBe(0);
  });

  test.each([
    [
      'docker-daemon:node:v9',
      /^the container engine at unix:\/\/\/engine\.sock has no image node:v9; pull or build it first$/,
      'unreadable',
    ],
    ['docker-daemon:../../etc', /is no image name/, 'usage'],
    ['docker-daemon:a?b', /is no image name/, 'usage'],
  ])('%s', async (reference, message, kind) => {
    const error = await refused(reference, {}, { ports: setUp().ports });
    expect(error.message).toMatch(message);
    expect(error.kind).toBe(kind);
  });

  test('no engine', async () => {
    const ports = {
      ...memoryPorts({}),
      engine: async () => {
        throw new InputProblem('no container engine can be reached: start one');
      },
    };
    expect(await refused('docker-daemon:node', {}, { ports })).toMatchObject({
      message: expect.stringContaining('no container engine can be reached'),
    });
  });
});
