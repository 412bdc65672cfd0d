import { describe } from 'vitest';
import {
  kubelet,
  kubeletConfiguration,
  version2,
  version3,
  withContainerd,
  withKubeadm,
  withKubelet,
} from '../support/node-image.ts';
import { checkImages } from './judge-files.ts';

const CONFIG = '/etc/containerd/config.toml';
const V17 = withContainerd('1.7.20', version2('true'));
const V22 = withContainerd('2.2.7', version3('true'));
const K130 = withKubeadm('v1.30.2');
const lost = 'open runtime-undecided';
const likely = 'warning cgroup-driver-mismatch';
const unsure = 'open kubelet-undecided';

describe('files that a boot takes away or brings', () => {
  checkImages([
    [
      'a configuration that is a link to /run',
      { ...withContainerd('1.7.20', { symlink: '/run/containerd/config.toml' }), ...K130 },
      {},
      'undetermined',
      [lost, likely],
    ],
    [
      'one that is a link to a file below /run which the image has',
      {
        ...withContainerd('1.7.20', { symlink: '/run/containerd/config.toml' }),
        '/run/containerd/config.toml': version2('true'),
        ...K130,
      },
      {},
      'undetermined',
      [lost, likely],
    ],
    [
      'a folder that is a link to an empty folder for data',
      {
        ...withContainerd('1.7.20', null),
        '/etc/containerd': { symlink: '/data/containerd' },
        '/data': { directory: true },
        ...K130,
      },
      {},
      'undetermined',
      [lost, likely],
    ],
    [
      'a configuration that is a link to nowhere else',
      { ...withContainerd('1.7.20', { symlink: '/etc/containerd/gone.toml' }), ...K130 },
      {},
      'fail',
      ['error cgroup-driver-mismatch'],
    ],
    [
      'one that is a link to /dev/null',
      { ...withContainerd('1.7.20', { symlink: '/dev/null' }), ...K130 },
      {},
      'fail',
      ['error cgroup-driver-mismatch /dev/null:1'],
    ],
    [
      'an import that is a link to /run',
      {
        ...withContainerd('2.2.7', `imports = ["/etc/containerd/conf.d/*.toml"]\n${version3('true')}`),
        '/etc/containerd/conf.d/node.toml': { symlink: '/run/node.toml' },
        ...K130,
      },
      {},
      'undetermined',
      [`${lost} ${CONFIG}:1`],
    ],
    [
      'imports from /run, which may set what the image does not',
      {
        ...withContainerd('2.2.7', `imports = ["/run/containerd/*.toml"]\n${version3('false')}`),
        ...K130,
      },
      {},
      'undetermined',
      [`${lost} ${CONFIG}:1`, `${likely} ${CONFIG}:6`],
    ],
    [
      'a kubelet configuration that is a link to /run',
      {
        ...V17,
        ...withKubelet('v1.30.2', null),
        '/etc/kubelet.yaml': { symlink: '/run/kubelet.yaml' },
        '/run/kubelet.yaml': kubeletConfiguration('systemd'),
      },
      {},
      'undetermined',
      [`${unsure} /etc/systemd/system/kubelet.service:2`],
    ],
    [
      'a folder of drop-ins that is a link to /run',
      {
        ...V17,
        ...K130,
        '/etc/systemd/system/kubelet.service.d': { symlink: '/run/kubelet' },
        '/run/kubelet/20.conf': '[Service]\nEnvironment=KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
      },
      {},
      'undetermined',
      [`${unsure} /etc/systemd/system/kubelet.service.d:1`],
    ],
    [
      'arguments of the image that a file of /run may take the place of',
      {
        ...V17,
        '/usr/bin/kubelet': kubelet('v1.30.2'),
        '/etc/systemd/system/kubelet.service':
          '[Service]\nEnvironment=ARGS=--cgroup-driver=systemd\nEnvironmentFile=-/run/kubelet.env\n' +
          'ExecStart=/usr/bin/kubelet $ARGS\n',
      },
      {},
      'undetermined',
      [`${unsure} /etc/systemd/system/kubelet.service:3`],
    ],
    [
      'cgroup_writable, which leaves the driver alone',
      {
        ...withContainerd('2.2.7', version3('true').replace('.runc.v2"\n', '.runc.v2"\n  cgroup_writable = true\n')),
        ...K130,
      },
      {},
      'pass',
      [`warning cgroup-writable ${CONFIG}:4`],
    ],
    ['neither', { ...V22, ...K130 }, {}, 'pass', []],
  ]);
});
