import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileTree } from '../../src/image/file-tree.ts';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;
const recognise = async (files: Files) => (await recogniseBootGenerated(memoryTree(files))).generators;
const names = async (files: Files) => (await recognise(files)).map(({ name }) => name);

const runcTable = (plugin: string, value: string) =>
  `version = 2\n[plugins."${plugin}".containerd.runtimes.runc]\nruntime_type = "io.containerd.runc.v2"\n` +
  `[plugins."${plugin}".containerd.runtimes.runc.options]\nSystemdCgroup = ${value}\n`;
const CRI = 'io.containerd.grpc.v1.cri';

describe('platforms that write the configuration at boot', () => {
  it.each<[string, Files, string]>([
    ['k3s', { '/etc/systemd/system/k3s.service': '' }, '/etc/systemd/system/k3s.service'],
    ['k3s', { '/usr/local/bin/k3s': '' }, '/usr/local/bin/k3s'],
    [
      'rke2',
      { '/usr/local/lib/systemd/system/rke2-agent.service': '' },
      '/usr/local/lib/systemd/system/rke2-agent.service',
    ],
    ['k0s', { '/etc/systemd/system/k0sworker.service': '' }, '/etc/systemd/system/k0sworker.service'],
    ['bottlerocket', { '/usr/share/bottlerocket/application-inventory.json': '{}' }, '/usr/share/bottlerocket'],
    ['bottlerocket', { '/etc/os-release': 'NAME=x\nID=bottlerocket\n' }, '/etc/os-release'],
    ['microk8s', { '/var/lib/snapd/snaps/microk8s_7000.snap': '' }, '/var/lib/snapd/snaps/microk8s_7000.snap'],
    ['canonical-k8s', { '/snap/k8s/100/x': '' }, '/snap/k8s'],
    ['eks-nodeadm', { '/usr/bin/nodeadm': '' }, '/usr/bin/nodeadm'],
    ['eks-bootstrap', { '/etc/eks/bootstrap.sh': '' }, '/etc/eks/bootstrap.sh'],
    ['aks', { '/opt/azure/containers/provision_source.sh': '' }, '/opt/azure/containers/provision_source.sh'],
    ['gke', { '/etc/os-release': 'ID="cos"\n' }, '/etc/os-release'],
    ['gke', { '/home/kubernetes/bin/configure-helper.sh': '' }, '/home/kubernetes/bin/configure-helper.sh'],
    ['talos', { '/usr/lib/os-release': "ID='talos'\n" }, '/usr/lib/os-release'],
    ['kops', { '/opt/kops/bin/nodeup': '' }, '/opt/kops/bin/nodeup'],
    ['minikube', { '/kic.txt': '' }, '/kic.txt'],
    ['kairos', { '/etc/kairos-release': '' }, '/etc/kairos-release'],
    ['openshift', { '/usr/bin/machine-config-daemon': '' }, '/usr/bin/machine-config-daemon'],
  ])('%s, from %j', async (name, files, evidence) => {
    const [generator, ...rest] = await recognise(files);
    expect(rest).toEqual([]);
    expect(generator).toMatchObject({ name, template: null, wouldDo: null });
    expect(generator?.evidence.path).toBe(evidence);
    expect(generator?.note).toMatch(/^\S.*[^.]$/);
    expect(generator?.title).not.toBe('');
  });

  it.each<[string, Files]>([
    ['kind', { '/kind/version': 'v1.36.1', '/etc/containerd/config.toml': runcTable(CRI, 'true') }],
    [
      'image-builder',
      {
        '/etc/containerd/config.toml': `## template: jinja\n${runcTable(CRI, 'true')}imports = ["/etc/containerd/conf.d/*.toml"]\n`,
        '/usr/bin/cloud-init': '',
        '/etc/cloud/cloud.cfg': 'users:\n  - default\n',
        '/etc/cloud/cloud.cfg.d/05_logging.cfg': '# not /etc/containerd/config.toml\n',
        '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf':
          'ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml\n',
      },
    ],
    ['Flatcar', { '/etc/os-release': 'ID=flatcar\nID_LIKE=coreos\n', '/usr/share/containerd/config.toml': '' }],
    ['a k3s beside a kubelet, which no unit starts', { '/usr/local/bin/k3s': '', '/usr/bin/kubelet': '' }],
    ['a masked unit', { '/etc/systemd/system/k3s.service': { symlink: '/dev/null' } }],
    [
      'a masked unit in an image with devices',
      { '/etc/systemd/system/k3s.service': { symlink: '/dev/null' }, '/dev/null': { other: true } },
    ],
    ['another distribution', { '/etc/os-release': 'ID=debian\nNAME="bottlerocket"\nVARIANT_ID=cos\n' }],
    ['nothing', {}],
  ])('not %s', async (_, files) => {
    expect(await names(files)).toEqual([]);
  });
});

describe('what the template would write', () => {
  it('k3s’s own', async () => {
    const path = '/var/lib/rancher/k3s/agent/etc/containerd/config-v3.toml.tmpl';
    const text = `{{ if .SystemdCgroup }}\n[x]\n{{ end }}\n${runcTable('io.containerd.cri.v1.runtime', '{{ .SystemdCgroup }}')}`;
    const [generator] = await recognise({ '/etc/systemd/system/k3s.service': '', [path]: text });
    expect(generator?.template).toEqual({
      path,
      location: { path, startLine: 8, startColumn: 1, endLine: 8, endColumn: 37 },
    });
    expect(generator?.wouldDo).toEqual({
      handlers: [expect.objectContaining({ name: 'runc', driver: 'templated' })],
      kubelet: null,
      conditions: ['{{ .SystemdCgroup }}'],
    });
  });

  it('Bottlerocket’s two', async () => {
    const [generator] = await recognise({
      '/etc/os-release': 'ID=bottlerocket\n',
      '/usr/share/templates/containerd-config-toml_basic': 'version = 2\n',
      '/usr/share/templates/containerd-config-toml_k8s':
        '[required-extensions]\nstd = { version = "v1" }\n+++\nversion = 2\n' +
        `[plugins."${CRI}".containerd]\ndefault_runtime_name = "shimpei"\n` +
        `[plugins."${CRI}".containerd.runtimes.shimpei]\nruntime_type = "io.containerd.runc.v2"\n` +
        `[plugins."${CRI}".containerd.runtimes.shimpei.options]\nSystemdCgroup = true\n`,
      '/usr/share/templates/kubelet-config':
        'kind: KubeletConfiguration\n{{#if x}}\na: b\n{{/if}}\ncgroupDriver: systemd\n',
    });
    expect(generator?.wouldDo).toEqual({
      handlers: [expect.objectContaining({ name: 'shimpei', driver: 'systemd' })],
      kubelet: 'systemd',
      conditions: [],
    });
  });

  it('MicroK8s’s flags alone', async () => {
    const [generator] = await recognise({
      '/var/snap/microk8s/current/args/kubelet': '--node-labels=a\n--cgroup-driver=systemd\n',
    });
    expect(generator?.template?.location).toMatchObject({ startLine: 2 });
    expect(generator?.wouldDo).toEqual({ handlers: [], kubelet: 'systemd', conditions: [] });
  });

  it('minikube’s baked file, which it edits', async () => {
    const [generator] = await recognise({ '/kic.txt': '', '/etc/containerd/config.toml': runcTable(CRI, 'false') });
    expect(generator?.template?.location).toMatchObject({ path: '/etc/containerd/config.toml', startLine: 5 });
    expect(generator?.wouldDo?.handlers).toMatchObject([{ name: 'runc', driver: 'cgroupfs' }]);
  });
});

describe('commands of the units themselves', () => {
  it.each<[string, 'containerd' | 'kubelet']>([
    ['ExecStartPre=/bin/sh -c "containerd config default > /etc/containerd/config.toml"', 'containerd'],
    ['ExecStartPre=/bin/sh -c "containerd config default | tee /etc/containerd/config.toml"', 'containerd'],
    [
      "ExecStartPre=/usr/bin/sed -i 's/SystemdCgroup = true/SystemdCgroup = false/' /etc/containerd/config.toml",
      'containerd',
    ],
    ['ExecStartPre=-/bin/sh -c "a && \\\n  cp /opt/c.toml /etc/containerd/config.toml"', 'containerd'],
    ['ExecStartPre=/usr/bin/install -m 600 /opt/k.yaml /var/lib/kubelet/config.yaml', 'kubelet'],
    ['ExecStartPre=/bin/sh -c "echo X=1 >> /etc/default/kubelet"', 'kubelet'],
    ['ExecStartPre=/bin/cp /opt/config.toml /etc/containerd/', 'containerd'],
    ['ExecStartPre=/bin/mount --bind /data/containerd /etc/containerd', 'containerd'],
    ['ExecStartPre=/usr/bin/sed -i.bak s/true/false/ /etc/containerd/config.toml', 'containerd'],
    ["ExecStartPre=/usr/bin/perl -pi -e 's/true/false/' /etc/containerd/config.toml", 'containerd'],
    ['ExecStartPre=/bin/cp /opt/x.conf /etc/systemd/system/kubelet.service.d/', 'kubelet'],
  ])('%s', async (line, writes) => {
    const path = '/etc/systemd/system/containerd.service.d/10-x.conf';
    const found = await recognise({ [path]: `[Service]\n${line}\n` });
    expect(found).toMatchObject([
      {
        name: 'unit-command',
        title: 'a command of 10-x.conf',
        writes,
        evidence: { path, startLine: 2, startColumn: 1 },
      },
    ]);
  });

  it.each<[string, string, 'containerd' | 'kubelet' | 'both']>([
    ['containerd.service', 'sed -i s/true/false/ \\\n  /etc/containerd/config.toml', 'containerd'],
    ['prepare-node.service', 'echo KUBELET_EXTRA_ARGS= > /etc/default/kubelet', 'kubelet'],
    ['prepare-node.service', 'FILE=/etc/containerd/config.toml\nsed -i s/true/false/ "$FILE"', 'containerd'],
    ['prepare-node.service', 'D=/etc/containerd\nF="${D}/config.toml"\ncat > ${F} <<EOF', 'containerd'],
    ['prepare-node.service', 'cd /etc/containerd\nsed -i s/true/false/ config.toml', 'containerd'],
    ['prepare-node.service', 'cp x "${TARGET:-/etc/containerd/config.toml}"', 'containerd'],
    ['prepare-node.service', 'cat a > /etc/containerd/config.toml\ncat b > /var/lib/kubelet/config.yaml', 'both'],
  ])('a script that %s starts: %s', async (unit, script, writes) => {
    const path = `/etc/systemd/system/${unit}`;
    const files = {
      [path]: '[Service]\nType=oneshot\nExecStart=/opt/prepare.sh --all\n',
      '/opt/prepare.sh': `#!/bin/sh\n# rm /etc/containerd/config.toml\n${script}\n`,
    };
    expect(await recognise(files)).toMatchObject([
      { name: 'unit-command', title: `a script of ${unit}`, writes, evidence: { path, startLine: 3 } },
    ]);
  });

  it.each<[string, Files, string, number]>([
    ['rc.local', { '/etc/rc.local': '#!/bin/sh\nrm /etc/containerd/config.toml\n' }, '/etc/rc.local', 2],
    [
      'a script of cloud-init’s',
      {
        '/var/lib/cloud/scripts/per-boot/10.sh': {
          content: '#!/bin/sh\nF=/etc/containerd/config.toml\nsed -i x $F\n',
          mode: 0o755,
        },
      },
      '/var/lib/cloud/scripts/per-boot/10.sh',
      3,
    ],
    [
      'a line of cron’s',
      { '/etc/cron.d/node': '# x\n@reboot root sed -i x /etc/containerd/config.toml\n' },
      '/etc/cron.d/node',
      2,
    ],
    [
      'a script of such a line',
      {
        '/etc/cron.d/node': '@reboot root /opt/a.sh\n',
        '/opt/a.sh': '#!/bin/sh\ntee /etc/containerd/config.toml <x\n',
      },
      '/opt/a.sh',
      2,
    ],
  ])('%s', async (_, files, path, startLine) => {
    const writesAt = { path, startLine };
    expect(await recognise(files)).toMatchObject([{ name: 'boot-script', writes: 'containerd', writesAt }]);
  });

  it.each<[string, Files]>([
    [
      'a script that a script starts',
      { '/opt/prepare.sh': '#!/bin/sh\n/opt/more.sh\n', '/opt/more.sh': '#!/bin/sh\nrm /etc/containerd/config.toml\n' },
    ],
    ['a script for a shell', { '/opt/prepare.sh': 'rm /etc/containerd/config.toml\n' }],
    [
      'a script of another language',
      { '/opt/prepare.sh': '#!/usr/bin/env python3\nopen("/etc/containerd/config.toml", "w")\n' },
    ],
  ])('%s', async (_, files) => {
    const unit = { '/etc/systemd/system/a.service': '[Service]\nExecStart=/bin/bash /opt/prepare.sh\n' };
    expect(await recognise({ ...unit, ...files })).toMatchObject([{ name: 'unit-command', writes: 'containerd' }]);
  });

  it('a packaged unit that is enabled', async () => {
    const packaged = '/usr/lib/systemd/system/prepare.service';
    const files = {
      [packaged]: '[Service]\nExecStart=/bin/cp /opt/a.toml /etc/containerd/config.toml\n',
    };
    expect(await names(files)).toEqual([]);
    const link = { '/etc/systemd/system/multi-user.target.wants/prepare.service': { symlink: packaged } };
    expect(await recognise({ ...files, ...link })).toMatchObject([
      { name: 'unit-command', evidence: { path: packaged } },
    ]);
  });

  it.each([
    ['#!/bin/sh\nmkdir -p /sys/fs/cgroup/kubelet\ngrep x /etc/containerd/config.toml\n'],
    ['sed -i s/true/false/ /etc/containerd/config.toml\n'],
  ])('no script that only reads, and nothing that is no script: %j', async (script) => {
    const files = {
      '/etc/systemd/system/kubelet.service': '[Service]\nExecStartPre=/opt/prepare.sh\nExecStart=/usr/bin/kubelet\n',
      '/opt/prepare.sh': script,
    };
    expect(await names(files)).toEqual([]);
  });

  it.each([
    'ExecStartPre=-/sbin/modprobe overlay',
    'ExecStartPre=/usr/bin/test -f /etc/containerd/config.toml',
    'ExecStart=/usr/bin/containerd --config /etc/containerd/config.toml',
    'ExecStart=/bin/sh -c "exec kubelet --config=/var/lib/kubelet/config.yaml >> /var/log/kubelet.log 2>&1"',
    'ExecStartPre=/bin/cp /etc/containerd/config.toml /var/backups/config.toml',
    'ExecStartPre=/bin/sh -c "grep -q x /etc/containerd/config.toml || echo no > /run/warning"',
    'ExecReload=/bin/sh -c "rm /etc/containerd/config.toml"',
    '#ExecStartPre=/bin/rm /etc/containerd/config.toml',
    'ExecStartPre=/bin/mkdir -p /etc/containerd /var/lib/kubelet',
    'ExecStartPre=/usr/bin/install -d /etc/containerd',
    'ExecStartPre=/bin/cp /opt/hosts.toml /etc/containerd/certs.d/docker.io/hosts.toml',
    'ExecStartPre=/bin/sh -c "sed s/a/b/ /etc/containerd/config.toml > /run/x"',
  ])('not %s', async (line) => {
    expect(await names({ '/usr/lib/systemd/system/containerd.service': `[Service]\n${line}\n` })).toEqual([]);
  });

  it.each([
    [
      '/etc/systemd/system/nvidia-setup.service',
      'nvidia-ctk runtime configure --runtime=containerd --set-as-default',
      ['nvidia-toolkit'],
    ],
    [
      '/usr/lib/systemd/system/containerd.service',
      'nvidia-ctk runtime configure --runtime containerd',
      ['nvidia-toolkit'],
    ],
    ['/etc/systemd/system/nvidia-setup.service', 'nvidia-ctk runtime configure', []],
    ['/etc/systemd/system/nvidia-cdi.service', 'nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml', []],
  ])('in %s: %s', async (path, command, expected) => {
    expect(await names({ [path]: `[Service]\nExecStartPre=/usr/bin/${command}\n` })).toEqual(expected);
  });
});

describe('extensions', () => {
  it.each<[string, Files, string]>([
    ['a folder', { '/var/lib/confexts/node/etc/containerd/config.toml': '' }, 'containerd'],
    ['one with a unit', { '/usr/lib/extensions/k/usr/lib/systemd/system/kubelet.service.d/1.conf': '' }, 'kubelet'],
    ['one with a program', { '/var/lib/extensions/c/usr/bin/containerd': '' }, 'containerd'],
    ['an image', { '/etc/extensions/containerd-flatcar.raw': 'hsqs' }, 'containerd'],
    ['a link to one', { '/etc/extensions/kubernetes.raw': { symlink: '/opt/kubernetes-v1.30.raw' } }, 'kubelet'],
  ])('%s', async (_, files, writes) => {
    expect(await recognise(files)).toMatchObject([{ name: 'extension', writes }]);
  });

  it.each<[string, Files]>([
    ['a folder of something else', { '/var/lib/extensions/x/usr/bin/x': '', '/etc/extensions/docker.raw': '' }],
    ['an empty one', { '/etc/extensions': { directory: true } }],
  ])('not %s', async (_, files) => {
    expect(await names(files)).toEqual([]);
  });
});

describe('user data of the image', () => {
  const config = '/etc/cloud/cloud.cfg.d/90-node.cfg';
  const writeFiles = [
    '#cloud-config',
    'write_files:',
    '  - path: /etc/containerd/config.toml',
    '    content: |',
    ...runcTable(CRI, 'false')
      .split('\n')
      .map((line) => `      ${line}`),
  ].join('\n');

  it('cloud-init’s, with what it would write', async () => {
    const [generator] = await recognise({ '/usr/bin/cloud-init': '', [config]: writeFiles });
    expect(generator).toMatchObject({
      name: 'cloud-init',
      writes: 'containerd',
      evidence: { path: config, startLine: 3, startColumn: 3 },
      template: { path: config, location: { startLine: 9, startColumn: 7 } },
      wouldDo: { handlers: [{ name: 'runc', driver: 'cgroupfs' }], kubelet: null },
    });
  });

  it.each<[string, Files]>([
    ['without cloud-init', { [config]: writeFiles }],
    [
      'with cloud-init switched off',
      { '/usr/bin/cloud-init': '', '/etc/cloud/cloud-init.disabled': '', [config]: writeFiles },
    ],
    ['in a file it does not read', { '/usr/bin/cloud-init': '', '/etc/cloud/cloud.cfg.d/x.txt': writeFiles }],
  ])('not %s', async (_, files) => {
    expect(await names(files)).toEqual([]);
  });

  it('Ignition’s', async () => {
    const path = '/usr/share/oem/config.ign';
    const found = await recognise({
      [path]:
        '{"storage":{"files":[\n{"path":"/etc/containerd/config.toml"},\n{"path":"/var/lib/kubelet/config.yaml"}]}}',
    });
    expect(found).toMatchObject([
      { name: 'ignition', writes: 'both', evidence: { path, startLine: 2 }, wouldDo: null },
    ]);
  });
});

it('takes any text in the files that it reads', async () => {
  const words = fc.constantFrom(
    'ExecStartPre=',
    '>',
    '/etc/containerd/config.toml',
    '\\\n',
    '\n',
    'sed -i ',
    '[',
    '{{ if x }}',
    '{{ end }}',
    ' = ',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(words, fc.string())), async (parts) => {
      const text = parts.join('');
      const found = await recognise({
        '/kic.txt': '',
        '/etc/containerd/config.toml': text,
        '/etc/os-release': text,
        '/etc/systemd/system/containerd.service': text,
        '/usr/bin/cloud-init': '',
        '/etc/cloud/cloud.cfg': text,
      });
      expect(found[0]?.name).toBe('minikube');
    }),
  );
});

describe('what cannot be read', () => {
  const unreadable = (there: readonly string[]): FileTree => {
    const tree = memoryTree({});
    const fail = (path: string) => ({ ok: false, reason: 'unreadable', path, detail: 'layer 2 is cut short' }) as const;
    return {
      stat: async (path) => fail(path),
      lstat: async (path) => (there.includes(path) ? memoryTree({}).lstat('/') : fail(path)),
      read: async (path) => fail(path),
      list: async (path) => fail(path),
      binary: tree.binary,
    };
  };

  it('shows no platform by itself', async () => {
    expect((await recogniseBootGenerated(unreadable([]))).generators).toEqual([]);
    const usual = ['/', '/etc', '/usr/bin', '/usr/lib/systemd/system'];
    expect((await recogniseBootGenerated(unreadable(usual))).generators).toEqual([]);
  });

  it('shows the one whose folder is there', async () => {
    const { generators: found } = await recogniseBootGenerated(unreadable(['/opt/azure/containers']));
    expect(found.map(({ name }) => name)).toEqual(['aks']);
  });
});
