import { describe } from 'vitest';
import { checkImages } from '../resolve/judge-files.ts';
import { kubeletConfiguration, version2, withContainerd, withKubeadm } from '../support/node-image.ts';

const DROP_INS = '/etc/systemd/system/kubelet.service.d';
const KUBEADM = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
const V17 = withContainerd('1.7.20', version2('true'));
const K130 = withKubeadm('v1.30.2');
const notes = { notes: true };
/** What kubeadm's way of doing things always brings along. */
const JOINS = 'note joins-with-cluster-config';

const extra = (value: string): string => `[Service]\nEnvironment="KUBELET_EXTRA_ARGS=${value}"\n`;

describe('an argument that is lost on its way to the kubelet', () => {
  checkImages([
    [
      'to a later drop-in',
      {
        ...V17,
        ...K130,
        [`${DROP_INS}/20-driver.conf`]: extra('--cgroup-driver=cgroupfs'),
        [`${DROP_INS}/30-level.conf`]: extra('--v=2'),
      },
      {},
      'pass',
      [`warning environment-lost ${DROP_INS}/20-driver.conf:2`],
    ],
    [
      'to an empty Environment=, the configuration file too',
      { ...V17, ...K130, [`${DROP_INS}/30-own.conf`]: '[Service]\nEnvironment=\n' },
      {},
      'undetermined',
      [
        ...Array.from({ length: 3 }, () => `open kubelet-undecided ${KUBEADM}:6`),
        'warning cgroup-driver-mismatch',
        `warning environment-lost ${KUBEADM}:2`,
      ],
    ],
    [
      'and not where it is said again',
      {
        ...V17,
        ...K130,
        [`${DROP_INS}/20-driver.conf`]: extra('--cgroup-driver=systemd'),
        [`${DROP_INS}/30-level.conf`]: extra('--v=2 --cgroup-driver systemd'),
      },
      {},
      'pass',
      [],
    ],
    [
      'nor where it says nothing of the driver',
      {
        ...V17,
        ...K130,
        [`${DROP_INS}/20-level.conf`]: extra('--v=4'),
        [`${DROP_INS}/30-level.conf`]: extra('--v=2'),
      },
      {},
      'pass',
      [],
    ],
  ]);
});

describe('a file that nothing reads', () => {
  checkImages([
    [
      'for the name of the drop-in',
      { ...V17, ...K130, [`${DROP_INS}/20-driver`]: extra('--cgroup-driver=systemd') },
      notes,
      'pass',
      [JOINS, `note unit-drop-in-hidden ${DROP_INS}/20-driver:1`],
    ],
    [
      'as it was put aside',
      {
        ...V17,
        ...K130,
        [`${DROP_INS}/20-driver.conf.rpmsave`]: extra('--cgroup-driver=cgroupfs'),
        [`${DROP_INS}/20-driver.conf~`]: extra('--cgroup-driver=cgroupfs'),
      },
      notes,
      'pass',
      [JOINS],
    ],
    [
      'as kubeadm join takes the configuration of the cluster',
      {
        ...V17,
        ...K130,
        '/etc/kubernetes/kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta3\nkind: JoinConfiguration\n---\n${kubeletConfiguration('cgroupfs')}`,
      },
      {},
      'pass',
      ['warning kubeadm-input-unread /etc/kubernetes/kubeadm.yaml:6'],
    ],
  ]);
});

const WRAPPED = '[Service]\nExecStart=/usr/local/bin/start-kubelet --cgroup-driver=systemd\n';

describe("a program of the kubelet's unit", () => {
  checkImages([
    [
      'that is not in the image',
      { ...V17, '/etc/systemd/system/kubelet.service': WRAPPED },
      { ...notes, kubeletVersion: 'v1.30.2' },
      'undetermined',
      [
        'note unit-program-missing /etc/systemd/system/kubelet.service:2',
        'open kubelet-undecided /etc/systemd/system/kubelet.service:2',
      ],
    ],
    [
      'that is elsewhere in the image, of which the doubt tells',
      {
        ...V17,
        ...K130,
        '/etc/systemd/system/kubelet.service': '[Service]\nExecStart=/opt/bin/kubelet\n',
        [KUBEADM]: '',
      },
      notes,
      'undetermined',
      ['open kubelet-undecided /etc/systemd/system/kubelet.service:2', 'warning cgroup-driver-mismatch'],
    ],
    [
      'that is the kubelet, in a tree without programs',
      {
        ...V17,
        '/etc/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet --cgroup-driver=systemd\n',
      },
      { ...notes, kubeletVersion: 'v1.30.2' },
      'pass',
      [],
    ],
  ]);
});
