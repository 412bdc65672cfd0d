import { describe, expect, it } from 'vitest';
import { realContainerds } from './daemons.ts';
import { askContainerd } from './oracle.ts';

const path = '/etc/containerd/config.toml';
const cri = 'plugins."io.containerd.grpc.v1.cri".containerd';
const runc = `version = 2\n[${cri}.runtimes.runc]\nruntime_type = "io.containerd.runc.v2"\n`;
const handler = (type: string, options: string) =>
  `${runc}[${cri}.runtimes.other]\n${type}\n[${cri}.runtimes.other.options]\n${options}\n`;

/** The oracle must be able to say each thing there is to say, and say it of the right configuration. */
describe.each(realContainerds())('the oracle for containerd $version', (containerd) => {
  it.each([
    ['systemd', 'runtime_type = "io.containerd.runc.v2"', 'SystemdCgroup = true'],
    ['cgroupfs', 'runtime_type = "io.containerd.runc.v2"', 'SystemdCgroup = false'],
    ['cgroupfs', 'runtime_type = "io.containerd.runc.v2"', ''],
    ['opaque', 'runtime_type = "io.containerd.kata.v2"', 'SystemdCgroup = true'],
    ['no-runtime-type', '', 'SystemdCgroup = true'],
    ['options-error', 'runtime_type = "io.containerd.runc.v2"', 'SystemdCgroup = "true"'],
  ])('sees a handler that is %s (%s, %s)', async (driver, type, options) => {
    const answer = await askContainerd(containerd, { [path]: handler(type, options) });
    expect(answer).toMatchObject({ state: 'ok', default: 'runc', handlers: { runc: 'cgroupfs', other: driver } });
    const rpc = containerd.hasRuntimeConfig ? 'cgroupfs' : 'unimplemented';
    expect(answer.runtimeConfig).toEqual({ onSystemdHost: rpc, elsewhere: rpc });
  });

  it.each([
    ['daemon-exit', 'version = "2"\n'],
    ['cri-disabled', 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n'],
    ['cri-failed', `${runc}[${cri}]\ndefault_runtime_name = "missing"\n`],
  ])('sees %s', async (state, text) => {
    expect(await askContainerd(containerd, { [path]: text })).toMatchObject({ state });
  });

  it('starts the daemon with --config where it is told to', async () => {
    const files = { [path]: 'version = "2"\n', '/opt/c.toml': handler('runtime_type = "io.containerd.runc.v2"', '') };
    expect(await askContainerd(containerd, files, { configPath: '/opt/c.toml' })).toMatchObject({ state: 'ok' });
  });
});
