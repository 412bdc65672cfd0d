import { describe } from 'vitest';
import {
  kubelet,
  kubeletConfiguration,
  MUTE,
  version2,
  withContainerd,
  withKubeadm,
  withKubelet,
} from '../support/node-image.ts';
import { checkImages } from './judge-files.ts';

const CONFIG = '/etc/containerd/config.toml';
const KUBELET_UNIT = '/etc/systemd/system/kubelet.service';
const V17 = withContainerd('1.7.20', version2('true'));
const V17_FALSE = withContainerd('1.7.20', version2('false'));
const K130 = withKubeadm('v1.30.2');
const _mismatch = `error cgroup-driver-mismatch ${CONFIG}:5`;

describe('what is in doubt', () => {
  const lost = 'open runtime-undecided';
  const likely = 'warning cgroup-driver-mismatch';
  checkImages([
    [
      'a configuration that cannot be read',
      { ...withContainerd('1.7.20', { unreadable: 'denied' }), ...K130 },
      {},
      'undetermined',
      [lost],
    ],
    [
      'one that is too large',
      { ...withContainerd('1.7.20', '#'.repeat(5 << 20)), ...K130 },
      {},
      'undetermined',
      [lost],
    ],
    ['one in a circle', { ...withContainerd('1.7.20', { symlink: CONFIG }), ...K130 }, {}, 'undetermined', [lost]],
    [
      'one that is a folder',
      { ...withContainerd('1.7.20', { directory: true }), ...K130 },
      {},
      'fail',
      ['error config-missing'],
    ],
    [
      'a template that is no TOML yet',
      { ...withContainerd('1.7.20', version2('{{ systemd }}')), ...K130 },
      {},
      'undetermined',
      [`${lost} ${CONFIG}:5`, `warning config-syntax ${CONFIG}:5`],
    ],
    [
      'a kubelet configuration with braces elsewhere',
      { ...V17, ...withKubelet('v1.30.2', `${kubeletConfiguration('systemd')}clusterDNS: [{{ dns }}]\n`) },
      {},
      'undetermined',
      ['open kubelet-undecided /etc/kubelet.yaml:3'],
    ],
    [
      'a layer that cannot be read',
      { ...withContainerd('1.7.20', null), ...K130 },
      { problems: ['layer 2 is cut short'] },
      'undetermined',
      ['open image-unreadable', likely],
    ],
    [
      'a layer that cannot be read, and with it a script that would run at boot',
      { ...V17, ...K130, '/etc/rc.local': { unreadable: 'layer 2 is cut short' } },
      { problems: ['layer 2 is cut short'] },
      'undetermined',
      ['open image-unreadable'],
    ],
    [
      'a script that would run at boot, which cannot be read',
      { ...V17, ...K130, '/etc/rc.local': { unreadable: 'denied' } },
      {},
      'undetermined',
      ['open boot-unclear /etc/rc.local:1'],
    ],
    [
      'a kubelet whose arguments are written at boot',
      {
        ...V17,
        '/usr/bin/kubelet': kubelet('v1.30.2'),
        [KUBELET_UNIT]: '[Service]\nEnvironmentFile=-/etc/node.env\nExecStart=/usr/bin/kubelet $NODE_ARGS\n',
      },
      {},
      'undetermined',
      [`open kubelet-undecided ${KUBELET_UNIT}:3`, likely],
    ],
    [
      'the same beside a runtime on cgroupfs, which is wrong for sure',
      {
        ...V17_FALSE,
        '/usr/bin/kubelet': kubelet('v1.30.2'),
        [KUBELET_UNIT]: '[Service]\nEnvironmentFile=-/etc/node.env\nExecStart=/usr/bin/kubelet $NODE_ARGS\n',
      },
      {},
      'fail',
      [
        `open kubelet-undecided ${KUBELET_UNIT}:3`,
        `error cgroup-driver-not-systemd ${CONFIG}:5`,
        'warning cgroup-driver-not-systemd',
      ],
    ],
    [
      'EKS, whose nodeadm writes both sides at boot',
      { ...withContainerd('2.1.5', null), ...withKubelet('v1.34.1', null), '/usr/bin/nodeadm': MUTE },
      {},
      'undetermined',
      ['open boot-generated /usr/bin/nodeadm:1', 'warning cgroup-driver-not-systemd'],
    ],
    [
      'k3s, which brings both sides with it',
      {
        '/usr/local/bin/k3s': MUTE,
        '/etc/systemd/system/k3s.service': '[Service]\nExecStart=/usr/local/bin/k3s server\n',
      },
      {},
      'undetermined',
      ['open boot-generated /etc/systemd/system/k3s.service:1'],
    ],
    [
      "containerd's unit, which cannot be read",
      { ...V17, ...K130, '/usr/lib/systemd/system/containerd.service': { unreadable: 'denied' } },
      {},
      'undetermined',
      ['open runtime-undecided /usr/lib/systemd/system/containerd.service:1'],
    ],
    [
      'a template of minikube',
      { ...V17_FALSE, ...K130, '/kic.txt': '' },
      {},
      'undetermined',
      [`open boot-generated ${CONFIG}:5`, `${likely} ${CONFIG}:5`],
    ],
  ]);
});
