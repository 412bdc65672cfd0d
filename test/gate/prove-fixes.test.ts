import { describe, expect, it } from 'vitest';
import { judgeImage } from '../../src/gate/judge-image.ts';
import { applyFix } from '../../src/gate/prove-fixes.ts';
import { patchLines } from '../../src/report/patch.ts';
import type { Finding } from '../../src/verdict/report.ts';
import {
  type Files,
  handler,
  kubeletConfiguration,
  MUTE,
  program,
  version2,
  version3,
  withContainerd,
  withKubeadm,
  withKubelet,
} from '../support/node-image.ts';
import { judgeOptions, openedImage } from '../support/opened-image.ts';

const CONFIG = '/etc/containerd/config.toml';
const V2 = 'io.containerd.grpc.v1.cri';
const V3 = 'io.containerd.cri.v1.runtime';
const K130 = withKubeadm('v1.30.2');

async function findings(files: Files, given: string | null = null): Promise<readonly Finding[]> {
  const told = {
    containerdVersion: null,
    kubeletVersion: null,
    kubeletConfig: given === null ? null : { path: 'given.yaml', bytes: new TextEncoder().encode(given) },
    kindConfig: null,
  };
  return (await judgeImage(openedImage(files), judgeOptions, told, null)).findings;
}

/** The fix of a rule's first finding; null where it has none. */
async function fixOf(rule: string, files: Files, given: string | null = null) {
  const all = await findings(files, given);
  const found = all.find((one) => one.rule === rule);
  expect(found, all.map((one) => one.rule).join(', ')).toBeDefined();
  return found?.fix ?? null;
}

const containerd = (version: string, config: string): Files => ({ ...withContainerd(version, config), ...K130 });
const options = (...lines: readonly string[]): string =>
  `version = 2\n${handler('runc', lines[0] ?? '')}${lines
    .slice(1)
    .map((line) => `    ${line}\n`)
    .join('')}`;
const withDropIn = (text: string): Files => ({
  ...containerd('1.7.20', version2('true')),
  '/etc/systemd/system/kubelet.service.d/20-own.conf': text,
});

const CRIO: Files = { '/usr/bin/crio': program('github.com/cri-o/cri-o/cmd/crio', '1.30.0'), ...K130 };
const DOCKER: Files = {
  '/usr/bin/dockerd': MUTE,
  '/usr/bin/cri-dockerd': MUTE,
  ...withKubelet(
    'v1.30.2',
    `${kubeletConfiguration('systemd')}containerRuntimeEndpoint: unix:///var/run/cri-dockerd.sock\n`,
  ),
};

describe('a fix that mends the image is shown', () => {
  it.each<[string, string, Files, string]>([
    [
      'cgroup-driver-mismatch',
      'of CRI-O',
      { ...CRIO, '/etc/crio/crio.conf': '[crio.runtime]\ncgroup_manager = "cgroupfs"\nconmon_cgroup = "pod"\n' },
      'cgroup_manager = "systemd"',
    ],
    [
      'cgroup-driver-mismatch',
      'of Docker',
      { ...DOCKER, '/etc/docker/daemon.json': '{"exec-opts": ["native.cgroupdriver=cgroupfs"]}\n' },
      '{"exec-opts": ["native.cgroupdriver=systemd"]}',
    ],
    ['cgroup-driver-mismatch', 'the wrong value', containerd('1.7.20', version2('false')), 'SystemdCgroup = true'],
    [
      'cgroup-driver-mismatch',
      'options without the setting',
      containerd('1.7.20', options('BinaryName = "/usr/bin/runc"')),
      'runtimes.runc.options]\n    SystemdCgroup = true',
    ],
    [
      'cgroup-driver-mismatch',
      'a handler without options',
      containerd('2.1.4', `version = 3\n${handler('runc', null).replace(V2, V3)}[debug]\n  level = "info"\n\n`),
      `  level = "info"\n[plugins."${V3}".containerd.runtimes.runc.options]\n  SystemdCgroup = true`,
    ],
    [
      'cgroup-driver-mismatch',
      'a configuration without a handler',
      containerd('1.7.20', `version = 2\n[plugins."${V2}"]\n  sandbox_image = "pause"\n`),
      `[plugins."${V2}".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n[plugins."${V2}".containerd.runtimes.runc.options]\n  SystemdCgroup = true`,
    ],
    [
      'misspelt-key',
      'a typing error',
      containerd('1.7.20', options('SystemCgroup = true')),
      '    SystemdCgroup = true',
    ],
    [
      'misspelt-key',
      'a table that nothing reads',
      containerd('1.7.20', version2('true').replace('.options]', '.option]')),
      'runc.options]',
    ],
    ['key-case', 'a case that does not count', containerd('1.7.20', options('SystemdCGroup = true')), 'SystemdCgroup'],
    ['options-error', 'a string', containerd('1.7.20', version2('"true"')), 'SystemdCgroup = true'],
    [
      'config-version-missing',
      'no version',
      containerd('1.7.20', version2('true').replace('version = 2\n', '')),
      'version = 2\n[plugins',
    ],
    [
      'cri-disabled',
      "Docker's packaged file",
      containerd('1.7.20', 'disabled_plugins = ["cri"]\n'),
      'disabled_plugins = []',
    ],
    [
      'cri-disabled',
      'the first of several',
      containerd('1.7.20', `version = 2\ndisabled_plugins = ["${V2}", "io.containerd.snapshotter.v1.zfs"]\n`),
      'disabled_plugins = ["io.containerd.snapshotter.v1.zfs"]',
    ],
    [
      'cri-disabled',
      'the last of several',
      containerd('1.7.20', `version = 2\ndisabled_plugins = ["io.containerd.snapshotter.v1.zfs", "${V2}"]\n`),
      'disabled_plugins = ["io.containerd.snapshotter.v1.zfs"]',
    ],
    [
      'no-runtime-type',
      'a handler without a type',
      containerd('1.7.20', version2('true').replace('  runtime_type = "io.containerd.runc.v2"\n', '')),
      'runtime_type = "io.containerd.runc.v2"',
    ],
    [
      'removed-runtime-type',
      'a shim of old',
      containerd('2.1.4', version3('true').replace('runc.v2', 'runc.v1')),
      '"io.containerd.runc.v2"',
    ],
    [
      'kubelet-driver-value',
      'a capital letter',
      { ...withContainerd('1.7.20', version2('true')), ...withKubelet('v1.30.2', kubeletConfiguration('Systemd')) },
      'cgroupDriver: systemd',
    ],
    [
      'kubelet-field-name',
      'another spelling',
      {
        ...withContainerd('1.7.20', version2('true')),
        ...withKubelet('v1.30.2', kubeletConfiguration('systemd').replace('cgroupDriver', 'cgroup-driver')),
      },
      'cgroupDriver: systemd',
    ],
    [
      'environment-file-syntax',
      'an export',
      {
        ...containerd('1.7.20', version2('true')),
        '/etc/default/kubelet': 'export KUBELET_EXTRA_ARGS="--cgroup-driver=systemd --v=2"\n',
      },
      'KUBELET_EXTRA_ARGS="--cgroup-driver=systemd --v=2"',
    ],
    [
      'unit-line-ignored',
      'a variable inside a word',
      withDropIn(
        '[Service]\nEnvironment=DRIVER=systemd\nExecStart=\nExecStart=/usr/bin/kubelet --cgroup-driver=$DRIVER\n',
      ),
      'ExecStart=/usr/bin/kubelet --cgroup-driver=${DRIVER}',
    ],
    [
      'cgroup-driver-mismatch',
      "a flag that is the kubelet's undoing",
      {
        ...containerd('1.7.20', version2('true')),
        '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
      },
      'KUBELET_EXTRA_ARGS=--cgroup-driver=systemd',
    ],
    [
      'cgroup-driver-mismatch',
      'a kubelet configuration without a driver',
      { ...withContainerd('1.7.20', version2('true')), ...withKubelet('v1.30.2', kubeletConfiguration(null)) },
      'kind: KubeletConfiguration\ncgroupDriver: systemd',
    ],
    [
      'kubelet-undecided',
      'a baked file without a driver, which kubeadm replaces',
      { ...containerd('1.7.20', version2('true')), '/var/lib/kubelet/config.yaml': kubeletConfiguration(null) },
      'kind: KubeletConfiguration\ncgroupDriver: systemd',
    ],
    [
      'kubelet-undecided',
      'a baked file with the other driver, which kubeadm replaces',
      { ...containerd('1.7.20', version2('true')), '/var/lib/kubelet/config.yaml': kubeletConfiguration('cgroupfs') },
      'cgroupDriver: systemd',
    ],
  ])('%s: %s', async (rule, _, files, replacement) => {
    expect((await fixOf(rule, files))?.replacement).toContain(replacement);
  });

  it('and the end of a file to which it adds lines', async () => {
    const [found] = await findings(containerd('1.7.20', `version = 2\n${handler('runc', null)}# the end\n`));
    expect(found?.fix).toMatchObject({ startLine: 4, replacement: expect.stringMatching(/^# the end\n\[plugins/) });
    const marks = found?.frames[0]?.marks.map(({ startLine, label }) => [startLine, label]);
    expect(marks).toContainEqual([4, 'the file ends here']);
    expect(patchLines(found!)?.map(({ kind }) => kind)).toEqual(['same', 'added', 'added']);
  });

  it('in a file that was handed in, too', async () => {
    const files = { ...withContainerd('1.7.20', version2('true')), ...withKubelet('v1.30.2', null) };
    const fix = await fixOf('cgroup-driver-mismatch', files, kubeletConfiguration('cgroupfs'));
    expect(fix).toMatchObject({ path: 'given.yaml', startLine: 3, replacement: 'cgroupDriver: systemd' });
  });
});

describe('fixes of one file', () => {
  const apart = (all: readonly Finding[]) => new Map(all.map(({ rule, fix }) => [rule, fix?.replacement ?? null]));

  it.each<[string, string, string, string]>([
    ['a typing error', options('SystemCgroup = true'), 'misspelt-key', '    SystemdCgroup = true'],
    ['no version', version2('true').replace('version = 2\n', ''), 'config-version-missing', 'version = 2\n[plugins'],
    ['a comment', options('#SystemdCgroup = true'), 'commented-out-setting', '    SystemdCgroup = true'],
    ['another comment', options('# SystemdCgroup = false'), 'commented-out-setting', '    SystemdCgroup = true'],
  ])('mend a driver that is wrong through %s by the same change', async (_, config, cause, replacement) => {
    const all = await findings(containerd('1.7.20', config));
    const fixes = apart(all);
    expect(fixes.get(cause)).toContain(replacement);
    expect(fixes.get('cgroup-driver-mismatch')).toBe(fixes.get(cause));
    const wrong = all.find(({ rule }) => rule === 'cgroup-driver-mismatch')!;
    expect(wrong.help).toBe(
      `${all.find(({ rule }) => rule === cause)!.help} On a running node, restart containerd after that.`,
    );
    expect(patchLines(wrong)?.some(({ kind }) => kind === 'added')).toBe(true);
  });

  it('show the lines that they change', async () => {
    const config = version2('true').replace('.options]', '.option]').replace('  runtime', '\n\n\n\n\n  runtime');
    const [wrong] = await findings(containerd('1.7.20', config));
    expect(wrong?.rule).toBe('cgroup-driver-mismatch');
    expect(patchLines(wrong!)?.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  it('that undo each other are not shown beside each other', async () => {
    const config = options('SystemCgroup = true', 'systemd_cgroup = true');
    const all = await findings(containerd('1.7.20', config));
    const misspelt = all.filter(({ rule }) => rule === 'misspelt-key');
    expect(misspelt.map(({ fix }) => fix?.startLine ?? null)).toEqual([5, null]);
  });
});

describe('a fix that does not mend it is not', () => {
  it.each<[string, string, Files]>([
    ['cgroup-driver-mismatch', 'the file is of no version', containerd('1.7.20', 'root = "/data"\n')],
    [
      'cgroup-driver-mismatch',
      'the handler is written on one line, to which no table can be added',
      containerd(
        '1.7.20',
        `version = 2\n[plugins."${V2}".containerd]\n  runtimes = {runc = {runtime_type = "io.containerd.runc.v2"}}\n`,
      ),
    ],
    [
      'config-version-missing',
      'the tables are of version 3, which this containerd does not know',
      containerd('1.7.20', version3('true').replace('version = 3\n', '')),
    ],
    [
      'misspelt-key',
      'the right key is there as well',
      containerd('1.7.20', options('SystemCgroup = true', 'SystemdCgroup = false')),
    ],
    [
      'misspelt-key',
      'it would disable what is needed',
      containerd('1.7.20', `disable_plugins = ["io.containerd.grpc.v1.cri"]\n${version2('true')}`),
    ],
    [
      'key-case',
      'the right key is there as well',
      containerd('1.7.20', options('SystemdCGroup = true', 'SystemdCgroup = false')),
    ],
    [
      'kubelet-field-name',
      'the right field is there as well',
      {
        ...withContainerd('1.7.20', version2('true')),
        ...withKubelet('v1.30.2', `${kubeletConfiguration('cgroupfs')}cgroupdriver: systemd\n`),
      },
    ],
    [
      'config-version-missing',
      'a table of version 1 would stop containerd',
      containerd('1.7.20', `[plugins.cri]\n${version2('true').replace('version = 2\n', '')}`),
    ],
    [
      'cri-disabled',
      'a part of the plugin is disabled as well',
      containerd(
        '2.1.4',
        'version = 3\ndisabled_plugins = ["io.containerd.cri.v1.runtime", "io.containerd.cri.v1.images"]\n',
      ),
    ],
    [
      'no-runtime-type',
      'the handler has no table of its own',
      containerd('1.7.20', version2('true').replace(/ *\[?.*runtimes\.runc\]\n.*runtime_type.*\n/, '')),
    ],
  ])('%s: %s', async (rule, _, files) => {
    expect(await fixOf(rule, files)).toBeNull();
  });
});

describe('a text with a fix in it', () => {
  const fix = { title: '', path: CONFIG, startLine: 2, endLine: 2, replacement: 'x\ny' };

  it('keeps its other lines, and its line ends', () => {
    expect(applyFix('a\nb\nc\n', fix)).toBe('a\nx\ny\nc\n');
    expect(applyFix('a\r\nb\r\nc\r\n', fix)).toBe('a\r\nx\r\ny\r\nc\r\n');
    expect(applyFix('a\nb', fix)).toBe('a\nx\ny');
  });
});
