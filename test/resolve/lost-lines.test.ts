import { describe } from 'vitest';
import { version2, version3, withContainerd, withKubeadm } from '../support/node-image.ts';
import { checkImages } from './judge-files.ts';

const DROP_IN = '/etc/systemd/system/kubelet.service.d/20-mine.conf';
const V17 = withContainerd('1.7.20', version2('true'));
const V21 = withContainerd('2.1.4', version3('true'));
const K130 = withKubeadm('v1.30.2');

describe('lines that were meant to do something', () => {
  checkImages([
    [
      'below a mistake in a drop-in',
      { ...V17, ...K130, [DROP_IN]: '[Service]\nExecStart=kubelet/run\nEnvironment=A=1\n' },
      {},
      'pass',
      [`warning unit-drop-in-cut-off ${DROP_IN}:2`],
    ],
    [
      'an ExecStart= that may fail, with a mistake',
      { ...V17, ...K130, [DROP_IN]: '[Service]\nExecStart=-kubelet/run\n' },
      {},
      'pass',
      [`warning unit-line-ignored ${DROP_IN}:2`],
    ],
    [
      'a default_runtime for containerd 2',
      {
        ...V21,
        ...K130,
        '/etc/containerd/config.toml': `${version3('true')}[plugins."io.containerd.cri.v1.runtime".containerd.default_runtime]\nruntime_type = "io.containerd.runc.v2"\n`,
      },
      {},
      'pass',
      ['warning removed-setting /etc/containerd/config.toml:6'],
    ],
    [
      'a runc that default_runtime takes the place of',
      {
        ...K130,
        ...withContainerd(
          '1.7.20',
          `${version2('true')}[plugins."io.containerd.grpc.v1.cri".containerd.default_runtime]\n  runtime_type = "io.containerd.runc.v2"\n`,
        ),
      },
      { notes: true },
      'fail',
      [
        'error cgroup-driver-mismatch /etc/containerd/config.toml:6',
        'note joins-with-cluster-config',
        'note legacy-runtime-table /etc/containerd/config.toml:6',
      ],
    ],
  ]);
});
