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
      [lost],
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
      [lost],
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
      [lost],
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

describe('lines of tmpfiles.d', () => {
  const conf = (text: string) => ({ '/usr/lib/tmpfiles.d/node.conf': text });
  const open = 'open boot-generated /usr/lib/tmpfiles.d/node.conf:1';
  const factory = { '/usr/share/factory/etc/containerd/config.toml': version2('false') };
  const good = { ...V17, ...K130, ...factory };
  const without = { ...withContainerd('1.7.20', null), ...K130 };
  const bare = { ...without, ...factory };
  const changes: readonly (readonly [string, string])[] = [
    ['a file written anew', `f+ ${CONFIG} 0644 root root - version = 2\n`],
    ['the old name of the same', `F ${CONFIG} - - - - x\n`],
    ['a file written into', `w ${CONFIG} - - - - version = 2\n`],
    ['a file appended to', `w+ /etc/containerd/*.toml - - - - \\n[plugins]\n`],
    ['a link in the place of the file', `L+ ${CONFIG} - - - - /usr/share/containerd/other.toml\n`],
    ['a link in the place of the folder', 'L+! /etc/containerd\n'],
    ['a file removed', `r! ${CONFIG}\n`],
    ['what a pattern matches removed', 'R /etc/container[d]/config.*\n'],
    ['a folder above removed', 'R /etc/containerd\n'],
    ['a folder emptied', 'D /etc/containerd 0755 root root -\n'],
    ['what is old removed', 'd /etc/containerd 0755 root root 10d\n'],
    ['a drop-in of a unit', 'f /etc/systemd/system/containerd.service.d/x.conf - - - - [Service]\\nExecStart=\n'],
    ['a drop-in of every service', 'f /etc/systemd/system/service.d/x.conf - - - - [Service]\n'],
    ['the kubelet’s flags', 'f /etc/default/kubelet - - - - KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n'],
    ['a name that only the node knows', 'f /etc/containerd/%H.toml\n'],
    ['quotes and escapes', `"f+" "/etc/containerd\\x2fconfig.toml"\n`],
  ];
  checkImages(changes.map(([name, text]) => [name, { ...good, ...conf(text) }, {}, 'undetermined', [open]]));
  checkImages(
    [
      ['a copy of what is not there', `C ${CONFIG}\n`],
      ['a copy of a folder that is not there', 'C /etc/containerd - - - - /usr/share/factory/etc/containerd\n'],
      ['what is missing in the whole folder', 'C+ /etc\n'],
      ['a link to what is not there', `L ${CONFIG}\n`],
    ].map(([name, text]) => [
      name!,
      { ...bare, ...conf(text!) },
      {},
      'undetermined',
      [open, 'warning cgroup-driver-mismatch'],
    ]),
  );

  const nothing: readonly (readonly [string, string])[] = [
    ['a comment', `#f+ ${CONFIG}\n`],
    ['a file that is there', `f ${CONFIG} - - - - x\n`],
    ['a copy onto a file that is there', `C ${CONFIG}\nC+ ${CONFIG}\n`],
    ['a copy of a folder that is there', 'C /etc/containerd\nC /etc\n'],
    ['a copy of nothing', 'C /etc/default/kubelet - - - - /usr/share/gone\n'],
    ['a link onto a file that is there', `L ${CONFIG} - - - - /usr/share/x\n`],
    ['a link to nothing that may be missing', 'L? /etc/default/kubelet - - - - /usr/share/gone\n'],
    ['folders', 'd /etc/containerd 0755 - - -\nd /etc/kubernetes/manifests\nD /run/containerd\nq /var - - - -\n'],
    [
      'what is not there',
      'r /etc/containerd/gone.toml\nw /etc/containerd/gone.toml - - - - x\nD /etc/containerd/none\n',
    ],
    ['modes and ages elsewhere', 'z /etc/containerd/config.toml 0600\nd /tmp 1777 root root 10d\nR! /tmp/.X11-unix\n'],
    ['static pods', 'C /etc/kubernetes/manifests - - - - /usr/share/factory/etc/containerd\n'],
    ['other programs', 'f+ /etc/systemd/system/other.service - - - - x\nL+ /etc/mtab - - - - ../proc/self/mounts\n'],
    ['Docker’s, which this node does not use', 'f+ /etc/docker/daemon.json - - - - {}\n'],
  ];
  checkImages(nothing.map(([name, text]) => [name, { ...good, ...conf(text) }, {}, 'pass', []]));
  checkImages([
    [
      'a file that one of the same name hides',
      { ...good, ...conf(`f+ ${CONFIG}\n`), '/etc/tmpfiles.d/node.conf': { symlink: '/dev/null' } },
      {},
      'pass',
      [],
    ],
    [
      'a configuration elsewhere that the unit names',
      {
        ...good,
        '/usr/lib/systemd/system/containerd.service': '[Service]\nExecStart=/usr/bin/containerd -c /opt/c.toml\n',
        '/opt/c.toml': version2('true'),
        ...conf('f+ /opt/c.toml - - - - x\n'),
      },
      {},
      'undetermined',
      [open],
    ],
    [
      'what ostree brings to /etc',
      {
        ...without,
        '/ostree': { directory: true },
        '/usr/etc/containerd/config.toml': version2('true'),
      },
      {},
      'undetermined',
      ['open boot-generated /usr/etc/containerd/config.toml:1', 'warning cgroup-driver-mismatch'],
    ],
  ]);
});

describe('what may run at boot', () => {
  const own = (command: string) => ({ '/etc/systemd/system/setup.service': `[Service]\nExecStart=${command}\n` });
  const download = '/bin/sh -c "curl -fsSL https://example.com/setup | sh"';
  const at = '/etc/systemd/system/setup.service:2';
  checkImages([
    ['a download', { ...V17, ...K130, ...own(download) }, {}, 'undetermined', [`open boot-unclear ${at}`]],
    [
      'a download, where the driver is wrong as it is',
      { ...withContainerd('1.7.20', version2('false')), ...K130, ...own(download) },
      {},
      'undetermined',
      [`open boot-unclear ${at}`, `${likely} ${CONFIG}:5`],
    ],
    [
      'a program that is given the kubelet’s configuration',
      { ...V17, ...K130, ...own('/opt/bin/tune /var/lib/kubelet/config.yaml') },
      {},
      'undetermined',
      [`open boot-unclear ${at}`],
    ],
    [
      'a script that writes it: its line is told',
      { ...V17, ...K130, ...own('/opt/a.sh'), '/opt/a.sh': `#!/bin/sh\ntrue\nrm ${CONFIG}\n` },
      {},
      'undetermined',
      ['open boot-generated /opt/a.sh:3'],
    ],
    [
      'the same, where the kubelet follows the runtime',
      { ...V22, ...withKubeadm('v1.34.1'), ...own('/opt/bin/tune /var/lib/kubelet/config.yaml') },
      {},
      'pass',
      [],
    ],
  ]);
});
