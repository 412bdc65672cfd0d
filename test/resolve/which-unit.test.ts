import { describe } from 'vitest';
import {
  type Files,
  kubelet,
  kubeletConfiguration,
  version2,
  withContainerd,
  withKubeadm,
} from '../support/node-image.ts';
import { checkImages } from './judge-files.ts';

const V17 = withContainerd('1.7.20', version2('true'));
const K130 = withKubeadm('v1.30.2');

describe('which of several units runs', () => {
  const own = (name: string, line: string, more = ''): Files => ({
    [`/etc/systemd/system/${name}`]: `[Service]\nExecStart=${line}\n${more}`,
  });
  const enabled = (name: string, target = '/etc/systemd/system'): Files => ({
    [`/etc/systemd/system/multi-user.target.wants/${name}`]: { symlink: `${target}/${name}` },
    '/usr/lib/systemd/system/multi-user.target': '[Unit]\nRequires=basic.target\n',
    '/usr/lib/systemd/system/basic.target': '[Unit]\n',
    '/usr/lib/systemd/system/default.target': { symlink: 'multi-user.target' },
    '/etc/machine-id': '',
  });
  const masked = (name: string): Files => ({ [`/etc/systemd/system/${name}`]: { symlink: '/dev/null' } });
  const packaged = '/usr/lib/systemd/system';
  const node = own('node-agent.service', '/opt/bin/kubelet --cgroup-driver=cgroupfs --config=/etc/k.yaml');
  const nodeFiles: Files = { '/opt/bin/kubelet': kubelet('v1.30.2'), '/etc/k.yaml': kubeletConfiguration(null) };
  const wrong = 'error cgroup-driver-mismatch';
  const plain: Files = {
    '/usr/bin/kubelet': kubelet('v1.30.2'),
    [`${packaged}/kubelet.service`]: '[Service]\nExecStart=/usr/bin/kubelet --config=/etc/good.yaml\n',
    '/etc/good.yaml': kubeletConfiguration('systemd'),
  };
  const bad = own(
    'runtime.service',
    '/usr/bin/containerd -c /etc/other.toml',
    '[Install]\nWantedBy=multi-user.target\n',
  );
  const badFile: Files = { '/etc/other.toml': version2('false') };
  const mismatch = 'error cgroup-driver-mismatch /etc/other.toml:5';
  const unsure = 'open kubelet-undecided /etc/systemd/system/node-agent.service:1';
  checkImages([
    [
      'kubelet.service is masked, and another unit starts a kubelet',
      { ...V17, ...plain, ...masked('kubelet.service'), ...node, ...nodeFiles },
      {},
      'fail',
      [`${wrong} /etc/systemd/system/node-agent.service:2`],
    ],
    [
      'kubelet.service is masked, and nothing else starts one',
      { ...V17, ...plain, ...masked('kubelet.service') },
      {},
      'fail',
      ['error kubelet-does-not-start /etc/systemd/system/kubelet.service:1', 'open kubelet-undecided'],
    ],
    [
      'kubelet.service is masked, and two others start one',
      {
        ...V17,
        ...plain,
        ...masked('kubelet.service'),
        ...node,
        ...nodeFiles,
        ...own('other-agent.service', '/usr/bin/kubelet --config=/etc/good.yaml'),
      },
      {},
      'undetermined',
      [
        'open kubelet-undecided /etc/systemd/system/other-agent.service:1',
        'warning cgroup-driver-mismatch /etc/systemd/system/node-agent.service:2',
      ],
    ],
    [
      'the same, and one of the two is enabled',
      {
        ...V17,
        ...plain,
        ...masked('kubelet.service'),
        ...node,
        ...nodeFiles,
        ...own('other-agent.service', '/usr/bin/kubelet --config=/etc/good.yaml'),
        ...enabled('other-agent.service'),
      },
      {},
      'pass',
      [],
    ],
    [
      'k3s beside a masked kubelet.service',
      { ...V17, ...plain, ...masked('kubelet.service'), ...own('k3s.service', '/usr/local/bin/k3s agent') },
      {},
      'undetermined',
      [
        'open boot-generated /etc/systemd/system/k3s.service:1',
        'open kubelet-undecided',
        'warning kubelet-does-not-start /etc/systemd/system/kubelet.service:1',
      ],
    ],
    [
      'kubelet.service alone is enabled',
      { ...V17, ...plain, ...node, ...nodeFiles, ...enabled('kubelet.service', packaged) },
      {},
      'pass',
      [],
    ],
    [
      'the other alone is enabled',
      { ...V17, ...plain, ...node, ...nodeFiles, ...enabled('node-agent.service') },
      {},
      'fail',
      [`${wrong} /etc/systemd/system/node-agent.service:2`],
    ],
    [
      'the other alone is enabled, and kubeadm may start kubelet.service',
      { ...V17, ...K130, ...node, ...nodeFiles, ...enabled('node-agent.service') },
      {},
      'undetermined',
      [unsure],
    ],
    [
      'a timer starts the other',
      {
        ...V17,
        ...plain,
        ...node,
        ...nodeFiles,
        '/etc/systemd/system/node-agent.timer': '[Timer]\nOnBootSec=1\n',
        ...enabled('node-agent.timer'),
      },
      {},
      'fail',
      [`${wrong} /etc/systemd/system/node-agent.service:2`],
    ],
    [
      'a unit that starts wants the other',
      {
        ...V17,
        ...plain,
        ...node,
        ...nodeFiles,
        '/etc/systemd/system/a.service':
          '[Unit]\nWants=b.service \\\n node-agent.service\n[Service]\nExecStart=/bin/true\n',
        ...enabled('a.service'),
      },
      {},
      'fail',
      [`${wrong} /etc/systemd/system/node-agent.service:2`],
    ],
    [
      'containerd.service is masked, and another unit starts containerd',
      { ...V17, ...K130, ...masked('containerd.service'), ...bad, ...badFile },
      {},
      'fail',
      [mismatch],
    ],
    [
      'containerd.service is masked, and the other one serves another socket',
      {
        ...V17,
        ...K130,
        ...masked('containerd.service'),
        ...own('runtime.service', '/usr/bin/containerd -a /run/other.sock'),
      },
      {},
      'fail',
      ['error containerd-unit-refused /etc/systemd/system/containerd.service:1'],
    ],
    [
      'its files give the daemon one folder for two',
      { ...withContainerd('1.7.20', `state = "/var/lib/containerd"\n${version2('true')}`), ...K130 },
      {},
      'fail',
      ['error config-type /etc/containerd/config.toml:1'],
    ],
    [
      'its files do so, and a flag goes before them',
      {
        ...withContainerd('1.7.20', `state = "/var/lib/containerd"\n${version2('true')}`),
        ...K130,
        '/usr/lib/systemd/system/containerd.service': '[Service]\nExecStart=/usr/bin/containerd --state=/run/other\n',
      },
      {},
      'pass',
      [],
    ],
    [
      'containerd.service is disabled, and the other one is enabled',
      { ...V17, ...K130, ...bad, ...badFile, ...enabled('runtime.service') },
      {},
      'fail',
      [mismatch],
    ],
    [
      'containerd.service alone is enabled',
      { ...V17, ...K130, ...bad, ...badFile, ...enabled('containerd.service', packaged) },
      {},
      'pass',
      [],
    ],
    [
      'both are enabled',
      {
        ...V17,
        ...K130,
        ...bad,
        ...badFile,
        ...enabled('containerd.service', packaged),
        ...enabled('runtime.service'),
      },
      {},
      'undetermined',
      ['open runtime-undecided'],
    ],
    [
      'neither is, and the first boot enables the one that has [Install]',
      { ...V17, ...K130, ...bad, ...badFile, ...enabled('x.service'), '/etc/machine-id': 'uninitialized\n' },
      {},
      'fail',
      [mismatch],
    ],
    [
      'a preset disables that one',
      {
        ...V17,
        ...K130,
        ...bad,
        ...badFile,
        ...enabled('x.service'),
        '/etc/machine-id': 'uninitialized\n',
        '/usr/lib/systemd/system-preset/90-default.preset': 'enable runtime.service\n',
        '/etc/systemd/system-preset/10-own.preset': '# x\ndisable run*\n',
      },
      {},
      'undetermined',
      ['open runtime-undecided'],
    ],
  ]);
});
