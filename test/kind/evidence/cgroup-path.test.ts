import { describe, expect, it } from 'vitest';
import {
  podCgroupParent,
  readCgroupPath,
  readProcessCgroups,
  refusedCgroup,
} from '../../../src/kind/evidence/cgroup-path.ts';

const id = 'c42ffa8c8c5beb0a9574e97363c365c63d2aeb2b251d5d6607fd66a69a1b8dce';
const uid = '0a1b2c3d-1111-2222-3333-444444444444';
const uid_ = uid.replaceAll('-', '_');

describe('readCgroupPath', () => {
  it.each([
    [
      `/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/kubelet-kubepods-burstable-pod${uid_}.slice/cri-containerd-${id}.scope`,
      'systemd',
      'systemd',
    ],
    [`/kubepods.slice/kubepods-pod${uid_}.slice/crio-${id}.scope`, 'systemd', 'systemd'],
    [
      `/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${uid_}.slice/docker-${id}.scope/init`,
      'systemd',
      'systemd',
    ],
    [`/kubelet/kubepods/besteffort/pod${uid}/${id}`, 'cgroupfs', 'cgroupfs'],
    [`/kubepods/pod${uid}/${id}`, 'cgroupfs', 'cgroupfs'],
    [
      `/system.slice/containerd.service/kubelet-kubepods-besteffort-pod${uid_}.slice:cri-containerd:${id}`,
      'systemd',
      'cgroupfs',
    ],
    [`/kubelet-kubepods-pod${uid_}.slice:cri-containerd:${id}`, 'systemd', 'cgroupfs'],
    [`/system.slice/kubepods-burstable-pod${uid_}.slice:crio:${id}`, 'systemd', 'cgroupfs'],
  ])('%s', (path, kubelet, runtime) => {
    expect(readCgroupPath(path)).toEqual({ kubelet, runtime, misplaced: kubelet !== runtime });
  });

  it.each([
    '/',
    '/init.scope',
    '/system.slice/containerd.service',
    '/kubelet.slice',
    '/kubelet/kubepods',
    `/k8s.io/${id}`,
    '/user.slice/user-0.slice/session-1.scope',
  ])('no pod: %s', (path) => {
    expect(readCgroupPath(path)).toBeNull();
  });
});

describe('podCgroupParent', () => {
  it.each([
    [
      'systemd',
      '/kubelet',
      `/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod${uid_}.slice`,
    ],
    ['systemd', '/', `/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${uid_}.slice`],
    ['cgroupfs', '/kubelet', `/kubelet/kubepods/besteffort/pod${uid}`],
    ['cgroupfs', '', `/kubepods/besteffort/pod${uid}`],
  ] as const)('%s under %s', (driver, root, parent) => {
    expect(podCgroupParent(driver, root, uid)).toBe(parent);
  });

  it('gives what the reader reads', () => {
    for (const driver of ['systemd', 'cgroupfs'] as const) {
      const leaf = driver === 'systemd' ? `cri-containerd-${id}.scope` : id;
      expect(readCgroupPath(`${podCgroupParent(driver, '/kubelet', uid)}/${leaf}`)).toMatchObject({
        kubelet: driver,
        runtime: driver,
      });
    }
  });
});

describe('readProcessCgroups', () => {
  const hybrid = '12:cpuset:/a\n8:memory:/m\n5:cpu,cpuacct:/c\n1:name=systemd:/s\n0::/u\n';
  it('takes the line that limits act on', () => {
    expect(readProcessCgroups(hybrid, 1).main).toBe('/m');
    expect(readProcessCgroups(hybrid, 2)).toEqual({ main: '/u', all: ['/u'] });
    expect(readProcessCgroups('5:cpu,cpuacct:/c\n1:name=systemd:/s\n', 1).main).toBe('/c');
    expect(readProcessCgroups(hybrid, 1).all).toEqual(['/a', '/m', '/c', '/s', '/u']);
  });
  it('has nothing for a process that is gone', () => {
    expect(readProcessCgroups('', 1)).toEqual({ main: null, all: [] });
  });
  it('keeps colons in a path', () => {
    expect(readProcessCgroups('0::/a.slice:cri-containerd:x\n', 2).main).toBe('/a.slice:cri-containerd:x');
  });
});

describe('refusedCgroup', () => {
  it.each([
    [
      'runc create failed: expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "/kubelet/kubepods/a/b" instead: unknown',
      '/kubelet/kubepods/a/b',
    ],
    [
      'err="expected cgroupsPath to be of format \\"slice:prefix:name\\" for systemd cgroups, got \\"/kubepods/x\\" instead"',
      '/kubepods/x',
    ],
    ['some other error', null],
  ])('%s', (message, cgroup) => {
    expect(refusedCgroup(message)).toBe(cgroup);
  });
});
