import { describe, expect, it } from 'vitest';
import type { Origin } from '../../src/containerd/answer.ts';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import { type FixtureFile, treeOf } from './observed-cases.ts';

const path = '/etc/containerd/config.toml';
const type = 'runtime_type = "io.containerd.runc.v2"';

async function originOf(version: string, files: Readonly<Record<string, FixtureFile>>): Promise<Origin | undefined> {
  const answer = await resolveContainerd(treeOf(files), { version, configPath: path, configGiven: false });
  return answer.handlers.find(({ name }) => name === answer.defaultHandler)?.origin;
}

const at = (startLine: number, startColumn: number, endColumn: number, file = path) => ({
  path: file,
  startLine,
  startColumn,
  endLine: startLine,
  endColumn,
});

describe('the line that decided', () => {
  it.each(['1.4.13', '1.7.34', '2.2.7', '2.3.4'])('is the value of the flag on %s', async (version) => {
    const lines = ['version = 2', '[@two.containerd.runtimes.runc]', type, '[@two.containerd.runtimes.runc.options]'];
    const origin = await originOf(version, { 'config.toml': [...lines, '    SystemdCgroup = false'] });
    expect(origin).toEqual({ by: 'line', location: at(5, 21, 26) });
  });

  it('is in the file that a link points at', async () => {
    const lines = ['version = 3', '[@three.containerd.runtimes.runc.options]', 'SystemdCgroup = true'];
    const origin = await originOf('2.2.7', { 'config.toml': { link: '../c.toml' }, '/etc/c.toml': lines });
    expect(origin).toEqual({ by: 'line', location: at(3, 17, 21, '/etc/c.toml') });
  });

  it('is in the drop-in that sets it last', async () => {
    const options = ['version = 3', '[@three.containerd.runtimes.runc.options]'];
    const origin = await originOf('2.2.7', {
      'config.toml': ['imports = ["a.toml"]', ...options, 'SystemdCgroup = true'],
      'a.toml': [...options, 'SystemdCgroup = false'],
    });
    expect(origin).toEqual({ by: 'line', location: at(3, 17, 22, '/etc/containerd/a.toml') });
  });

  it.each([
    ['an option of a wrong type', 'IoUid = "a"', at(5, 9, 12)],
    ['the flag as a string', 'SystemdCgroup = "true"', at(5, 17, 23)],
  ])('is %s', async (_, option, location) => {
    const lines = ['version = 2', '[@two.containerd.runtimes.runc]', type, '[@two.containerd.runtimes.runc.options]'];
    expect(await originOf('2.2.7', { 'config.toml': [...lines, option] })).toEqual({ by: 'line', location });
  });

  it("is the plugin's own flag for the oldest shim", async () => {
    const lines = ['version = 2', '[@two]', 'systemd_cgroup = true', '[@two.containerd.runtimes.runc]'];
    const origin = await originOf('1.7.34', {
      'config.toml': [...lines, 'runtime_type = "io.containerd.runtime.v1.linux"'],
    });
    expect(origin).toEqual({ by: 'line', location: at(3, 18, 22) });
  });

  it('is the runtime type of a shim that takes no such option', async () => {
    const lines = ['version = 2', '[@two.containerd.runtimes.runc]', 'runtime_type = "io.containerd.kata.v2"'];
    expect(await originOf('2.2.7', { 'config.toml': lines })).toEqual({ by: 'line', location: at(3, 16, 39) });
  });
});

describe('the place of the missing line', () => {
  const missing = 'SystemdCgroup = true';

  it.each([
    ['the options', ['[@two.containerd.runtimes.runc]', type, '[@two.containerd.runtimes.runc.options]'], at(4, 1, 71)],
    ['the handler', ['[@two.containerd.runtimes.runc]', type], at(2, 1, 63)],
    ['containerd', ['[@two.containerd]', 'snapshotter = "a"'], at(2, 1, 49)],
    ['the plugin', ['[@two]', 'enable_selinux = true'], at(2, 1, 38)],
    ['the version', ['[debug]'], at(1, 11, 12)],
  ])('is %s', async (_, lines, nearest) => {
    const origin = await originOf('1.7.34', { 'config.toml': ['version = 2', ...lines] });
    expect(origin).toEqual({ by: 'default', nearest, missing });
  });

  it('is the file, and nowhere without a file', async () => {
    expect(await originOf('2.2.7', { 'config.toml': [] })).toEqual({ by: 'default', nearest: at(1, 1, 1), missing });
    expect(await originOf('2.2.7', {})).toEqual({ by: 'default', nearest: null, missing });
  });

  it('is the handler where the runtime type is missing', async () => {
    const lines = ['version = 2', '[@two.containerd.runtimes.runc]', 'privileged_without_host_devices = true'];
    const origin = await originOf('1.7.34', { 'config.toml': lines });
    expect(origin).toEqual({ by: 'default', nearest: at(2, 1, 63), missing: 'runtime_type' });
  });
});
