import { describe, expect, test } from 'vitest';
import { at, bytes, config, type Files, find, kinds, kubeadmUnit, resolve } from './fixtures.ts';

const baked = '/var/lib/kubelet/config.yaml';
const input = '/etc/kubernetes/kubeadm-config.yaml';

describe('what kubeadm writes where nobody says', () => {
  test.each<[string | null, 'systemd' | 'cgroupfs' | 'unknown', readonly string[]]>([
    ['v1.20.15', 'cgroupfs', []],
    ['v1.21.14', 'unknown', ['version-unknown']],
    ['v1.22.0', 'systemd', []],
    ['v1.36.1', 'systemd', []],
    [null, 'unknown', ['version-unknown']],
  ])('%s: %s', async (version, configured, doubts) => {
    const answer = await resolve(kubeadmUnit, { version });
    expect(answer.configured).toBe(configured);
    expect(kinds(answer.doubts)).toEqual(doubts);
    expect(answer.sourceKind).toBe(configured === 'unknown' ? 'unknown' : 'kubeadm-default');
    expect(kinds(answer.observations)).toContain('join-takes-cluster-config');
  });

  test('kubeadm’s own version decides where it is another', async () => {
    expect((await resolve(kubeadmUnit, { version: 'v1.20.0', kubeadmVersion: 'v1.30.0' })).configured).toBe('systemd');
    expect((await resolve(kubeadmUnit, { version: 'v1.30.0', kubeadmVersion: null })).configured).toBe('unknown');
  });

  test('up to 1.20 it asks Docker', async () => {
    const answer = await resolve({ ...kubeadmUnit, '/usr/bin/dockerd': 'program' }, { version: 'v1.20.0' });
    expect(kinds(answer.doubts)).toEqual(['kubeadm-asks-docker']);
  });

  test('more configurations than are read are a doubt', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 201 }, (_, index) => [`/etc/kubeadm/${1000 + index}.yaml`, 'kind: InitConfiguration\n']),
    );
    const large = { '/etc/kubeadm/1200.yaml': `kind: InitConfiguration\n#${'x'.repeat(200_000)}\n` };
    const expected = [{ kind: 'config-unreadable', detail: { path: '/etc/kubeadm/1200.yaml' } }];
    expect((await resolve({ ...kubeadmUnit, ...files })).doubts).toMatchObject(expected);
    expect((await resolve({ ...kubeadmUnit, ...large })).doubts).toEqual([]);
  });

  test('a flag in the environment file beats it', async () => {
    const answer = await resolve({
      ...kubeadmUnit,
      '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
    });
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'command-line' });
    expect(answer.source).toEqual(at('/etc/default/kubelet', 1, 36, 44));
  });

  test('a unit that does not read its file does not care', async () => {
    const files = {
      '/usr/lib/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet --v=2\n',
      '/usr/bin/kubeadm': 'program',
      [baked]: config('cgroupDriver: systemd\n'),
    };
    const answer = await resolve(files);
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'kubelet-default', doubts: [] });
    expect(find(answer.observations, 'config-unread')).toMatchObject({
      location: at(baked, 3, 15, 22),
      detail: { path: baked, driver: 'systemd' },
    });
  });

  test('a unit that reads its file is kubeadm’s where the image has kubeadm', async () => {
    const files = {
      '/usr/lib/systemd/system/kubelet.service': `[Service]\nExecStart=/usr/bin/kubelet --config=${baked}\n`,
    };
    expect((await resolve(files)).configured).toBe('unknown');
    expect((await resolve({ ...files, '/usr/bin/kubeadm': 'program' })).configured).toBe('systemd');
    const own = await resolve({ ...files, [baked]: config('cgroupDriver: systemd\n') });
    expect(own).toMatchObject({ configured: 'systemd', sourceKind: 'config-file', doubts: [] });
  });
});

describe('a configuration that is baked in kubeadm’s place', () => {
  const withBaked = (lines: string): Files => ({ ...kubeadmUnit, [baked]: config(lines) });

  test('is pointed at where kubeadm will write the same', async () => {
    const answer = await resolve(withBaked('cgroupDriver: systemd\n'));
    expect(answer).toMatchObject({
      configured: 'systemd',
      sourceKind: 'config-file',
      source: at(baked, 3, 15, 22),
      doubts: [],
    });
    expect(find(answer.observations, 'kubeadm-will-replace')?.detail).toEqual({
      path: baked,
      value: 'systemd',
      becomes: 'systemd',
    });
  });

  test.each(['cgroupDriver: cgroupfs\n', ''])('is a doubt where kubeadm will write another: %j', async (lines) => {
    const answer = await resolve(withBaked(lines));
    expect(answer).toMatchObject({ configured: 'systemd', sourceKind: 'kubeadm-default' });
    expect(kinds(answer.doubts)).toEqual(['baked-config-disagrees']);
  });

  test('does no harm by its mistakes, as it is replaced', async () => {
    const answer = await resolve({ ...kubeadmUnit, [baked]: '' });
    expect(answer).toMatchObject({ configured: 'systemd', refusesToStart: null, doubts: [] });
  });

  test('and flags in kubeadm’s own file are replaced too', async () => {
    const flagsPath = '/var/lib/kubelet/kubeadm-flags.env';
    const flags = { [flagsPath]: 'KUBELET_KUBEADM_ARGS="--cgroup-driver=cgroupfs"\n' };
    const answer = await resolve({ ...kubeadmUnit, ...flags });
    expect(answer).toMatchObject({ configured: 'systemd', sourceKind: 'kubeadm-default' });
    expect(answer.doubts[0]).toMatchObject({ kind: 'baked-config-disagrees', location: at(flagsPath, 1, 39, 47) });
    const joined = await resolve({ ...kubeadmUnit, ...flags, ...withBaked(''), '/etc/kubernetes/kubelet.conf': '' });
    expect(joined).toMatchObject({ configured: 'cgroupfs', sourceKind: 'command-line', doubts: [] });
  });

  test('counts once the node has joined', async () => {
    const files = { ...withBaked('cgroupDriver: cgroupfs\n'), '/etc/kubernetes/kubelet.conf': 'kind: Config\n' };
    const answer = await resolve(files);
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'config-file', doubts: [] });
  });
});

describe('kubeadm configurations in the image', () => {
  const init = (version: string, extra: string): string =>
    `apiVersion: kubeadm.k8s.io/${version}\nkind: InitConfiguration\nnodeRegistration:\n  criSocket: unix:///c.sock\n${extra}`;
  const own = config('cgroupDriver: cgroupfs\n');

  test.each<[string, string, number]>([
    ['a KubeletConfiguration', `${init('v1beta3', '')}---\n${own}`, 8],
    ['a KubeletConfiguration alone', own, 3],
    ['extra arguments of v1beta3', init('v1beta3', '  kubeletExtraArgs:\n    cgroup-driver: cgroupfs\n'), 6],
    [
      'extra arguments of v1beta4',
      init('v1beta4', '  kubeletExtraArgs:\n  - name: cgroup-driver\n    value: cgroupfs\n'),
      7,
    ],
  ])('%s', async (_, text, line) => {
    const answer = await resolve({ ...kubeadmUnit, [input]: text });
    expect(answer).toMatchObject({
      configured: 'cgroupfs',
      sourceKind: 'kubeadm-input',
      written: 'cgroupfs',
      doubts: [],
    });
    expect(answer.source).toMatchObject({ path: input, startLine: line });
  });

  test.each(['/root/kubeadm-init.yaml', '/etc/kubeadm.yml', '/run/kubeadm/kubeadm.yaml', '/tmp/kubeadm.conf'])(
    'at %s',
    async (path) => {
      expect((await resolve({ ...kubeadmUnit, [path]: own })).configured).toBe('cgroupfs');
    },
  );

  test('within cloud-init’s write_files', async () => {
    const user = `#cloud-config\nwrite_files:\n- path: /k.yaml\n  content: |\n${own.replace(/^/gm, '    ')}\n`;
    const answer = await resolve({ ...kubeadmUnit, '/var/lib/cloud/seed/nocloud/user-data': user });
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'kubeadm-input' });
    expect(answer.source).toMatchObject({ path: '/var/lib/cloud/seed/nocloud/user-data', startLine: 4 });
  });

  test('give gates and the runtime’s socket', async () => {
    const text = `${init('v1beta3', '')}---\n${config('featureGates:\n  KubeletCgroupDriverFromCRI: true\n')}`;
    const answer = await resolve({ ...kubeadmUnit, [input]: text });
    expect(answer).toMatchObject({
      asksRuntime: true,
      runtimeEndpoint: 'unix:///c.sock',
      sourceKind: 'kubeadm-default',
    });
  });

  test('beside a JoinConfiguration alone are not used', async () => {
    const text = `apiVersion: kubeadm.k8s.io/v1beta3\nkind: JoinConfiguration\n---\n${own}`;
    const answer = await resolve({ ...kubeadmUnit, [input]: text });
    expect(answer).toMatchObject({ configured: 'systemd', sourceKind: 'kubeadm-default' });
    expect(find(answer.observations, 'kubeadm-input-unread')?.location?.startLine).toBe(6);
  });

  test('that disagree leave it open', async () => {
    const files = { ...kubeadmUnit, [input]: own, '/root/kubeadm.yaml': config('cgroupDriver: systemd\n') };
    const answer = await resolve(files);
    expect(answer.configured).toBe('unknown');
    expect(kinds(answer.doubts)).toEqual(['kubeadm-inputs-disagree']);
  });

  test('that a unit’s own flag contradicts leave it open, whichever comes last', async () => {
    const files = {
      ...kubeadmUnit,
      [input]: init('v1beta3', '  kubeletExtraArgs:\n    cgroup-driver: cgroupfs\n'),
      '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--cgroup-driver=systemd\n',
    };
    const answer = await resolve(files);
    expect(answer.configured).toBe('systemd');
    expect(kinds(answer.doubts)).toEqual(['kubeadm-inputs-disagree']);
  });

  test('that are templates are a doubt', async () => {
    const answer = await resolve({ ...kubeadmUnit, [input]: config('cgroupDriver: {{ driver }}\n') });
    expect(kinds(answer.doubts)).toContain('config-templated');
  });

  test('name patches, which change the file and not the flags', async () => {
    const patches = `patches:\n  directory: /etc/patches\n`;
    const patch = { '/etc/patches/kubeletconfiguration0+merge.yaml': 'cgroupDriver: cgroupfs\n' };
    expect(await resolve({ ...kubeadmUnit, ...patch, [input]: init('v1beta3', patches) })).toMatchObject({
      configured: 'cgroupfs',
      sourceKind: 'kubeadm-input',
      source: at('/etc/patches/kubeletconfiguration0+merge.yaml', 1, 15, 23),
    });
    const json = {
      '/etc/patches/kubeletconfiguration+json.json': '[{"op":"replace","path":"/cgroupDriver","value":"cgroupfs"}]',
    };
    expect((await resolve({ ...kubeadmUnit, ...json, [input]: init('v1beta3', patches) })).configured).toBe('cgroupfs');
    const flagged = init('v1beta3', `  kubeletExtraArgs:\n    cgroup-driver: systemd\n${patches}`);
    expect((await resolve({ ...kubeadmUnit, ...patch, [input]: flagged })).configured).toBe('systemd');
  });

  test('and patches that nobody names are a doubt where they differ', async () => {
    const patch = { '/etc/kubernetes/patches/kubeletconfiguration.yaml': 'cgroupDriver: cgroupfs\n' };
    const answer = await resolve({ ...kubeadmUnit, ...patch });
    expect(answer.configured).toBe('systemd');
    expect(kinds(answer.doubts)).toEqual(['kubeadm-inputs-disagree']);
  });
});

describe('kind', () => {
  const kindImage = (version: string): Files => ({ ...kubeadmUnit, '/kind/version': `${version}\n` });

  test.each([
    ['v1.23.17', 'cgroupfs'],
    ['v1.24.0', 'systemd'],
    ['v1.36.1', 'systemd'],
  ])('writes for %s: %s', async (version, configured) => {
    const answer = await resolve(kindImage(version), { version: null });
    expect(answer).toMatchObject({ configured, sourceKind: 'kubeadm-input', doubts: [] });
    expect(answer.source).toEqual(at('/kind/version', 1, 1, version.length + 1));
  });

  test('replaces what is baked', async () => {
    const answer = await resolve({ ...kindImage('v1.30.0'), [baked]: config('cgroupDriver: cgroupfs\n') });
    expect(answer.configured).toBe('systemd');
    expect(kinds(answer.doubts)).toEqual(['baked-config-disagrees']);
  });

  test('takes a flag that is baked', async () => {
    const answer = await resolve({
      ...kindImage('v1.30.0'),
      '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
    });
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'command-line' });
  });

  test('of no known version leaves it open', async () => {
    const answer = await resolve(kindImage('main'));
    expect(answer.configured).toBe('unknown');
    expect(kinds(answer.doubts)).toEqual(['version-unknown']);
  });
});

describe('a given file', () => {
  const given = (text: string) => ({ givenConfig: { path: 'given.yaml', bytes: bytes(text) } });

  test('takes the place of the image’s', async () => {
    const answer = await resolve(kubeadmUnit, given(config('cgroupDriver: cgroupfs\n')));
    expect(answer).toMatchObject({
      configured: 'cgroupfs',
      sourceKind: 'given',
      source: at('given.yaml', 3, 15, 23),
      doubts: [],
    });
  });

  test('may be kubeadm’s', async () => {
    const text = `kind: ClusterConfiguration\napiVersion: kubeadm.k8s.io/v1beta3\n---\n${config('cgroupDriver: cgroupfs\n')}`;
    expect(await resolve({}, given(text))).toMatchObject({ configured: 'cgroupfs', sourceKind: 'given', doubts: [] });
    const silent = `kind: ClusterConfiguration\napiVersion: kubeadm.k8s.io/v1beta3\n`;
    expect(await resolve({}, given(silent))).toMatchObject({ configured: 'systemd', sourceKind: 'kubeadm-default' });
    expect((await resolve({}, { ...given(silent), version: null })).configured).toBe('unknown');
  });

  test('that is silent may be either’s', async () => {
    const answer = await resolve(kubeadmUnit, given(config()));
    expect(answer.configured).toBe('unknown');
    expect(kinds(answer.doubts)).toEqual(['given-may-be-kubeadm-input']);
    expect(await resolve({}, given(config()))).toMatchObject({ configured: 'cgroupfs', sourceKind: 'given' });
  });

  test('is still beaten by the image’s flag', async () => {
    const files = { ...kubeadmUnit, '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n' };
    expect(await resolve(files, given(config('cgroupDriver: systemd\n')))).toMatchObject({
      configured: 'cgroupfs',
      sourceKind: 'command-line',
    });
  });

  test('that the kubelet cannot read keeps it from starting', async () => {
    expect((await resolve({}, given('kind: Pod\n'))).refusesToStart?.kind).toBe('config-kind-wrong');
  });
});
