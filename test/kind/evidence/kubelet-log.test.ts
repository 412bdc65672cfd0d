import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../src/kind/evidence/events.ts';
import { readKubeletLog } from '../../../src/kind/evidence/kubelet-log.ts';

const config = (driver: string): string =>
  `I1125 13:58:26.1 175 container_manager_linux.go:270] "Creating Container Manager object based on Node Config" nodeConfig={"CgroupsPerQOS":true,"CgroupRoot":"/kubelet","CgroupDriver":"${driver}","CgroupVersion":2}`;

describe('readKubeletLog', () => {
  it('takes the last start', () => {
    const log = readKubeletLog([config('cgroupfs'), 'noise', config('systemd')].join('\n'));
    expect(log).toMatchObject({ driver: 'systemd', cgroupRoot: '/kubelet', source: null });
    expect(log.driverLine).toBe(config('systemd'));
  });

  it('reads what older kubelets print', () => {
    const line =
      'I0101 x.go] Creating Container Manager object based on Node Config: {RuntimeCgroupsName: CgroupRoot:/kubelet CgroupDriver:systemd KubeletRootDir:/var/lib/kubelet}';
    expect(readKubeletLog(line)).toMatchObject({ driver: 'systemd', cgroupRoot: '/kubelet' });
  });

  it('takes anything but systemd for cgroupfs', () => {
    expect(readKubeletLog(config('Systemd')).driver).toBe('cgroupfs');
  });

  it.each([
    ['I1 server.go] "Using cgroup driver setting received from the CRI runtime" cgroupDriver="systemd"', 'runtime'],
    [
      'I1 server.go] "CRI implementation should be updated to support RuntimeConfig. Falling back to using cgroupDriver from kubelet config."',
      'fallback',
    ],
    [
      'I1 server.go] "CRI implementation should be updated to support RuntimeConfig when KubeletCgroupDriverFromCRI feature gate has been enabled. Falling back to using cgroupDriver from kubelet config."',
      'fallback',
    ],
    ['nothing of the kind', null],
  ])('%s', (line, source) => {
    expect(readKubeletLog(line).source).toBe(source);
  });

  it('counts what happens to pods', () => {
    const failed = 'E1 kuberuntime.go] "Failed to create sandbox for pod" err="rpc error: boom" pod="kube-system/etcd"';
    const changed = 'I1 kubelet.go] "Pod sandbox changed, it will be killed and re-created" pod="kube-system/dns"';
    const log = readKubeletLog([failed, failed, changed].join('\n'));
    expect(log.sandboxFailures).toEqual([{ pod: 'kube-system/etcd', count: 2, message: failed }]);
    expect(log.sandboxChanges).toEqual([{ pod: 'kube-system/dns', count: 1, message: changed }]);
  });

  it('has nothing to say of an empty journal', () => {
    expect(readKubeletLog('')).toEqual({
      driver: null,
      driverLine: null,
      cgroupRoot: null,
      source: null,
      sourceLine: null,
      sandboxFailures: [],
      sandboxChanges: [],
      fatal: null,
    });
  });
});

describe('readEvents', () => {
  it('sums the reasons that matter by pod', () => {
    const event = (reason: string, name: string, count: number): object => ({
      reason,
      count,
      message: `${reason} of ${name}`,
      involvedObject: { namespace: 'kube-system', name },
    });
    const text = JSON.stringify({
      items: [
        event('FailedCreatePodSandBox', 'etcd', 3),
        event('FailedCreatePodSandBox', 'etcd', 2),
        event('SandboxChanged', 'dns', 1),
        event('Pulled', 'dns', 9),
      ],
    });
    expect(readEvents(text)).toEqual({
      sandboxFailures: [{ pod: 'kube-system/etcd', count: 5, message: 'FailedCreatePodSandBox of etcd' }],
      sandboxChanges: [{ pod: 'kube-system/dns', count: 1, message: 'SandboxChanged of dns' }],
    });
  });
  it.each(['', 'No resources found', '[]', '{"items":{}}'])('no list of events: %j', (text) => {
    expect(readEvents(text)).toBeNull();
  });
});
