import { describe, expect, it } from 'vitest';
import { durationOf } from '../../src/containerd/decoding/fields.ts';
import { specStructs } from '../../src/containerd/fields/spec-fields.ts';
import { jsonMismatch } from '../../src/containerd/go/json-fields.ts';
import { isGoUrl } from '../../src/containerd/go/url.ts';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

const releases = ['1.4.13', '1.5.18', '1.6.39', '1.7.34', '2.0.11', '2.1.4', '2.2.7', '2.3.5', '2.4.1'] as const;
const configPath = '/etc/containerd/config.toml';
const cri = 'plugins."io.containerd.grpc.v1.cri"';
const runc = `
[${cri}.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[${cri}.containerd.runtimes.runc.options]
SystemdCgroup = true
`;
const others: Readonly<Record<string, MemoryFile>> = {
  '/etc/file': 'x',
  '/run/file': 'x',
  '/etc/link': { symlink: '/mnt/nowhere' },
  '/etc/key.pem': 'x',
};

type Wanted = Readonly<Record<string, string>>;
type Options = Partial<Parameters<typeof resolveContainerd>[1]>;

async function expectStates(
  files: Readonly<Record<string, MemoryFile>>,
  wanted: Wanted,
  options: Options = {},
): Promise<void> {
  for (const version of releases) {
    const keys = Object.keys(wanted).filter((digits) => version.startsWith(digits));
    const key = keys.sort((a, b) => b.length - a.length)[0];
    const { state, doubts } = await resolveContainerd(memoryTree({ ...others, ...files }), {
      version,
      configPath,
      configGiven: false,
      architecture: 'amd64',
      ...options,
    });
    expect(doubts[0]?.kind ?? state, version).toBe(key === undefined ? 'ok' : wanted[key]);
  }
}

const file = (top: string, rest = '') => ({ [configPath]: `version = 2\n${top}\n${runc}${rest}\n` });
const all = (state: string): Wanted => ({ '1': state, '2': state });
const exits = all('daemon-exit');
const from23 = (state: string): Wanted => ({ '2.3': state, '2.4': state });
const upTo22 = (state: string): Wanted => ({ ...all(state), ...from23('ok') });
const bytes = (count: number) => `/run/${'x'.repeat(count - 5)}`;

/** As seven real daemons answered, each of which makes these before anything else. */
describe('the folders and sockets of the daemon', () => {
  it.each<[what: string, top: string, rest: string, wanted: Wanted]>([
    ['one folder for both', 'root = "/x"\nstate = "/x"', '', exits],
    ['the other’s default', 'root = "/run/containerd"', '', exits],
    ['another spelling of it', 'root = "/run/containerd/"', '', {}],
    ['nothing', 'root = ""\nstate = ""', '', {}],
    ['a relative one', 'root = "var/lib/containerd"', '', {}],
    ['a file for the root', 'root = "/etc/file"', '', exits],
    ['a root below a file', 'root = "/etc/file/x"', '', exits],
    ['a state below a file, from the working directory', 'state = "etc/file/x"', '', exits],
    ['a file that a boot takes away', 'state = "/run/file/x"', '', {}],
    ['a link that a mount may fill', 'root = "/etc/link/x"', '', {}],
    ['a place for temporary files below a file', 'temp = "/etc/file/x"', '', { ...exits, '1.4': 'ok', '1.5': 'ok' }],
    ['a socket of 104 bytes', '', `[ttrpc]\naddress = "${bytes(104)}"`, {}],
    ['one of 105', '', `[ttrpc]\naddress = "${bytes(105)}"`, exits],
    ['one of 105 for debugging', '', `[debug]\naddress = "${bytes(105)}"`, exits],
    ['one of 105 for CRI', '', `[grpc]\naddress = "${bytes(105)}"`, exits],
    ['one below a file', '', '[ttrpc]\naddress = "/etc/file/x"', exits],
    ['a folder for one', '', '[ttrpc]\naddress = "/etc"', exits],
    ['an address for debugging', '', '[debug]\naddress = "127.0.0.1:6060"', {}],
    ['neither', '', '[debug]\naddress = "x"', exits],
    [
      'the plugin’s table before the one of old',
      '',
      `[ttrpc]\naddress = "${bytes(105)}"\n[plugins."io.containerd.server.v1.ttrpc"]\naddress = "/run/t.sock"`,
      { ...exits, ...from23('ok') },
    ],
    ['a certificate without a key', '', '[grpc]\ntcp_tls_cert = "/etc/file"', upTo22('daemon-exit')],
    ['both', '', '[grpc]\ntcp_tls_cert = "/etc/file"\ntcp_tls_key = "/etc/key.pem"', {}],
    [
      'a certificate that is not there yet',
      '',
      '[grpc]\ntcp_tls_cert = "/etc/none"\ntcp_tls_key = "/etc/key.pem"',
      upTo22('depends-on-host'),
    ],
  ])('%s', async (_, top, rest, wanted) => {
    await expectStates(file(top, rest), wanted);
  });

  it('may be of two files', async () => {
    const files = file('root = "/x"\nimports = ["/etc/containerd/b.toml"]');
    await expectStates({ ...files, '/etc/containerd/b.toml': 'version = 2\nstate = "/x"\n' }, exits);
  });

  it('may be those of the command line', async () => {
    await expectStates(file('root = "/x"\nstate = "/x"'), {}, { flags: new Set(['state'] as const) });
    await expectStates(file('root = "/etc/file"'), {}, { flags: new Set(['root'] as const) });
    await expectStates(file('', `[grpc]\naddress = "${bytes(105)}"`), {}, { flags: new Set(['address'] as const) });
  });
});

describe('what the CRI plugin refuses', () => {
  const period = (value: string) => `[plugins."io.containerd.cri.v1.runtime"]\nstats_collect_period = "${value}"`;
  it.each<[what: string, rest: string, wanted: Wanted]>([
    ['a duration of more than 292 years', `[${cri}]\nstream_idle_timeout = "9999999h"`, all('cri-failed')],
    ['statistics without a pause', `[${cri}]\nstats_collect_period = 0`, upTo22('daemon-exit')],
    ['statistics with one', `[${cri}]\nstats_collect_period = 1`, {}],
    [
      'credentials for an address with a port',
      `[${cri}.registry.auths."10.0.0.1:5000"]\nauth = "x"`,
      all('cri-failed'),
    ],
    ['credentials for a name with a port', `[${cri}.registry.auths."registry.example:5000"]\nauth = "x"`, {}],
    ['the same statistics where they are read', period('0'), from23('daemon-exit')],
    ['such with a pause', period('1ms'), {}],
  ])('%s', async (_, rest, wanted) => {
    await expectStates(file('', rest), wanted);
  });

  const plugin = (id: string, lines: string) => `[plugins."io.containerd.${id}"]\n${lines}`;
  const nri = (lines: string) => plugin('nri.v1.nri', `disable = false\n${lines}`);
  const from17 = (state: string): Wanted => ({ '1.7': state, '2': state });
  it.each<[what: string, rest: string, wanted: Wanted]>([
    [
      'a file for the root of overlayfs',
      plugin('snapshotter.v1.overlayfs', 'root_path = "/etc/file/x"'),
      { ...all('cri-failed'), '1.4': 'ok' },
    ],
    ['a folder for it', plugin('snapshotter.v1.overlayfs', 'root_path = "/opt/snapshots"'), {}],
    [
      'a file for the root of another one',
      plugin('snapshotter.v1.native', 'root_path = "/etc/file/x"'),
      { '2': 'cri-failed' },
    ],
    ['a long folder of sockets', plugin('shim.v1.manager', `socket_dir = "${bytes(43)}"`), from23('cri-failed')],
    ['a shorter one', plugin('shim.v1.manager', `socket_dir = "${bytes(42)}"`), {}],
    ['a file in the way of NRI’s socket', nri('socket_path = "/etc/file/x"'), from17('daemon-exit')],
    ['NRI without a socket', nri('socket_path = "/etc/file/x"\ndisable_connections = true'), {}],
    ['a long path of NRI’s socket', nri(`socket_path = "${bytes(108)}"`), from17('daemon-exit')],
    ['a shorter path', nri(`socket_path = "${bytes(107)}"`), {}],
    ['a file for NRI’s plugins', nri('plugin_path = "/etc/file"'), from17('daemon-exit')],
    ['no folder for NRI’s plugins', nri('plugin_path = "/etc/none"'), {}],
    ['no NRI', plugin('nri.v1.nri', 'disable = true\nsocket_path = "/etc/file/x"'), {}],
    ['NRI where nothing is said', plugin('nri.v1.nri', 'socket_path = "/etc/file/x"'), { '2': 'daemon-exit' }],
  ])('%s', async (_, rest, wanted) => {
    await expectStates(file('', rest), wanted);
  });

  it('a runtime specification of other types', async () => {
    const base = (spec: string) => ({
      ...file('', runc.replaceAll('runc', 'b').replace('.b.v2"', '.runc.v2"\nbase_runtime_spec = "/etc/spec.json"')),
      '/etc/spec.json': spec,
    });
    await expectStates(base('{"linux":{"cgroupsPath":"/x"}}'), {});
    await expectStates(base('{"linux":{"cgroupsPath":1}}'), all('cri-failed'));
  });
});

describe('a handler with a snapshotter of its own', () => {
  const proxy = '[proxy_plugins.mine]\ntype = "snapshot"\naddress = "/run/mine.sock"';
  const pool = '[plugins."io.containerd.snapshotter.v1.devmapper"]\npool_name = "p"';
  const fails: Wanted = { '1.7': 'options-error', '2': 'options-error' };
  it.each<[what: string, snapshotter: string, rest: string, wanted: Wanted]>([
    ['that is not there', 'mine', '', fails],
    ['of a proxy', 'mine', proxy, {}],
    ['that is built in', 'native', '', {}],
    ['that the host decides about', 'zfs', '', {}],
    ['without the pool it needs', 'devmapper', '', fails],
    ['with that pool', 'devmapper', pool, {}],
    ['of no name', '', '', {}],
  ])('%s', async (_, snapshotter, rest, wanted) => {
    const text = file('', rest)[configPath]!.replace('runtime_type', `snapshotter = "${snapshotter}"\nruntime_type`);
    for (const version of releases) {
      const options = { version, configPath, configGiven: false, architecture: 'amd64' };
      const { handlers, runtimeConfig } = await resolveContainerd(memoryTree({ [configPath]: text }), options);
      const key = Object.keys(wanted).find((digits) => version.startsWith(digits));
      expect(handlers[0]?.driver, version).toBe(key === undefined ? 'systemd' : wanted[key]);
      expect(runtimeConfig.elsewhere, version).toBe(version.startsWith('1') ? 'unimplemented' : 'systemd');
    }
  });
});

describe('runtime_path', () => {
  const lines = 'runtime_type = "io.containerd.runc.v2"\nruntime_path = "runc"';
  it.each([
    ['1.6.20', 'cgroupfs'],
    ['1.6.21', 'options-error'],
    ['1.7.0', 'cgroupfs'],
    ['1.7.1', 'options-error'],
  ])('is read by containerd %s: %s', async (version, driver) => {
    const files = { [configPath]: `version = 2\n[${cri}.containerd.runtimes.runc]\n${lines}\n` };
    const options = { version, configPath, configGiven: false, architecture: 'amd64' };
    const { handlers } = await resolveContainerd(memoryTree(files), options);
    expect(handlers[0]?.driver).toBe(driver);
  });
});

/** As seven real daemons answered, where a shim is there that only notes what it is told. */
describe('a handler with a shim', () => {
  const type = (text: string) => `runtime_type = "${text}"`;
  const path = (text: string) => `${type('io.containerd.runc.v2')}\nruntime_path = "${text}"`;
  const fails = all('options-error');
  const failsFrom16 = { ...fails, '1.4': 'systemd', '1.5': 'systemd' };
  it.each<[lines: string, wanted: Wanted]>([
    [type('runc'), fails],
    [type('a/b'), fails],
    [type('io.containerd.runc.v3'), all('opaque')],
    [type('.a'), { '1.4': 'opaque', '1.5': 'opaque', '1.6': 'opaque', ...fails }],
    [type('./a.b'), { ...fails, '1.4': 'opaque', '1.5': 'opaque' }],
    [type('/opt/shim'), { ...all('opaque'), '1.4': 'options-error', '1.5': 'options-error' }],
    [path('io.containerd.runc.v2'), all('systemd')],
    [path('/opt/shim'), all('systemd')],
    [path(''), all('systemd')],
    [path('runc'), failsFrom16],
    [path('bin/runc.v2'), failsFrom16],
    [`${path('runc')}\nsandboxer = "mine"\n[proxy_plugins.mine]\ntype = "sandbox"`, { '2': 'systemd' }],
  ])('%s', async (lines, wanted) => {
    const [own = '', ...rest] = lines.split('\n[');
    const text = file('', rest.map((table) => `[${table}`).join('\n'))[configPath]!;
    const files = { [configPath]: text.replace(type('io.containerd.runc.v2'), own) };
    for (const version of releases) {
      const key = Object.keys(wanted).find((digits) => digits.length > 1 && version.startsWith(digits)) ?? version[0]!;
      if (wanted[key] === undefined) continue;
      const options = { version, configPath, configGiven: false, architecture: 'amd64' };
      const { handlers } = await resolveContainerd(memoryTree(files), options);
      expect(handlers[0]?.driver, version).toBe(wanted[key]);
    }
  });
});

/** As the loaders of containerd 1.4 to 2.4 answered. */
describe('a runtime specification', () => {
  it.each([
    ['{}', null],
    ['null', null],
    ['{"ociVersion":"1.0.2","process":null,"mounts":null,"other":[{"a":1}]}', null],
    ['{"ociVersion":1}', 'ociVersion string'],
    ['{"linux":1}', 'linux table'],
    ['{"linux":{},"linux":1}', 'linux table'],
    ['{"LINUX":{"CGROUPSPATH":1}}', 'LINUX.CGROUPSPATH string'],
    ['{"linux":{"cgroupsPath":"system.slice:x:y"}}', null],
    ['{"linux":{"bar":[],"resources":{"memory":{"limit":"1"}}}}', 'linux.resources.memory.limit integer'],
    ['{"linux":{"resources":{"memory":{"limit":1.5}}}}', 'linux.resources.memory.limit integer'],
    ['{"linux":{"resources":{"memory":{"limit":1e3}}}}', 'linux.resources.memory.limit integer'],
    ['{"linux":{"resources":{"memory":{"limit":-1}}}}', null],
    ['{"process":{"user":{"uid":-1}}}', 'process.user.uid integer'],
    ['{"process":{"user":{"uid":4294967296}}}', 'process.user.uid integer'],
    ['{"process":{"user":{"uid":4294967295}}}', null],
    ['{"process":{"args":"sh"}}', 'process.args list'],
    ['{"process":{"args":["sh",1]}}', 'process.args string'],
    ['{"process":{"terminal":"yes"}}', 'process.terminal boolean'],
    ['{"hooks":{"prestart":{}}}', 'hooks.prestart list'],
    ['{"root":"x"}', 'root table'],
    [' { "annotations" : { "a" : "}" , "b\\"" : 1 } } ', 'annotations.b" string'],
  ])('%s', (text, wanted) => {
    const found = jsonMismatch(text, specStructs, 'Spec');
    expect(found === null ? null : `${found.path.join('.')} ${found.wanted}`).toBe(wanted);
  });
});

describe('a duration', () => {
  it.each([
    ['0', 0n],
    ['-0', 0n],
    ['+5s', 5_000_000_000n],
    ['1.5h.5ms', 5_400_000_500_000n],
    ['1.s', 1_000_000_000n],
    ['00000000000000000000000001ns', 1n],
    ['0.00000000000000000000000000000000000001s', 0n],
    ['9223372036854775807ns', 2n ** 63n - 1n],
    ['9223372036854775808ns', null],
    ['2562047h47m16.854775807s', 2n ** 63n - 1n],
    ['2562047h47m16.854775808s', null],
    ['5', null],
    [' 5s', null],
    ['1d', null],
    ['.s', null],
    ['', null],
  ])('%s', (text, wanted) => {
    expect(durationOf(text)).toBe(wanted);
  });
});

/** As containerd answered where they stood in `registry.auths`. */
describe('a URL for Go', () => {
  it.each([
    ...[
      'x:5000',
      'https://x:5000',
      'x y',
      'x_y',
      'localhost',
      '*',
      '',
      '//x',
      'http://[::1]:5',
      'http://u:p@x',
      'http://x:',
    ],
    ...['/:x', '///x:y', 'http://x<y', "http://x'y", 'http://u@v@x', 'a:%zz', '?%zz'],
  ])('%s', (text) => {
    expect(isGoUrl(text)).toBe(true);
  });

  it.each([
    ...[
      '10.0.0.1:5000',
      '1x:',
      'x_y:5000',
      'https://x:p',
      '%zz',
      'https://x/%zz',
      'http://[::1',
      'http://a b',
      '//x:y',
    ],
    ...['::', 'http://%41', 'http://x%zz', 'http://u p@x', '#%', 'a\nb'],
  ])('is not %j', (text) => {
    expect(isGoUrl(text)).toBe(false);
  });
});
