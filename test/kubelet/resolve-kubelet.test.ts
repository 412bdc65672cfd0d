import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, config, configPath, type Files, find, kinds, resolve, unit, unitPath } from './fixtures.ts';

describe('no configuration file', () => {
  test('and no flag is the default', async () => {
    const answer = await resolve(unit('--v=2'));
    expect(answer).toMatchObject({
      configured: 'cgroupfs',
      sourceKind: 'kubelet-default',
      source: null,
      written: null,
      configPath: null,
      doubts: [],
    });
    expect(answer.observations).toEqual([]);
  });

  test('but a flag', async () => {
    expect(await resolve(unit('--cgroup-driver=systemd'))).toMatchObject({
      configured: 'systemd',
      sourceKind: 'command-line',
      observations: [],
      doubts: [],
    });
  });

  test('but a variable that is filled at boot', async () => {
    const answer = await resolve(unit('$BOOT_ARGS --node-ip=${IP} $OTHER'));
    expect(answer.configured).toBe('cgroupfs');
    expect(answer.doubts.map((one) => one.detail.name)).toEqual(['BOOT_ARGS', 'OTHER']);
    expect(kinds(answer.doubts)).toEqual(['command-written-at-boot', 'command-written-at-boot']);
  });
});

describe('the unit', () => {
  test('that is not there leaves it open, with what lies around', async () => {
    const answer = await resolve({
      '/var/lib/kubelet/config.yaml': config('cgroupDriver: systemd\n'),
      '/etc/default/kubelet': '# --cgroup-driver=cgroupfs\nKUBELET_EXTRA_ARGS="--cgroup-driver=systemd"\n',
    });
    expect(answer).toMatchObject({ configured: 'unknown', sourceKind: 'unknown', refusesToStart: null });
    expect(kinds(answer.doubts)).toEqual(['no-unit']);
    expect(find(answer.observations, 'config-without-unit')).toMatchObject({
      location: at('/var/lib/kubelet/config.yaml', 3, 15, 22),
      detail: { driver: 'systemd' },
    });
    const flags = answer.observations.filter((one) => one.kind === 'flag-without-unit');
    expect(flags.map((one) => one.location?.startLine)).toEqual([2]);
  });

  test.each<[string, Files]>([
    ['unit-masked', { '/etc/systemd/system/kubelet.service': { symlink: '/dev/null' } }],
    ['exec-start-missing', { [unitPath]: '[Service]\nType=simple\n' }],
    ['exec-start-without-reset', { ...unit(''), [`${unitPath}.d/a.conf`]: '[Service]\nExecStart=/usr/bin/kubelet\n' }],
  ])('that is not started keeps the kubelet from starting: %s', async (reason, files) => {
    const answer = await resolve(files);
    expect(answer.configured).toBe('unknown');
    expect(answer.refusesToStart).toMatchObject({ kind: 'unit', detail: { reason } });
  });

  test('that needs a file of arguments which the image has not waits for the boot', async () => {
    const files = {
      [unitPath]: '[Service]\nEnvironmentFile=/etc/eks/args\nExecStart=/usr/bin/kubelet $NODEADM_KUBELET_ARGS\n',
    };
    const answer = await resolve(files);
    expect(answer).toMatchObject({ configured: 'unknown', refusesToStart: null });
    expect(answer.doubts[0]).toMatchObject({ kind: 'unit-needs-file', detail: { path: '/etc/eks/args' } });
  });

  test('that starts something else leaves it open', async () => {
    const files = { [unitPath]: '[Service]\nExecStart=/usr/bin/bash -c "kubelet --cgroup-driver=systemd"\n' };
    expect(kinds((await resolve(files)).doubts)).toEqual(['program-is-not-kubelet']);
  });

  test.each(['/opt/bin/kubelet', '/usr/local/bin/kubelet-1.30.2', '/usr/bin/hyperkube kubelet'])(
    'may start %s',
    async (program) => {
      const files = { [unitPath]: `[Service]\nExecStart=${program} --cgroup-driver=systemd\n` };
      expect(await resolve(files)).toMatchObject({ configured: 'systemd', doubts: [] });
    },
  );

  test('that is a template is a doubt', async () => {
    const answer = await resolve(unit('--node-ip={{ .ip | join }} --cgroup-driver=systemd'));
    expect(answer).toMatchObject({ configured: 'systemd', refusesToStart: null });
    expect(kinds(answer.doubts)).toEqual(['config-templated']);
  });

  test('passes on only those of its doubts that matter', async () => {
    expect((await resolve(unit('--hostname-override=%H --cgroup-driver=systemd'))).doubts).toEqual([]);
    const config = await resolve(unit('--config=/etc/%H.yaml'));
    expect(config.doubts.map((one) => one.detail.doubt)).toContain('specifier-unknown');
    const below = { ...unit('--cgroup-driver=systemd'), '/run/systemd/system/kubelet.service.d/a.conf': '[Service]\n' };
    expect((await resolve(below)).doubts[0]).toMatchObject({
      kind: 'unit-doubtful',
      detail: { doubt: 'unit-below-run' },
    });
  });
});

describe('settings that reach nobody', () => {
  test('a variable that no command uses', async () => {
    const files = { [unitPath]: '[Service]\nEnvironment="ARGS=--cgroup-driver=systemd"\nExecStart=/usr/bin/kubelet\n' };
    const { observations } = await resolve(files);
    expect(find(observations, 'env-var-unread')).toMatchObject({
      location: at(unitPath, 2, 13, 43),
      detail: { name: 'ARGS', value: '--cgroup-driver=systemd' },
    });
  });

  test('an environment file that the unit does not name', async () => {
    const files = { ...unit('$A'), '/etc/sysconfig/kubelet': 'A=--cgroup-driver=systemd\n' };
    const { observations } = await resolve(files);
    expect(find(observations, 'extra-args-in-wrong-file')?.location).toEqual(at('/etc/sysconfig/kubelet', 1, 1, 26));
  });

  test('a configuration that the command line does not name', async () => {
    const files = {
      ...unit(`--config=${configPath}`),
      [configPath]: config(),
      '/var/lib/kubelet/config.yaml': config('cgroupDriver: systemd\n'),
      '/etc/kubernetes/kubelet.conf': 'kind: Config\n',
    };
    const unread = (await resolve(files)).observations.filter((one) => one.kind === 'config-unread');
    expect(unread.map((one) => one.detail)).toEqual([{ path: '/var/lib/kubelet/config.yaml', driver: 'systemd' }]);
  });

  test('an earlier flag', async () => {
    const { observations } = await resolve(unit('--cgroup-driver=systemd --cgroup-driver=cgroupfs'));
    expect(find(observations, 'flag-beats-flag')).toMatchObject({
      location: at(unitPath, 2, 44, 51),
      detail: { value: 'systemd', winner: 'cgroupfs', agree: false },
    });
  });
});

test.each(['bare', '--cgroup-driver', '--version', '--help', '-h'])('a kubelet that ends at once: %s', async (word) => {
  const answer = await resolve(unit(`--cgroup-driver=systemd ${word}`));
  expect(answer.refusesToStart).not.toBeNull();
});

test.each([
  ['--container-runtime=remote', 'v1.27.0'],
  ['--network-plugin=cni', 'v1.24.0'],
  ['--allow-privileged=true', 'v1.15.0'],
])('%s is gone in %s', async (flag, version) => {
  expect((await resolve(unit(flag), { version })).refusesToStart?.kind).toBe('flag-not-in-version');
  expect((await resolve(unit(flag), { version: 'v1.14.0' })).refusesToStart).toBeNull();
  expect((await resolve(unit(flag), { version: null })).refusesToStart).toBeNull();
});

test('whatever an image contains, there is an answer', async () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('--config=/c', '--config-dir=/d', '--cgroup-driver', 'systemd', '--feature-gates=A', '--', '$A'),
  );
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('cgroupDriver: &a [*a]', '{', 'a: {{ b }}', '---\n---', config('cgroupDriver: systemd')),
    fc.json(),
  );
  const version = fc.constantFrom(null, 'v1.20.0', 'v1.28.0', 'v1.33.0', 'v1.37.0', 'x');
  await fc.assert(
    fc.asyncProperty(fc.array(word), text, text, version, async (words, file, dropIn, kubelet) => {
      const files = { ...unit(words.join(' ')), '/c': file, '/d/a.conf': dropIn, '/etc/kubernetes/kubeadm.yaml': file };
      const answer = await resolve(files, { version: kubelet });
      expect(['systemd', 'cgroupfs', 'unknown']).toContain(answer.configured);
      if (answer.configured === 'unknown')
        expect(answer.doubts.length > 0 || answer.refusesToStart !== null).toBe(true);
    }),
    { numRuns: 200 },
  );
});
