import { describe, expect, it } from 'vitest';
import {
  kubeletConfiguration,
  MUTE,
  program,
  version2,
  version3,
  withContainerd,
  withKubeadm,
  withKubelet,
} from '../support/node-image.ts';
import { checkImages, judgeFiles } from './judge-files.ts';

const CONFIG = '/etc/containerd/config.toml';
const DPKG =
  'Package: containerd.io\nStatus: install ok installed\nVersion: 1.7.27-1\n\n' +
  'Package: kubelet\nStatus: install ok installed\nVersion: 1.30.2-1.1\n';
const LISTS = {
  '/var/lib/dpkg/status': DPKG,
  '/var/lib/dpkg/info/containerd.io.list': '/usr/bin/containerd\n',
  '/var/lib/dpkg/info/kubelet.list': '/usr/bin/kubelet\n',
};
/** A version 2 table in a file of version 3 counts for some releases of 2.x only, and 1.7 refuses it. */
const mixed = version2('true').replace('version = 2', 'version = 3');

const ignored = 'warning kubelet-setting-ignored /etc/kubelet.yaml:3';

describe('versions that are not those of the program that runs', () => {
  checkImages([
    [
      'containerd in /usr/local where the package’s is in /usr',
      {
        ...withContainerd(null, mixed),
        ...LISTS,
        ...withKubeadm('v1.30.2'),
        '/usr/local/bin/containerd': MUTE,
        '/usr/lib/systemd/system/containerd.service': '[Service]\nExecStart=/usr/local/bin/containerd\n',
      },
      {},
      'undetermined',
      [
        'open version-decides',
        `warning config-version-unsupported ${CONFIG}:1`,
        `warning cgroup-driver-mismatch ${CONFIG}:1`,
        `warning table-not-read ${CONFIG}:5`,
        `warning upgrade-hazard ${CONFIG}:2`,
        `warning upgrade-hazard ${CONFIG}:2`,
        `warning version-taken-for-2 ${CONFIG}:1`,
      ],
    ],
    [
      'the package’s own',
      { ...withContainerd(null, mixed), ...LISTS, ...withKubeadm('v1.30.2') },
      {},
      'fail',
      [`error config-version-unsupported ${CONFIG}:1`, `warning upgrade-hazard ${CONFIG}:2`],
    ],
    [
      'a kubelet that says none beside kubeadm, where the kubelets that go with it differ',
      {
        ...withContainerd('2.2.7', version3('true')),
        ...withKubelet(null, kubeletConfiguration('cgroupfs')),
        '/usr/bin/kubeadm': program('k8s.io/kubernetes/cmd/kubeadm', 'v1.32.1'),
      },
      {},
      'undetermined',
      ['open version-decides', 'warning cgroup-driver-mismatch /etc/kubelet.yaml:3', ignored],
    ],
    [
      'and where they do not',
      {
        ...withContainerd('2.2.7', version3('true')),
        ...withKubelet(null, kubeletConfiguration('cgroupfs')),
        '/usr/bin/kubeadm': program('k8s.io/kubernetes/cmd/kubeadm', 'v1.36.1'),
      },
      {},
      'pass',
      [ignored],
    ],
    [
      'a version file of kind that cannot be read',
      {
        ...withContainerd('1.7.27', version2('true')),
        ...withKubeadm('v1.30.2'),
        '/kind/version': `v1.30.2\n${'#'.repeat(5000)}`,
      },
      {},
      'undetermined',
      ['open kubelet-undecided /kind/version:1'],
    ],
  ]);

  it('are named', async () => {
    const files = {
      ...withContainerd('2.2.7', version3('true')),
      ...withKubelet('v1.39.0', kubeletConfiguration('systemd')),
    };
    expect((await judgeFiles(files, { notes: true })).messages).toContain(
      'kubelet v1.39.0 was judged by the rules of 1.37, the newest that are known',
    );
    const mute = {
      ...files,
      '/usr/bin/kubelet': MUTE,
      '/usr/bin/kubeadm': program('k8s.io/kubernetes/cmd/kubeadm', 'v1.36.1'),
    };
    expect((await judgeFiles(mute, { notes: true })).messages).toContainEqual(
      expect.stringContaining("the kubelet's version is not known: it may go with kubeadm's v1.36.1 (version stamped"),
    );
    const other = { ...files, ...LISTS, '/usr/bin/containerd': MUTE, '/usr/local/bin/containerd': MUTE };
    expect(
      (
        await judgeFiles(
          { ...other, '/etc/systemd/system/containerd.service': '[Service]\nExecStart=/usr/local/bin/containerd\n' },
          { notes: true },
        )
      ).messages,
    ).toContain(
      'the version of /usr/local/bin/containerd is not known: 1.7.27-1 is that of another file (dpkg package containerd.io)',
    );
  });
});
