import { describe, expect, it } from 'vitest';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

const releases = ['1.4.13', '1.5.18', '1.6.39', '1.7.34', '2.0.11', '2.1.4', '2.2.7', '2.3.5', '2.4.1'] as const;
type Release = (typeof releases)[number];

const configPath = '/etc/containerd/config.toml';
const cri = 'plugins."io.containerd.grpc.v1.cri"';
const runc = `
[${cri}.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[${cri}.containerd.runtimes.runc.options]
SystemdCgroup = true
`;

/** A whole configuration that is right but for the lines; `disabled` is what its list of disabled plugins holds. */
function config(lines: string, disabled = ''): string {
  return `version = 2\ndisabled_plugins = [${disabled === '' ? '' : `"io.containerd.${disabled}"`}]\n${runc}${lines}\n`;
}

const settings = (id: string, lines: string) => `[plugins."io.containerd.${id}"]\n${lines}`;
const unpack = (lines: string) => `[[plugins."io.containerd.transfer.v1.local".unpack_config]]\n${lines}`;
const proxy = (name: string, type: string) => `[proxy_plugins.${name}]\ntype = "${type}"\naddress = "/run/x.sock"`;
const usesSnapshotter = (name: string) => `[${cri}.containerd]\nsnapshotter = "${name}"`;

/** The state, by the first digits of a release, the longest that fit; `ok` for the rest. A doubt stands for the state. */
type Wanted = Readonly<Record<string, string>>;

async function stateOf(
  files: Readonly<Record<string, MemoryFile>>,
  version: string,
  architecture: string | undefined,
): Promise<string> {
  const { state, stateReason, doubts } = await resolveContainerd(memoryTree(files), {
    version,
    configPath,
    configGiven: false,
    ...(architecture === undefined ? {} : { architecture }),
  });
  expect(state === 'ok', version).toBe(stateReason === null);
  return doubts[0]?.kind ?? state;
}

async function expectStates(
  files: Readonly<Record<string, MemoryFile>>,
  wanted: Wanted,
  architecture: string | undefined,
): Promise<void> {
  for (const version of releases) {
    const keys = Object.keys(wanted).filter((digits) => version.startsWith(digits));
    const key = keys.sort((a, b) => b.length - a.length)[0];
    expect(await stateOf(files, version, architecture), version).toBe(key === undefined ? 'ok' : wanted[key]);
  }
}

/** From 2.1 on the CRI plugin needs the transfer service. */
const failsFrom21: Wanted = { '2.1': 'cri-failed', '2.2': 'cri-failed', '2.3': 'cri-failed', '2.4': 'cri-failed' };
const failsFrom20: Wanted = { '2': 'cri-failed' };
const exitsWhereKnown: Wanted = { '1.7': 'daemon-exit', '2': 'daemon-exit' };

/** As nine real daemons on amd64 answered. */
describe('the transfer service', () => {
  it.each<[what: string, lines: string, wanted: Wanted]>([
    ['an entry for the machine', unpack('platform = "linux/amd64"\nsnapshotter = "overlayfs"'), {}],
    ['an entry for any Linux', unpack('platform = "linux"\nsnapshotter = "native"'), {}],
    ['another name of the machine', unpack('platform = "Linux/x86_64"\nsnapshotter = "native"'), {}],
    ['another machine', unpack('platform = "linux/arm64"\nsnapshotter = "overlayfs"'), failsFrom21],
    [
      'another machine with a differ',
      unpack('platform = "linux/arm64"\nsnapshotter = "native"\ndiffer = "walking"'),
      {},
    ],
    [
      'another machine, if it can be had',
      unpack('platform = "linux/arm64"\nsnapshotter = "overlayfs"\noptional = true'),
      { '2.1': 'cri-failed', '2.2': 'cri-failed' },
    ],
    [
      'the 32-bit half of the machine',
      unpack('platform = "linux/386"\nsnapshotter = "overlayfs"'),
      { '2.1': 'cri-failed', '2.2': 'cri-failed' },
    ],
    [
      'a newer variant of the machine',
      unpack('platform = "linux/amd64/v2"\nsnapshotter = "overlayfs"'),
      { '2.3': 'cri-failed', '2.4': 'cri-failed' },
    ],
    ['no platform', unpack('snapshotter = "overlayfs"\noptional = true'), failsFrom21],
    ['a pattern for a platform', unpack('platform = "linux/*"\nsnapshotter = "overlayfs"'), failsFrom21],
    ['no such snapshotter', unpack('platform = "linux"\nsnapshotter = "stargz"'), failsFrom21],
    [
      'a snapshotter of a proxy',
      `${unpack('platform = "linux"\nsnapshotter = "mine"')}\n${proxy('mine', 'snapshot')}`,
      {},
    ],
    ['no snapshotter', unpack('platform = "linux"'), failsFrom21],
    ['no such differ', unpack('platform = "linux"\nsnapshotter = "native"\ndiffer = "mine"'), failsFrom21],
    ['a number for a platform', unpack('platform = 1'), exitsWhereKnown],
    ['a text for the list', settings('transfer.v1.local', 'unpack_config = "x"'), exitsWhereKnown],
    ['an empty list', settings('transfer.v1.local', 'unpack_config = []'), { '1.7': 'daemon-exit' }],
    [
      'a table for the list',
      '[plugins."io.containerd.transfer.v1.local".unpack_config]\nplatform = "linux"\nsnapshotter = "native"',
      { '2.4': 'ok', ...exitsWhereKnown },
    ],
  ])('%s', async (_, lines, wanted) => {
    await expectStates({ [configPath]: config(lines) }, wanted, 'amd64');
  });

  it('wants overlayfs where nothing else is said', async () => {
    const files = { [configPath]: config(usesSnapshotter('native'), 'snapshotter.v1.overlayfs') };
    await expectStates(files, failsFrom21, 'amd64');
  });

  it('is in doubt where the machine decides and is not known', async () => {
    const other = { [configPath]: config(unpack('platform = "linux/arm64"\nsnapshotter = "native"')) };
    const inDoubt = Object.fromEntries(Object.keys(failsFrom21).map((key) => [key, 'depends-on-host']));
    await expectStates(other, inDoubt, undefined);
    await expectStates(other, {}, 'arm64');
    const any = { [configPath]: config(unpack('platform = "linux"\nsnapshotter = "native"')) };
    await expectStates(any, {}, undefined);
  });

  it('stops the daemon where it is required', async () => {
    const text = `required_plugins = ["io.containerd.transfer.v1.local"]\n${config(unpack('platform = "linux"'))}`;
    await expectStates(
      { [configPath]: text },
      { '1.4': 'daemon-exit', '1.5': 'daemon-exit', '1.6': 'daemon-exit', ...exitsWhereKnown },
      'amd64',
    );
  });
});

describe('what the CRI plugin needs', () => {
  const all = (state: string): Wanted => ({ '1': state, '2': state });
  it.each<[what: string, lines: string, disabled: string, wanted: Wanted]>([
    ['no content store', '', 'content.v1.content', all('cri-failed')],
    ['no image verifier', '', 'image-verifier.v1.bindir', { '2.1': 'cri-failed', '2.2': 'cri-failed' }],
    ['a proxy for the content store', proxy('mine', 'content'), 'content.v1.content', {}],
    ['two of them', `${proxy('mine', 'content')}\n${proxy('more', 'content')}`, 'content.v1.content', failsFrom20],
    ['a second content store', proxy('mine', 'content'), '', failsFrom20],
    ['a second one that is disabled', proxy('mine', 'content'), 'content.v1.mine', {}],
    ['a proxy called as a built-in store', proxy('content', 'content'), 'content.v1.content', all('daemon-exit')],
    ['a proxy called as a built-in snapshotter', proxy('overlayfs', 'snapshot'), '', all('daemon-exit')],
    ['a snapshotter of a proxy', `${usesSnapshotter('stargz')}\n${proxy('stargz', 'snapshot')}`, '', {}],
    ['no such snapshotter', usesSnapshotter('stargz'), '', all('cri-failed')],
    ['a snapshotter in another case', usesSnapshotter('Overlayfs'), '', all('cri-failed')],
    ['an empty snapshotter', usesSnapshotter(''), '', failsFrom20],
    ['devmapper without a pool', usesSnapshotter('devmapper'), '', all('cri-failed')],
    [
      'devmapper with a pool',
      `${usesSnapshotter('devmapper')}\n${settings('snapshotter.v1.devmapper', 'pool_name = "p"')}`,
      '',
      {},
    ],
    ['no differ at all', settings('service.v1.diff-service', 'default = []'), 'differ.v1.walking', all('cri-failed')],
    [
      'the one policy that is none',
      settings('metadata.v1.bolt', 'content_sharing_policy = "both"'),
      '',
      all('cri-failed'),
    ],
    ['the other policy', settings('metadata.v1.bolt', 'content_sharing_policy = "isolated"'), '', {}],
    ['a task platform that is none', settings('runtime.v2.task', 'platforms = ["linux/*"]'), '', all('cri-failed')],
    ['no folder for CNI', `[${cri}.cni]\nconf_dir = ""`, '', { '1.4': 'cri-failed', '1.5': 'cri-failed' }],
    ['a file for CNI’s folder', `[${cri}.cni]\nconf_dir = "/etc/file/net.d"`, '', all('cri-failed')],
    ['a link to nowhere', `[${cri}.cni]\nconf_dir = "/etc/link"`, '', all('depends-on-host')],
    ['a folder that will be made', `[${cri}.cni]\nconf_dir = "/opt/cni/net.d"`, '', {}],
    ['a port that is none', `[${cri}]\nstream_server_port = "abc"`, '', all('daemon-exit')],
    ['a port', `[${cri}]\nstream_server_port = "10010"`, '', {}],
    [
      'certificates that are not there',
      `[${cri}]\nenable_tls_streaming = true\n[${cri}.x509_key_pair_streaming]\ntls_cert_file = "/a"\ntls_key_file = "/b"`,
      '',
      all('depends-on-host'),
    ],
  ])('%s', async (_, lines, disabled, wanted) => {
    const files = { [configPath]: config(lines, disabled), '/etc/file': 'x', '/etc/link': { symlink: '/run/nowhere' } };
    await expectStates(files, wanted, 'amd64');
  });
});

describe('what the daemon checks', () => {
  it.each<[lines: string, wanted: Wanted]>([
    ['[debug]\nlevel = "notice"', { '1': 'daemon-exit', '2': 'daemon-exit' }],
    ['[debug]\nlevel = "WARNING"', {}],
    ['[debug]\nformat = "xml"', { '1.4': 'ok', '1': 'daemon-exit', '2': 'daemon-exit' }],
    ['[debug]\nformat = "json"', {}],
    ['[metrics]\naddress = "127.0.0.1"', { '1': 'daemon-exit', '2': 'daemon-exit' }],
    ['[metrics]\naddress = "::1:1338"', { '1': 'daemon-exit', '2': 'daemon-exit' }],
    ['[metrics]\naddress = "127.0.0.1:99999"', { '1': 'daemon-exit', '2': 'daemon-exit' }],
    ['[metrics]\naddress = "[::1]:1338"', {}],
    ['[metrics]\naddress = ":1338"', {}],
    [settings('server.v1.metrics', 'address = "x"'), { '2.3': 'daemon-exit', '2.4': 'daemon-exit' }],
    [
      `[metrics]\naddress = "x"\n${settings('server.v1.metrics', 'address = ":1338"')}`,
      { '2.3': 'ok', '2.4': 'ok', '1': 'daemon-exit', '2': 'daemon-exit' },
    ],
    ['[grpc]\ntcp_address = "localhost"', { '2.3': 'ok', '2.4': 'ok', '1': 'daemon-exit', '2': 'daemon-exit' }],
    [settings('nri.v1.nri', 'plugin_request_timeout = 5'), { '2.4': 'ok', '2': 'daemon-exit' }],
    [settings('nri.v1.nri', 'plugin_request_timeout = "x"'), { '1.7': 'daemon-exit', '2': 'daemon-exit' }],
    [settings('snapshotter.v1.erofs', 'enable_fsverity = 1'), { '2.0': 'ok', '2': 'daemon-exit' }],
  ])('%s', async (lines, wanted) => {
    await expectStates({ [configPath]: config(lines) }, wanted, 'amd64');
  });
});

/** `runc`'s driver, and what RuntimeConfig answers where it is asked. */
async function driverOf(files: Readonly<Record<string, MemoryFile>>, version: Release): Promise<string> {
  const options = { version, configPath, configGiven: false };
  const { state, handlers, runtimeConfig } = await resolveContainerd(memoryTree(files), options);
  return state === 'ok' ? `${handlers.find(({ name }) => name === 'runc')?.driver} ${runtimeConfig.elsewhere}` : state;
}

describe('a handler', () => {
  const [first, second] = ['systemd unimplemented', 'systemd systemd'];
  const fails = 'options-error unimplemented';
  it.each<[what: string, text: string, wanted: Wanted]>([
    [
      'with a sandboxer that nobody knows',
      config('').replace('runtime_type', 'sandboxer = "mine"\nruntime_type'),
      { '1': first, '2': 'options-error systemd' },
    ],
    [
      'with a sandboxer of a proxy',
      config(proxy('mine', 'sandbox')).replace('runtime_type', 'sandboxer = "mine"\nruntime_type'),
      { '1': 'daemon-exit', '2': second },
    ],
    [
      'with an option that 1.7.25 took up',
      config('TaskApiVersion = "x"'),
      { '1.7': fails, '1': first, '2': 'options-error cgroupfs' },
    ],
    ['with an option that 1.7.25 dropped', config('CriuPath = 1'), { '1.7': first, '1': fails, '2': second }],
    [
      'with a date for a text',
      config('Root = 1979-05-27'),
      {
        '1.4': fails,
        '1.5': first,
        ...Object.fromEntries(['1.6', '1.7', '2.0', '2.1', '2.2'].map((digits) => [digits, 'daemon-exit'])),
        '2': 'options-error cgroupfs',
      },
    ],
    [
      'with a time for a text',
      config('Root = 1979-05-27T07:32:00\nBinaryName = 07:32:00'),
      {
        '1.4': 'daemon-exit',
        '1': first,
        ...Object.fromEntries(['2.0', '2.1', '2.2'].map((digits) => [digits, 'daemon-exit'])),
        '2': 'options-error cgroupfs',
      },
    ],
    [
      'with a time and an offset for a text',
      config('Root = 1979-05-27T07:32:00+01:00'),
      {
        '1': fails,
        ...Object.fromEntries(['2.0', '2.1', '2.2'].map((digits) => [digits, 'daemon-exit'])),
        '2': 'options-error cgroupfs',
      },
    ],
    ['with a dotted capital I', config('"\u0130oUid" = "x"'), { '1': first, '2': 'options-error cgroupfs' }],
    ['with a dotless i', config('"\u0131oUid" = "x"'), { '1': first, '2': second }],
    ['with a long s', config('"\u017fhimCgroup" = 1'), { '1.4': fails, '1': first, '2': second }],
    [
      'with a kelvin sign',
      config('"NoNew\u212aeyring" = 1'),
      { '1.4': fails, '1': first, '2': 'options-error cgroupfs' },
    ],
  ])('%s', async (_, text, wanted) => {
    for (const version of releases) {
      const keys = Object.keys(wanted).filter((digits) => version.startsWith(digits));
      const key = keys.sort((a, b) => b.length - a.length)[0]!;
      expect(await driverOf({ [configPath]: text }, version), version).toBe(wanted[key]);
    }
  });

  it('with a byte order mark in its base specification', async () => {
    const text = config('').replace('runtime_type', 'base_runtime_spec = "/etc/base.json"\nruntime_type');
    const files = { [configPath]: text, '/etc/base.json': '\ufeff{}' };
    for (const version of releases) expect(await driverOf(files, version), version).toBe('cri-failed');
  });
});

describe('the containerd of k3s', () => {
  it.each([
    ['v2.1.5-k3s1', 'stargz', 'ok'],
    ['v1.7.23-k3s2', 'fuse-overlayfs', 'ok'],
    ['v2.1.5-k3s1', 'nydus', 'cri-failed'],
    ['v2.1.5', 'stargz', 'cri-failed'],
  ])('%s with the snapshotter %s', async (version, snapshotter, wanted) => {
    const files = { [configPath]: config(usesSnapshotter(snapshotter)) };
    expect(await stateOf(files, version, 'amd64')).toBe(wanted);
  });
});
