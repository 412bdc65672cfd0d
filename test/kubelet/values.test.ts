import { describe, expect, test } from 'vitest';
import { at, config, configPath, kubeadmUnit, resolve, unit } from './fixtures.ts';

const refused = (field: string, value: string | null, certain = true) => ({
  kind: 'config-value-refused',
  detail: { field, value, certain },
});

const strategy = 'configMapAndSecretChangeDetectionStrategy';
const socket = 'cpuManagerPolicy: static\nreservedSystemCPUs: "0"\n';

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
    ['v1.20.0', 'containerLogMaxFiles: 1\n', refused('containerLogMaxFiles', '1')],
    ['v1.32.0', 'containerLogMaxFiles: 2\n', null],
    ['v1.33.0', 'containerLogMaxFiles: 1\n', refused('containerLogMaxFiles', '1')],
    ['v1.31.0', 'runOnce: true\n', refused('runOnce', 'true')],
    ['v1.31.0', 'runOnce: false\n', null],
    ['v1.32.0', 'runOnce: true\n', refused('runOnce', 'true')],
    ['v1.21.0', 'memorySwap: {swapBehavior: LimitedSwap}\n', null],
    ['v1.22.0', 'memorySwap: {swapBehavior: LimitedSwap}\n', refused('memorySwap', null)],
    ['v1.34.0', 'memorySwap: {swapBehavior: LimitedSwap}\n', null],
    ['v1.34.0', 'topologyManagerPolicy: $(POLICY)\n', null],
    ['v1.34.0', 'tlsCipherSuites: [TLS_AES_128_GCM_SHA256]\n', null],
    ['v1.34.0', 'tlsCipherSuites: [TLS_NO_SUCH]\n', refused('tlsCipherSuites', null)],
    ['v1.34.0', 'logging: {format: json}\n', null],
    ['v1.24.0', 'seccompDefault: true\n', refused('seccompDefault', 'true')],
    ['v1.25.0', 'seccompDefault: true\n', null],
    ['v1.26.0', 'seccompDefault: true\nfeatureGates: {SeccompDefault: false}\n', refused('seccompDefault', 'true')],
    ['v1.34.0', 'logging: {verbosity: 2147483647}\n', null],
    ['v1.34.0', 'logging: {verbosity: 2147483648}\n', refused('logging', null)],
    ['v1.34.0', 'cpuManagerPolicy: $(POLICY)\n', null],
    ['v1.34.0', 'cpuManagerPolicy: static\nkubeReserved: {cpu: "{{ cpus }}"}\n', null],
    ['v1.34.0', 'memoryManagerPolicy: Static\nreservedMemory: [{limits: {memory: "${MEMORY}"}}]\n', null],
    [
      'v1.34.0',
      'memoryManagerPolicy: Static\nreservedMemory: [{limits: {memory: 1Gi}}]\n',
      refused('reservedMemory', null),
    ],
    [
      'v1.34.0',
      `${socket}cpuManagerPolicyOptions: {align-by-socket: "true"}\n`,
      refused('cpuManagerPolicyOptions', null),
    ],
    ['v1.34.0+aba1e8d', `${socket}cpuManagerPolicyOptions: {align-by-socket: "true"}\n`, null],
    ['v1.25.0', 'configMapAndSecretChangeDetectionStrategy: Foo\n', refused(strategy, 'Foo')],
    ['v1.26.0', 'configMapAndSecretChangeDetectionStrategy: Foo\n', null],
    ['v1.20.0', 'allowedUnsafeSysctls: [vm.swappiness]\n', refused('allowedUnsafeSysctls', null)],
    ['v1.20.0', 'allowedUnsafeSysctls: [kernel.msg*, net.ipv4.tcp_syncookies]\n', null],
    ['v1.34.0', 'allowedUnsafeSysctls: [net/ipv4/tcp_syncookies, kernel/sem]\n', null],
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

describe('what flags say together', () => {
  test.each<[string, string, string | null]>([
    ['v1.23.0', '--container-runtime=docker', null],
    ['v1.24.0', '--container-runtime=docker', '--container-runtime'],
    ['v1.26.0', '--container-runtime=remote', null],
    ['v1.22.0', '--container-runtime=rkt', '--container-runtime'],
    ['v1.23.0', '--container-runtime-endpoint=npipe:////./pipe/dockershim', null],
    ['v1.23.0', '--container-runtime=remote --container-runtime-endpoint=tcp://a:1', 'containerRuntimeEndpoint'],
    ['v1.24.0', '--container-runtime-endpoint=tcp://a:1', 'containerRuntimeEndpoint'],
    ['v1.34.0', '--container-runtime-endpoint=/run/containerd/containerd.sock', null],
    ['v1.34.0', '--container-runtime-endpoint=$(SOCKET)', null],
    ['v1.20.0', '--node-ip=10.0.0.1,fd00::1', '--node-ip'],
    ['v1.21.0', '--node-ip=10.0.0.1,fd00::1', null],
    ['v1.26.0', '--node-ip=10.0.0.1,fd00::1 --cloud-provider=external', '--node-ip'],
    ['v1.27.0', '--node-ip=10.0.0.1,fd00::1 --cloud-provider=external', '--node-ip'],
    ['v1.29.0', '--node-ip=10.0.0.1,fd00::1 --cloud-provider=external', null],
    ['v1.34.0', '--node-ip=10.0.0.1,10.0.0.2', '--node-ip'],
    ['v1.34.0', '--node-ip=10.0.0.1,::', '--node-ip'],
    ['v1.34.0', '--node-ip=10.0.0.1,not-one', null],
    ['v1.34.0', '--node-ip=fd00::1,1::1.2.3.4', '--node-ip'],
    ['v1.34.0', '--exit-on-lock-contention', '--exit-on-lock-contention'],
    ['v1.34.0', '--exit-on-lock-contention --lock-file=/run/l', null],
    ['v1.34.0', '--image-credential-provider-config=/etc/c.yaml', '--image-credential-provider-config'],
    ['v1.23.0', '--image-credential-provider-config=/etc/c.yaml', null],
    ['v1.34.0', '--image-credential-provider-config=/etc/c.yaml --image-credential-provider-bin-dir=/opt', null],
    ['v1.20.0', '--register-with-taints=a=b:NoSchedule,a=c:NoSchedule', null],
    ['v1.34.0', '--register-with-taints=a=b:NoSchedule,a=c:NoSchedule', '--register-with-taints'],
    ['v1.34.0', '--register-with-taints=a=b:NoSchedule,a=c:NoExecute', null],
    ['v1.34.0', '--v=-1', '--v'],
  ])('%s with %s', async (version, flags, field) => {
    const { refusesToStart } = await resolve(unit(flags.replace(/\S+/g, "'$&'")), { version });
    if (field === null) expect(refusesToStart).toBeNull();
    else expect(refusesToStart).toMatchObject({ kind: 'config-value-refused', detail: { field, certain: true } });
  });

  test.each([
    '--address=localhost',
    '--healthz-bind-address=1.2.3.256',
    '--manifest-url-header=a',
    '--register-with-taints=a=b',
    '--reserved-memory=0',
    '--v=0x2',
    '--vmodule=a',
  ])('%s cannot be parsed', async (flag) => {
    const { refusesToStart } = await resolve(unit(flag), { version: 'v1.34.0' });
    expect(refusesToStart).toMatchObject({ kind: 'flag-value-invalid' });
  });

  test.each(['--address=@ADDRESS@', '--register-with-taints=$(TAINTS)', '--reserved-memory=<memory>'])(
    '%s is still to be filled in',
    async (flag) => {
      expect((await resolve(unit(`'${flag}'`), { version: 'v1.34.0' })).refusesToStart).toBeNull();
    },
  );

  test.each<[string, string, boolean]>([
    ['v1.25.0', '--logtostderr=true', true],
    ['v1.26.0', '--logtostderr=true', false],
    ['v1.19.0', '--cadvisor-port=0', true],
    ['v1.20.0', '--cadvisor-port=0', false],
    ['v1.25.0', '--log-json-split-stream=false', true],
    ['v1.29.0', '--log-text-info-buffer-size=0', false],
  ])('whether %s has %s', async (version, flag, has) => {
    const { refusesToStart } = await resolve(unit(flag), { version });
    if (has) expect(refusesToStart).toBeNull();
    else expect(refusesToStart).toMatchObject({ kind: 'flag-not-in-version' });
  });
});

describe('a value that is there to keep a reader busy', () => {
  const digits = '1'.repeat(100_000);
  test.each([
    ['an amount', `systemReserved: {cpu: "${digits}x"}\n`, 'systemReserved'],
    ['a percentage', `evictionHard: {memory.available: "${digits}x%"}\n`, 'evictionHard'],
    ['a duration', `shutdownGracePeriod: "${digits}"\n`, 'shutdownGracePeriod'],
    [
      'memory',
      `memoryManagerPolicy: Static\nreservedMemory: [{limits: {memory: "${digits}"}}]\nmaxPods: -1\n`,
      'maxPods',
    ],
    ['a sysctl', `allowedUnsafeSysctls: [${'a.'.repeat(50_000)}]\n`, 'allowedUnsafeSysctls'],
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
    ['v1.34.0', 'aws', '', true],
    ['v1.36.3', 'foo', '', true],
    ['v1.37.0', 'foo', '', false],
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
