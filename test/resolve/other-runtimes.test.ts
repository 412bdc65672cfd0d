import { describe } from 'vitest';
import {
  type Files,
  kubeletConfiguration,
  MUTE,
  program,
  version2,
  withContainerd,
  withKubeadm,
  withKubelet,
} from '../support/node-image.ts';
import { checkImages } from './judge-files.ts';

const ENDPOINT = '--container-runtime-endpoint=unix:///run/containerd/containerd.sock';
const CRIO_SOCKET = 'unix:///run/crio/crio.sock';
const CRIO_UNIT = `[Unit]
Description=CRI-O
[Service]
Type=notify
EnvironmentFile=-/etc/sysconfig/crio
ExecStart=/usr/bin/crio \\
          $CRIO_CONFIG_OPTIONS \\
          $CRIO_RUNTIME_OPTIONS
[Install]
WantedBy=multi-user.target
`;
const CRIO_FILE = `[crio.image]
signature_policy = "/etc/crio/policy.json"

[crio.runtime]
default_runtime = "crun"

[crio.runtime.runtimes.crun]
runtime_path = "/usr/libexec/crio/crun"
runtime_root = "/run/crun"
monitor_path = "/usr/libexec/crio/conmon"
allowed_annotations = [
    "io.containers.trace-syscall",
]

[crio.runtime.runtimes.runc]
runtime_path = "/usr/libexec/crio/runc"
runtime_root = "/run/runc"
monitor_path = "/usr/libexec/crio/conmon"
`;
const CONFIG = '/etc/containerd/config.toml';
const V17 = withContainerd('1.7.20', version2('true'));
const V17_FALSE = withContainerd('1.7.20', version2('false'));
const K130 = withKubeadm('v1.30.2');
const _mismatch = `error cgroup-driver-mismatch ${CONFIG}:5`;

describe('other runtimes', () => {
  const crio: Files = { '/usr/bin/crio': program('github.com/cri-o/cri-o/cmd/crio', '1.30.0') };
  const unit = '/etc/systemd/system/crio.service';
  checkImages([
    ['CRI-O, which is on systemd by itself', { ...crio, ...K130 }, {}, 'pass', []],
    [
      'CRI-O on cgroupfs',
      {
        ...crio,
        ...K130,
        '/etc/crio/crio.conf': '[crio.runtime]\ncgroup_manager = "cgroupfs"\nconmon_cgroup = "pod"\n',
      },
      {},
      'fail',
      ['error cgroup-driver-mismatch /etc/crio/crio.conf:2'],
    ],
    [
      'CRI-O behind a shell',
      { ...crio, ...K130, [unit]: '[Service]\nExecStart=/bin/sh -c "exec crio --cgroup-manager=cgroupfs"\n' },
      {},
      'undetermined',
      [`open runtime-undecided ${unit}:2`],
    ],
    [
      'a masked CRI-O',
      { ...crio, ...K130, [unit]: { symlink: '/dev/null' } },
      {},
      'fail',
      [`error other-runtime-refuses ${unit}:1`],
    ],
    ['CRI-O beside containerd', { ...crio, ...V17, ...K130 }, {}, 'undetermined', ['open runtime-missing']],
    [
      'CRI-O beside containerd, and the kubelet says which',
      {
        ...crio,
        ...V17_FALSE,
        ...withKubelet(
          'v1.30.2',
          `${kubeletConfiguration('systemd')}containerRuntimeEndpoint: unix:///var/run/crio/crio.sock\n`,
        ),
      },
      {},
      'pass',
      [],
    ],
    [
      'CRI-O beside a kubelet that is told nothing, which uses containerd’s socket',
      { ...crio, ...withKubelet('v1.30.2', kubeletConfiguration('systemd'), '') },
      {},
      'undetermined',
      ['open runtime-missing'],
    ],
    [
      'CRI-O at another socket than the kubelet is told',
      {
        ...crio,
        '/etc/crio/crio.conf': '[crio.api]\nlisten = "/run/crio/own.sock"\n',
        ...withKubelet('v1.30.2', kubeletConfiguration('systemd'), `--container-runtime-endpoint=${CRIO_SOCKET}`),
      },
      {},
      'undetermined',
      ['open runtime-undecided /etc/crio/crio.conf:2'],
    ],
    [
      'CRI-O at the socket that the kubelet is told, as its packages start it',
      {
        ...crio,
        [unit]: CRIO_UNIT,
        '/etc/crio/crio.conf.d/10-crio.conf': CRIO_FILE,
        ...withKubelet('v1.30.2', kubeletConfiguration('systemd'), `--container-runtime-endpoint=${CRIO_SOCKET}`),
      },
      {},
      'pass',
      [],
    ],
    [
      'an old kubelet that is told an endpoint and not to use it',
      { '/usr/bin/dockerd': MUTE, ...V17, ...withKubelet('v1.23.0', kubeletConfiguration('systemd'), ENDPOINT) },
      {},
      'undetermined',
      ['open runtime-missing'],
    ],
    [
      'and one that is told to use it',
      {
        '/usr/bin/dockerd': MUTE,
        ...V17,
        ...withKubelet('v1.23.0', kubeletConfiguration('systemd'), `--container-runtime=remote ${ENDPOINT}`),
      },
      {},
      'pass',
      [],
    ],
    [
      'Docker with a driver of the host',
      { '/usr/bin/dockerd': MUTE, '/usr/bin/cri-dockerd': MUTE, ...K130 },
      {},
      'undetermined',
      ['open runtime-undecided'],
    ],
  ]);
});

describe("Docker's packages, whose containerd has no CRI plugin", () => {
  const packaged: Files = {
    ...withContainerd('1.7.27', 'disabled_plugins = ["cri"]\n'),
    '/usr/bin/dockerd': program('github.com/docker/docker/cmd/dockerd', '27.3.1'),
    '/etc/docker/daemon.json': '{"exec-opts": ["native.cgroupdriver=systemd"]}\n',
  };
  const shim: Files = { '/usr/bin/cri-dockerd': program('github.com/Mirantis/cri-dockerd', '0.3.15') };
  const wrong: Files = { '/etc/docker/daemon.json': '{"exec-opts": ["native.cgroupdriver=cgroupfs"]}\n' };
  const own = (flags: string) => withKubelet('v1.30.2', kubeletConfiguration('systemd'), flags);
  const off = [`error cri-disabled ${CONFIG}:1`];
  checkImages([
    ['with cri-dockerd', { ...packaged, ...shim, ...K130 }, {}, 'pass', []],
    [
      'on cgroupfs',
      { ...packaged, ...shim, ...K130, ...wrong },
      {},
      'fail',
      ['error cgroup-driver-mismatch /etc/docker/daemon.json:1'],
    ],
    ['without it', { ...packaged, ...K130 }, {}, 'fail', off],
    [
      'without it, and a kubelet that has a dockershim',
      { ...packaged, ...withKubelet('v1.23.0', kubeletConfiguration('systemd')) },
      {},
      'pass',
      [],
    ],
    ['and a kubelet that is told to use containerd', { ...packaged, ...shim, ...own(ENDPOINT) }, {}, 'fail', off],
    [
      'and one that is told nothing, which uses containerd’s socket',
      { ...packaged, ...shim, ...own('') },
      {},
      'fail',
      off,
    ],
    [
      'and one that is told to use cri-dockerd',
      { ...packaged, ...shim, ...own('--container-runtime-endpoint=unix:///run/cri-dockerd.sock') },
      {},
      'pass',
      [],
    ],
    [
      'with a CRI plugin after all',
      { ...packaged, ...shim, ...K130, [CONFIG]: version2('true') },
      {},
      'undetermined',
      ['open runtime-missing'],
    ],
    [
      'with a CRI plugin that fails',
      { ...packaged, ...shim, ...K130, [CONFIG]: '[broken' },
      {},
      'undetermined',
      ['open runtime-missing'],
    ],
  ]);
});
