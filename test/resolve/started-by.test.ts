import { describe } from 'vitest';
import {
  CONTAINERD_UNIT,
  type Files,
  kubeletConfiguration,
  version2,
  withContainerd,
  withKubeadm,
  withKubelet,
} from '../support/node-image.ts';
import { checkImages } from './judge-files.ts';

const CONFIG = '/etc/containerd/config.toml';
const V17 = withContainerd('1.7.20', version2('true'));
const K130 = withKubeadm('v1.30.2');

describe('what starts containerd', () => {
  const unit = (line: string): Files => ({ [CONTAINERD_UNIT]: `[Service]\n${line}\n` });
  const own = (name: string, line: string): Files => ({ [`/etc/systemd/system/${name}`]: `[Service]\n${line}\n` });
  const kubeletUnit = (line: string) =>
    own('kubelet.service', `${line}\nExecStart=/usr/bin/kubelet --config=/etc/k.yaml`);
  const other: Files = { '/etc/other.toml': version2('false') };
  const otherLine = 'error cgroup-driver-mismatch /etc/other.toml:5';
  const withoutUnit: Files = Object.fromEntries(Object.entries(V17).filter(([path]) => path !== CONTAINERD_UNIT));
  const open = `open runtime-undecided ${CONTAINERD_UNIT}:2`;
  checkImages([
    [
      '--config names another file',
      { ...V17, ...K130, ...other, ...unit('ExecStart=/usr/bin/containerd --config /etc/other.toml') },
      {},
      'fail',
      [otherLine],
    ],
    [
      'the second command of a oneshot service',
      {
        ...V17,
        ...K130,
        ...other,
        ...unit('Type=oneshot\nExecStart=/bin/true\nExecStart=/usr/bin/containerd --config /etc/other.toml'),
        '/bin/true': '',
      },
      {},
      'fail',
      [otherLine],
    ],
    [
      '--config names a file that something may write at boot',
      { ...V17, ...K130, ...unit('ExecStart=/usr/bin/containerd --config /etc/gone.toml') },
      {},
      'undetermined',
      ['warning config-missing', open],
    ],
    [
      '--config names a file where nothing writes',
      { ...V17, ...K130, ...unit('ExecStart=/usr/bin/containerd --config /usr/share/containerd/gone.toml') },
      {},
      'fail',
      ['error config-missing'],
    ],
    [
      'the kubelet’s --config names a file that something may write at boot',
      { ...V17, ...withKubelet('v1.30.2', null) },
      {},
      'undetermined',
      ['open kubelet-undecided /etc/systemd/system/kubelet.service:2'],
    ],
    [
      'a relative one',
      { ...V17, ...K130, ...other, ...unit('WorkingDirectory=/etc\nExecStart=/usr/bin/containerd -c other.toml') },
      {},
      'fail',
      [otherLine],
    ],
    [
      'a variable from an environment file',
      {
        ...V17,
        ...K130,
        ...other,
        ...unit('EnvironmentFile=/etc/default/containerd\nExecStart=/usr/bin/containerd $OPTS'),
        '/etc/default/containerd': 'OPTS=-c=/etc/other.toml\n',
      },
      {},
      'fail',
      [otherLine],
    ],
    [
      'a packaged unit of another name',
      {
        ...withoutUnit,
        ...K130,
        ...other,
        '/usr/lib/systemd/system/runtime.service': '[Service]\nExecStart=/usr/bin/containerd -c /etc/other.toml\n',
      },
      {},
      'fail',
      [otherLine],
    ],
    [
      'an instance of a template',
      {
        ...withoutUnit,
        ...K130,
        ...other,
        ...own('runtime@.service', 'ExecStart=/usr/bin/containerd -c /etc/%i.toml'),
        '/etc/systemd/system/multi-user.target.wants/runtime@other.service': { symlink: '../runtime@.service' },
      },
      {},
      'fail',
      [otherLine],
    ],
    [
      'a shell',
      { ...V17, ...K130, ...unit('ExecStart=/bin/sh -c "exec containerd -c /etc/other.toml"') },
      {},
      'undetermined',
      [open],
    ],
    [
      'a shell in a unit of another name',
      { ...withoutUnit, ...K130, ...own('runtime.service', "ExecStart=/bin/sh -c 'sleep 1; containerd -c /x.toml'") },
      {},
      'undetermined',
      ['open runtime-undecided /etc/systemd/system/runtime.service:2'],
    ],
    [
      'env, which becomes it',
      { ...V17, ...K130, ...other, ...unit('ExecStart=/usr/bin/env A=b /usr/bin/containerd -c /etc/other.toml') },
      {},
      'fail',
      [otherLine],
    ],
    [
      'env with options of its own',
      { ...V17, ...K130, ...unit('ExecStart=/usr/bin/env -S "containerd -c /x.toml"') },
      {},
      'undetermined',
      [open],
    ],
    [
      'a unit of another name that systemd refuses',
      {
        ...withoutUnit,
        ...K130,
        ...own('runtime.service', 'ExecStart=/usr/bin/containerd\nExecStart=/usr/bin/containerd -c /x.toml'),
      },
      {},
      'fail',
      ['error containerd-unit-refused /etc/systemd/system/runtime.service:3'],
    ],
    [
      'a unit that needs a file which something may write at boot',
      { ...V17, ...K130, ...unit('EnvironmentFile=/etc/sysconfig/containerd\nExecStart=/usr/bin/containerd') },
      {},
      'undetermined',
      [open],
    ],
    [
      'a unit that needs a file where nothing writes',
      { ...V17, ...K130, ...unit('EnvironmentFile=/usr/lib/containerd.env\nExecStart=/usr/bin/containerd') },
      {},
      'fail',
      [`error containerd-unit-refused ${CONTAINERD_UNIT}:2`],
    ],
    [
      'a kubelet’s unit that needs a file which something may write at boot',
      { ...V17, ...withKubelet('v1.30.2', null), ...kubeletUnit('EnvironmentFile=/etc/sysconfig/kubelet') },
      {},
      'undetermined',
      ['open kubelet-undecided /etc/systemd/system/kubelet.service:2'],
    ],
    [
      'a kubelet’s unit that needs a file where nothing writes',
      { ...V17, ...withKubelet('v1.30.2', null), ...kubeletUnit('EnvironmentFile=/usr/lib/kubelet.env') },
      {},
      'fail',
      ['error kubelet-does-not-start /etc/systemd/system/kubelet.service:2', 'open kubelet-undecided'],
    ],
    [
      'more units than are looked into',
      {
        ...V17,
        ...K130,
        ...Object.fromEntries(
          Array.from({ length: 101 }, (_, at) => [
            `/etc/systemd/system/containerd-${at}.service`,
            '[Service]\nExecStart=/usr/bin/containerd -a /run/other.sock\n',
          ]),
        ),
      },
      {},
      'undetermined',
      ['open runtime-undecided'],
    ],
    [
      'a link to a unit that is not there',
      { ...V17, ...K130, '/etc/systemd/system/containerd.service': { symlink: '/opt/units/containerd.service' } },
      {},
      'undetermined',
      ['open runtime-undecided /etc/systemd/system/containerd.service:1'],
    ],
    [
      'a second unit that starts a kubelet',
      { ...V17, ...K130, ...own('node-agent.service', 'ExecStart=-/opt/bin/kubelet --cgroup-driver=cgroupfs') },
      {},
      'undetermined',
      ['open kubelet-undecided /etc/systemd/system/node-agent.service:1'],
    ],
    [
      'a unit that only names the kubelet’s folder, and an alias of its unit',
      {
        ...V17,
        ...K130,
        ...own('prepare.service', 'ExecStart=/bin/mkdir -p /var/lib/kubelet'),
        '/etc/systemd/system/k.service': { symlink: '/usr/lib/systemd/system/kubelet.service' },
      },
      {},
      'pass',
      [],
    ],
    [
      'a unit that only restarts it',
      { ...V17, ...K130, ...own('nudge.service', 'ExecStart=/usr/bin/systemctl restart containerd') },
      {},
      'pass',
      [],
    ],
    [
      'a program that runs others',
      {
        ...withoutUnit,
        ...K130,
        ...own('runtime.service', 'ExecStart=/usr/bin/nice -n 5 /usr/bin/containerd -c /x.toml'),
      },
      {},
      'undetermined',
      ['open runtime-undecided /etc/systemd/system/runtime.service:2'],
    ],
    [
      'a script of its name',
      { ...V17, ...K130, '/usr/bin/containerd': '#!/bin/sh\nexec /opt/containerd -c /x.toml\n' },
      { containerdVersion: '1.7.20' },
      'undetermined',
      [open],
    ],
    [
      'a long script of its name',
      {
        ...V17,
        ...K130,
        ...unit('ExecStart=/opt/long/containerd'),
        '/opt/long/containerd': `#!/bin/sh\n${'#\n'.repeat(50_000)}exec /opt/containerd -c /x.toml\n`,
      },
      { containerdVersion: '1.7.20' },
      'undetermined',
      [open],
    ],
    [
      'a program that is not there, while another is',
      { ...V17, ...K130, ...unit('ExecStart=/usr/local/bin/containerd') },
      {},
      'undetermined',
      [open],
    ],
    [
      'a mask',
      { ...V17, ...K130, '/etc/systemd/system/containerd.service': { symlink: '/dev/null' } },
      {},
      'fail',
      ['error containerd-unit-refused /etc/systemd/system/containerd.service:1'],
    ],
    [
      'an alias of the same unit',
      { ...V17, ...K130, '/etc/systemd/system/cri.service': { symlink: CONTAINERD_UNIT } },
      {},
      'pass',
      [],
    ],
    [
      'a second one on its own socket',
      {
        ...V17,
        ...K130,
        ...own('containerd-b.service', 'ExecStart=/usr/bin/containerd -a /run/b.sock -c /etc/other.toml'),
        ...other,
      },
      {},
      'pass',
      [],
    ],
    [
      'a second one on the same socket',
      { ...V17, ...K130, ...own('containerd-b.service', 'ExecStart=/usr/bin/containerd -c /etc/other.toml'), ...other },
      {},
      'undetermined',
      ['open runtime-undecided'],
    ],
    ['nobody', { ...withoutUnit, ...K130 }, {}, 'pass', ['warning containerd-unit-missing']],
    [
      'nobody, and the kubelet asks elsewhere',
      {
        ...withoutUnit,
        ...withKubelet(
          'v1.30.2',
          `${kubeletConfiguration('systemd')}containerRuntimeEndpoint: unix:///run/k3s/containerd/containerd.sock\n`,
        ),
      },
      {},
      'undetermined',
      ['open runtime-undecided', 'warning containerd-unit-missing'],
    ],
    [
      'a unit that writes the file first',
      {
        ...V17,
        ...K130,
        ...own('setup.service', 'ExecStart=/bin/sh -c "containerd config default > /etc/containerd/config.toml"'),
      },
      {},
      'undetermined',
      ['open boot-generated /etc/systemd/system/setup.service:2'],
    ],
  ]);
});
