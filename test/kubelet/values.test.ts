import { describe, expect, test } from 'vitest';
import { at, config, configPath, kubeadmUnit, resolve, unit } from './fixtures.ts';

const refused = (field: string, value: string | null, certain = true) => ({
  kind: 'config-value-refused',
  detail: { field, value, certain },
});

describe('a value with which the kubelet does not start', () => {
  const read = (text: string, version = 'v1.34.1') =>
    resolve({ ...unit(`--config=${configPath}`), [configPath]: config(text) }, { version });

  test('is shown where it stands', async () => {
    const { refusesToStart } = await read('maxPods: -1\n');
    expect(refusesToStart).toMatchObject({ ...refused('maxPods', '-1'), location: at(configPath, 3, 10, 12) });
    expect(refusesToStart?.detail.must).toBe('be at least 0');
  });

  test.each<[string, string, object | null]>([
    ['v1.19.0', 'maxPods: -1\n', null],
    ['v1.20.0', 'maxPods: -1\n', refused('maxPods', '-1')],
    ['v1.37.0', 'maxPods: -1\n', refused('maxPods', '-1', false)],
    ['v1.28.0', 'enforceNodeAllocatable: [pods]\ncgroupsPerQOS: false\n', refused('enforceNodeAllocatable', null)],
    ['v1.32.0', 'containerLogMaxFiles: 1\n', null],
    ['v1.33.0', 'containerLogMaxFiles: 1\n', refused('containerLogMaxFiles', '1')],
    ['v1.31.0', 'runOnce: true\n', null],
    ['v1.32.0', 'runOnce: true\n', refused('runOnce', 'true')],
    ['v1.21.0', 'memorySwap: {swapBehavior: LimitedSwap}\n', null],
    ['v1.22.0', 'memorySwap: {swapBehavior: LimitedSwap}\n', refused('memorySwap', null)],
    ['v1.34.0', 'memorySwap: {swapBehavior: LimitedSwap}\n', null],
    ['v1.34.0', 'topologyManagerPolicy: $(POLICY)\n', null],
    ['v1.34.0', 'tlsCipherSuites: [TLS_AES_128_GCM_SHA256]\n', null],
    ['v1.34.0', 'tlsCipherSuites: [TLS_NO_SUCH]\n', refused('tlsCipherSuites', null)],
    ['v1.34.0', 'logging: {format: json}\n', null],
    ['v1.34.0', 'showHiddenMetricsForVersion: "1.33"\n', null],
    ['v1.34.0', 'showHiddenMetricsForVersion: "1.32"\n', refused('showHiddenMetricsForVersion', '1.32')],
  ])('%s with %j', async (version, text, refusal) => {
    const { refusesToStart } = await read(text, version);
    if (refusal === null) expect(refusesToStart).toBeNull();
    else expect(refusesToStart).toMatchObject(refusal);
  });

  test('may be one of the command line', async () => {
    const answer = await resolve(unit('--max-pods=-0x1'), { version: 'v1.34.0' });
    expect(answer.refusesToStart).toMatchObject(refused('maxPods', '-1'));
  });

  test('is none where a flag mends it, or where the other half of it is not known', async () => {
    const files = { ...unit(`--config=${configPath} --max-pods=5`), [configPath]: config('maxPods: -1\n') };
    expect((await resolve(files, { version: 'v1.34.0' })).refusesToStart).toBeNull();
    const lone = await resolve(unit(`--config=${configPath} --image-gc-high-threshold=70`), { version: 'v1.34.0' });
    expect(lone.refusesToStart).toBeNull();
    const whole = await resolve(unit('--image-gc-high-threshold=70'), { version: 'v1.34.0' });
    expect(whole.refusesToStart).toMatchObject(refused('imageGCLowThresholdPercent', null));
  });

  test.each(['--port=', '--kube-reserved=cpu=,memory=1Gi', '--eviction-hard=memory.available<', '--hairpin-mode='])(
    'is not one that an empty variable may have left: %s',
    async (flag) => {
      expect((await resolve(unit(`'${flag}'`), { version: 'v1.34.0' })).refusesToStart).toBeNull();
    },
  );

  test('counts in what kubeadm gets, and not in what it overwrites', async () => {
    const kubeadm = `${config('maxPods: -1\n')}---\napiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n`;
    const input = await resolve(
      { ...kubeadmUnit, '/etc/kubernetes/kubeadm-config.yaml': kubeadm },
      { version: 'v1.30.0' },
    );
    expect(input.refusesToStart).toMatchObject(refused('maxPods', '-1'));
    const baked = { ...kubeadmUnit, '/var/lib/kubelet/config.yaml': config('maxPods: -1\n') };
    expect((await resolve(baked, { version: 'v1.30.0' })).refusesToStart).toBeNull();
  });
});

describe('a value that is there to keep a reader busy', () => {
  const digits = '1'.repeat(100_000);
  test.each([
    ['an amount', `systemReserved: {cpu: "${digits}x"}\n`, 'systemReserved'],
    ['a percentage', `evictionHard: {memory.available: "${digits}x%"}\n`, 'evictionHard'],
    ['a duration', `shutdownGracePeriod: "${digits}"\n`, 'shutdownGracePeriod'],
    ['levels', `enforceNodeAllocatable: [${'a, '.repeat(20_000)}b]\n`, 'enforceNodeAllocatable'],
  ])('%s', async (_, text, field) => {
    const files = { ...unit(`--config=${configPath}`), [configPath]: config(text) };
    const { refusesToStart } = await resolve(files, { version: 'v1.36.0' });
    expect(refusesToStart?.detail.field).toBe(field);
  });
});

describe('labels of --node-labels', () => {
  test.each<[string, string, string | null]>([
    ['v1.15.0', 'node-role.kubernetes.io/worker=', null],
    ['v1.16.0', 'node-role.kubernetes.io/worker=', 'node-role.kubernetes.io/worker='],
    ['v1.34.0', 'a=b,node-role.kubernetes.io/worker=', 'node-role.kubernetes.io/worker='],
    ['v1.29.6+aba1e8d', 'node-role.kubernetes.io/worker=', null],
    ['v1.22.0-rc.0+894a78b', 'node-role.kubernetes.io/worker=', null],
    ['v1.20.0+bafe72f-1054', 'node-role.kubernetes.io/worker=', null],
    ['v1.22.0-rc.0', 'node-role.kubernetes.io/worker=', 'node-role.kubernetes.io/worker='],
    ['v1.22.0-rc.0.12+894a78b12345ab', 'node-role.kubernetes.io/worker=', 'node-role.kubernetes.io/worker='],
    ['v1.34.0', 'node.kubernetes.io/pool=a,x.kubelet.kubernetes.io/b=c,topology.kubernetes.io/zone=z', null],
    ['v1.34.0', 'topology.kubernetes.io/rack=z', 'topology.kubernetes.io/rack=z'],
    ['v1.24.0', 'a=b_', null],
    ['v1.25.0', 'a=b_', 'a=b_'],
    ['v1.34.0', 'example.com/role=worker,', null],
    ['v1.34.0', 'pool=$(POOL)', null],
  ])('%s with %s', async (version, labels, refusedLabel) => {
    const { refusesToStart } = await resolve(unit(`'--node-labels=${labels}'`), { version });
    if (refusedLabel === null) expect(refusesToStart).toBeNull();
    else expect(refusesToStart).toMatchObject({ kind: 'node-label-refused', detail: { label: refusedLabel } });
  });
});

// As kubelets 1.20 to 1.36 answered, where their answer does not hang on the cloud that they are asked in.
describe('--cloud-provider', () => {
  test.each<[string, string, string, boolean | null]>([
    ['v1.26.0', 'aws', '', null],
    ['v1.27.7', 'aws', '', true],
    ['v1.33.0', 'aws', '', true],
    ['v1.34.0', 'aws', '', null],
    ['v1.25.0', 'openstack', '', null],
    ['v1.26.0', 'openstack', '', true],
    ['v1.28.0', 'gce', '', null],
    ['v1.29.0', 'gce', '', true],
    ['v1.30.0', 'vsphere', '--feature-gates=DisableCloudProviders=false', null],
    ['v1.31.0', 'azure', '', true],
    ['v1.27.0', 'foo', '', true],
    ['v1.27.0-eks-a59e1f0', 'aws', '', false],
    ['v1.33.0', 'external', '', null],
    ['v1.33.0', '', '', null],
    ['v1.33.0', '{{ provider }}', '', null],
    ['v1.19.0', 'foo', '', null],
  ])('%s with %s %s', async (version, provider, more, certain) => {
    const { refusesToStart } = await resolve(unit(`'--cloud-provider=${provider}' ${more}`), { version });
    if (certain === null) expect(refusesToStart?.kind).not.toBe('cloud-provider-gone');
    else expect(refusesToStart).toMatchObject({ kind: 'cloud-provider-gone', detail: { provider, certain } });
  });
});
