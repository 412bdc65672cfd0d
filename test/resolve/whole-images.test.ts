import { describe } from 'vitest';
import {
  handler,
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
const KUBELET_UNIT = '/etc/systemd/system/kubelet.service';
const LOSING = 'warning runtime-losing-support';
const V17 = withContainerd('1.7.20', version2('true'));
const V17_FALSE = withContainerd('1.7.20', version2('false'));
const V21 = withContainerd('2.1.5', version2('true'));
const K130 = withKubeadm('v1.30.2');
const K134 = withKubeadm('v1.34.1');
const mismatch = `error cgroup-driver-mismatch ${CONFIG}:5`;

describe('both sides in the image', () => {
  checkImages([
    ['systemd on both', { ...V17, ...K130 }, {}, 'pass', []],
    ['the classic mistake', { ...V17_FALSE, ...K130 }, {}, 'fail', [mismatch]],
    [
      'no configuration at all',
      { ...withContainerd('1.7.20', null), ...K130 },
      {},
      'fail',
      ['error cgroup-driver-mismatch'],
    ],
    [
      'a kubelet on cgroupfs',
      { ...V17, ...withKubelet('v1.30.2', kubeletConfiguration('cgroupfs')) },
      {},
      'fail',
      ['error cgroup-driver-mismatch /etc/kubelet.yaml:3'],
    ],
    [
      'a flag that beats the file',
      { ...V17, ...withKubelet('v1.30.2', kubeletConfiguration('systemd'), '--cgroup-driver=cgroupfs') },
      {},
      'fail',
      [`error cgroup-driver-mismatch ${KUBELET_UNIT}:2`, 'warning kubelet-setting-overridden /etc/kubelet.yaml:3'],
    ],
    [
      'a kubelet that follows containerd 2, whatever its own file says',
      { ...V21, ...withKubelet('v1.34.1', kubeletConfiguration('cgroupfs')) },
      {},
      'pass',
      ['warning kubelet-setting-ignored /etc/kubelet.yaml:3'],
    ],
    [
      'a gate that keeps the kubelet from following',
      {
        ...withContainerd('2.1.5', version2('false')),
        ...withKubelet(
          'v1.32.0',
          `${kubeletConfiguration('systemd')}featureGates:\n  KubeletCgroupDriverFromCRI: false\n`,
        ),
      },
      {},
      'fail',
      [mismatch, 'warning kubelet-gate-off /etc/kubelet.yaml:5'],
    ],
    ['containerd 1 under a kubelet that counts it as losing support', { ...V17, ...K134 }, {}, 'pass', [LOSING]],
    [
      'containerd 1 under a kubelet that is planned to refuse it',
      { ...V17, ...withKubeadm('v1.38.0') },
      {},
      'undetermined',
      ['open kubelet-undecided'],
    ],
    [
      'a flag that no kubelet has',
      { ...V17, ...withKubelet('v1.30.2', kubeletConfiguration('systemd'), '--cgroup-drvier=systemd') },
      {},
      'undetermined',
      [`open kubelet-undecided ${KUBELET_UNIT}:2`, `warning kubelet-flags ${KUBELET_UNIT}:2`],
    ],
    [
      'a kubeadm configuration with cgroupfs',
      {
        ...V17,
        ...K130,
        '/etc/kubernetes/kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta3\nkind: InitConfiguration\n---\n${kubeletConfiguration('cgroupfs')}`,
      },
      {},
      'fail',
      ['error cgroup-driver-mismatch /etc/kubernetes/kubeadm.yaml:6'],
    ],
    ["kind's image", { ...V21, ...K134, '/kind/version': 'v1.34.1\n' }, {}, 'pass', []],
    [
      "kind's image of an old version, with systemd",
      { ...withContainerd('1.6.4', version2('true')), ...withKubeadm('v1.23.0'), '/kind/version': 'v1.23.0\n' },
      {},
      'fail',
      ['error cgroup-driver-mismatch /kind/version:1'],
    ],
    [
      'an init other than systemd',
      { ...V17, ...K130, '/usr/lib/systemd/systemd': { symlink: '/nowhere' }, '/usr/sbin/init': '' },
      {},
      'fail',
      ['error systemd-not-init'],
    ],
    [
      'cgroupfs on both, where they only have to agree',
      { ...V17_FALSE, ...withKubelet('v1.30.2', kubeletConfiguration('cgroupfs')) },
      { require: 'match' },
      'pass',
      [],
    ],
  ]);
});

describe('several handlers', () => {
  const two = (runc: string, nvidia: string): string =>
    `${version2(runc)}${handler('nvidia', `SystemdCgroup = ${nvidia}`)}`;
  const otherDefault = (type: string): string =>
    `version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd]\n  default_runtime_name = "other"\n${handler('runc', 'SystemdCgroup = true')}${handler('other', null, type)}`;
  checkImages([
    [
      'the second one differs',
      { ...withContainerd('2.1.5', two('true', 'false')), ...K134 },
      {},
      'fail',
      [`error cgroup-driver-mismatch ${CONFIG}:9`],
    ],
    [
      'and is not asked for',
      { ...withContainerd('2.1.5', two('true', 'false')), ...K134 },
      { handlers: 'default' },
      'pass',
      [],
    ],
    [
      'the default one differs, and the kubelet follows it: its line is the wrong one',
      { ...withContainerd('2.1.5', two('false', 'true')), ...K134 },
      {},
      'fail',
      [mismatch, `error cgroup-driver-not-systemd ${CONFIG}:5`],
    ],
    [
      'a default one without options, for which another answers',
      { ...withContainerd('2.1.5', otherDefault('io.containerd.runc.v2')), ...K134 },
      {},
      'fail',
      [`error cgroup-driver-mismatch ${CONFIG}:8`, `warning runtime-config-by-other-handler ${CONFIG}:7`],
    ],
    [
      'a default one that is no runc',
      { ...withContainerd('1.7.20', otherDefault('io.containerd.kata.v2')), ...K130 },
      {},
      'undetermined',
      [`open handler-undecided ${CONFIG}:8`],
    ],
    [
      'a value in quotes',
      { ...withContainerd('1.7.20', version2('"true"')), ...K130 },
      {},
      'fail',
      [`error options-error ${CONFIG}:5`],
    ],
    ['a name that is none', { ...V17, ...K130 }, { handlers: ['kata'] }, 'fail', ['error handler-not-found']],
  ]);
});

describe('one side missing', () => {
  checkImages([
    ['nothing of a node', {}, {}, 'undetermined', ['open not-a-node-image']],
    ['no runtime', K130, {}, 'undetermined', ['open runtime-missing']],
    ['no kubelet', V17, {}, 'undetermined', ['open kubelet-missing']],
    ['no kubelet, and a version that was said', V17, { kubeletVersion: 'v1.30.2' }, 'pass', []],
    [
      'no kubelet, and a configuration that was given',
      V17,
      { given: kubeletConfiguration('cgroupfs'), kubeletVersion: 'v1.30.2' },
      'fail',
      ['error cgroup-driver-mismatch given.yaml:3'],
    ],
    [
      'no kubelet, and systemd is missing on the other side',
      V17_FALSE,
      {},
      'fail',
      [`error cgroup-driver-not-systemd ${CONFIG}:5`, 'open kubelet-missing'],
    ],
    [
      'no kubelet, where they only have to agree',
      V17_FALSE,
      { require: 'match' },
      'undetermined',
      ['open kubelet-missing'],
    ],
    [
      'a kubelet without a unit, which may be told anything',
      { ...V17, '/usr/bin/kubelet': kubelet('v1.30.2') },
      {},
      'undetermined',
      ['open kubelet-undecided'],
    ],
    [
      'a kubelet without a unit, which follows containerd 2 whatever it is told',
      { ...V21, '/usr/bin/kubelet': kubelet('v1.34.1') },
      {},
      'pass',
      [],
    ],
    [
      'a given file that is none',
      { ...V17, ...K130 },
      { given: 'a: b\n' },
      'fail',
      ['error kubelet-does-not-start given.yaml:1', 'open kubelet-undecided'],
    ],
    [
      'a given template',
      { ...V17, ...K130 },
      { given: kubeletConfiguration('{{ driver }}') },
      'undetermined',
      ['open kubelet-undecided given.yaml:3'],
    ],
  ]);
});

describe('versions that are not known', () => {
  checkImages([
    [
      'and do not matter',
      { ...withContainerd(null, version2('true')), ...withKubelet('v1.30.2', kubeletConfiguration('systemd')) },
      {},
      'pass',
      [],
    ],
    [
      'and decide whether version 3 is read',
      { ...withContainerd(null, version3('true')), ...K130 },
      {},
      'undetermined',
      [
        'open version-decides',
        `warning cgroup-driver-mismatch ${CONFIG}:1`,
        `warning config-version-unsupported ${CONFIG}:1`,
        `warning table-not-read ${CONFIG}:5`,
        `warning version-taken-for-2 ${CONFIG}:1`,
      ],
    ],
    [
      'and are said',
      { ...withContainerd(null, version3('true')), ...K130 },
      { containerdVersion: '2.1.5' },
      'pass',
      [],
    ],
    [
      'and fail each in its own way',
      { ...withContainerd(null, version2('false')), ...withKubelet(null, kubeletConfiguration('systemd')) },
      { containerdVersion: '2.1.5' },
      'fail',
      [mismatch, `error cgroup-driver-not-systemd ${CONFIG}:5`, 'warning kubelet-setting-ignored /etc/kubelet.yaml:3'],
    ],
    [
      'two packages that differ, and nothing that tells which one counts',
      {
        ...withContainerd(null, version3('true')),
        ...K130,
        '/var/lib/dpkg/status': ['containerd 1.6.20-1', 'containerd.io 2.1.5-1']
          .map((line) => line.split(' '))
          .map(([name, version]) => `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n`)
          .join('\n'),
      },
      {},
      'undetermined',
      [
        'open version-decides',
        `warning cgroup-driver-mismatch ${CONFIG}:1`,
        `warning table-not-read ${CONFIG}:5`,
        `warning version-taken-for-2 ${CONFIG}:1`,
        'warning version-conflict',
      ],
    ],
    [
      'two sources that differ: the program that would run counts',
      {
        ...V21,
        ...K134,
        '/var/lib/dpkg/status':
          'Package: containerd\nStatus: install ok installed\nVersion: 1.7.24-1\nArchitecture: amd64\n',
      },
      {},
      'pass',
      ['warning version-conflict'],
    ],
  ]);
});

describe('what is asked for', () => {
  const failing = { ...V17_FALSE, ...K130 };
  checkImages([
    ['a finding that is accepted', failing, { skip: ['cgroup-driver-mismatch'] }, 'pass', [`${mismatch} skipped`]],
    ['a failing that is only reported', failing, { failOn: 'never' }, 'fail', [mismatch]],
    ['warnings that fail', { ...V17, ...K134 }, { failOn: 'warning' }, 'fail', [LOSING]],
    [
      'a guess fails nothing, whatever is asked',
      { ...V17_FALSE, ...K130, '/kic.txt': '' },
      { failOn: 'warning' },
      'undetermined',
      [`open boot-generated ${CONFIG}:5`, `warning cgroup-driver-mismatch ${CONFIG}:5`],
    ],
    [
      'what is open cannot be skipped',
      { ...V17, '/usr/bin/kubelet': kubelet('v1.30.2') },
      { skip: ['kubelet-undecided', 'kubelet-missing'] },
      'undetermined',
      ['open kubelet-undecided'],
    ],
  ]);
});
