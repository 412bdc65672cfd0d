import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { treeAtBoot } from '../../src/systemd/tree-at-boot.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;
type Case = [command: string, path: string, text: (path: string, writes: string) => string];

const C = '/etc/containerd/config.toml';
const OTHER = '/etc/motd';
const write = (path: string): string => `sed -i s/true/false/ ${path}`;

async function said(files: Files): Promise<readonly string[]> {
  const { generators, doubts } = await recogniseBootGenerated(treeAtBoot(memoryTree(files)));
  return [...generators.map(({ writes }) => `writes ${writes}`), ...doubts.map(({ kind }) => kind)];
}

/** A unit that starts a script. */
const script = (text: string): Files => ({
  '/etc/systemd/system/prepare.service': '[Service]\nType=oneshot\nExecStart=/opt/x\n',
  '/opt/x': { content: `#!/bin/bash\n${text}\n`, mode: 0o755 },
});

describe('files whose commands a program has run', () => {
  it.each<Case>([
    ['ninja -C /opt/a', '/opt/a/build.ninja', (_, writes) => `rule r\n  command = ${writes}\nbuild x: r\n`],
    ['task -d /opt/a', '/opt/a/Taskfile.yml', (_, writes) => `tasks:\n  default:\n    cmds:\n      - ${writes}\n`],
    ['task -t /opt/a.yml', '/opt/a.yml', (_, writes) => `tasks:\n  default:\n    cmds:\n      - cmd: ${writes}\n`],
    ['cd /opt/a; npm start', '/opt/a/package.json', (_, writes) => `{"scripts": {"start": "${writes}"}}`],
    ['yarn --cwd /opt/a x', '/opt/a/package.json', (_, writes) => `{\n "scripts": {\n  "x": "${writes}"\n }\n}`],
    ['cd /opt/a && rake', '/opt/a/Rakefile', (_, writes) => `task :default do\n  sh "${writes}"\nend\n`],
    ['bundle exec rake -f /opt/R a', '/opt/R', (path) => `task :a do\n  File.write('${path}', 'x')\nend\n`],
    ['node /opt/a', '/opt/a/index.js', (path) => `fs.writeFileSync('${path}', 'x')\n`],
    ['cd /opt/a; python3 -m agent', '/opt/a/agent/__main__.py', (path) => `open('${path}', 'w')\n`],
    ['python3 -m agent', '/usr/lib/python3/dist-packages/agent.py', (path) => `open('${path}', 'w')\n`],
    ['/opt/v/bin/python -m a.b', '/opt/v/lib/python3.11/site-packages/a/b.py', (path) => `open('${path}', 'w')\n`],
    ['systemd-tmpfiles --create /opt/t.conf', '/opt/t.conf', (path) => `f+ ${path} - - - - x\n`],
    ['systemd-tmpfiles --create t.conf', '/usr/lib/tmpfiles.d/t.conf', (path) => `L+! ${path} - - - - /opt/c\n`],
    ['bash -lc true', '/etc/profile.d/a.sh', (_, writes) => writes],
    ['systemctl start a', '/usr/lib/systemd/system/a.service', (_, writes) => `[Service]\nExecStart=${writes}\n`],
    [
      'systemctl enable --now a@b',
      '/usr/lib/systemd/system/a@.service',
      (_, writes) => `[Service]\nExecStart=${writes}\n`,
    ],
    [
      'systemctl enable --now a.timer',
      '/usr/lib/systemd/system/a.service',
      (_, writes) => `[Service]\nExecStart=${writes}\n`,
    ],
    ['/bin/bash /usr/libexec/x', '/usr/libexec/x', (_, writes) => `${'# long\n'.repeat(12_000)}${writes}\n`],
    ['service a restart', '/usr/lib/systemd/system/a.service', (_, writes) => `[Service]\nExecStart=${writes}\n`],
  ])('%s', async (command, path, text) => {
    expect(await said({ ...script(command), [path]: text(C, write(C)) })).toContain('writes containerd');
    expect(await said({ ...script(command), [path]: text(OTHER, write(OTHER)) })).toEqual([]);
  });

  it.each([
    (path: string) => `systemd-tmpfiles --create - <<EOF\nf+ ${path} - - - - x\nEOF`,
    (path: string) => `echo 'r! ${path}' | systemd-tmpfiles --remove -`,
  ])('lines that systemd-tmpfiles reads: %s', async (text) => {
    expect(await said(script(text(C)))).toEqual(['writes containerd']);
    expect(await said(script(text(OTHER)))).toEqual([]);
  });

  it.each(['systemctl stop a', 'systemctl enable a', 'systemctl status a', 'service a status'])(
    '%s starts nothing',
    async (command) => {
      const unit = { '/usr/lib/systemd/system/a.service': `[Service]\nExecStart=${write(C)}\n` };
      expect(await said({ ...script(command), ...unit })).toEqual([]);
    },
  );
});

describe('cloud-init’s packages', () => {
  const data = (text: string): Files => ({
    '/usr/bin/cloud-init': 'x',
    '/etc/cloud/cloud.cfg.d/9.cfg': text,
    '/var/lib/dpkg/status': 'Package: containerd\nStatus: install ok installed\nVersion: 1.7\n',
  });

  it.each([
    'packages:\n  - curl\n  - containerd',
    'packages: [kubelet]',
    'packages:\n- [docker.io, 1]',
    'package_upgrade: true',
  ])('%s', async (text) => {
    expect(await said(data(`#cloud-config\n${text}\n`))).toEqual(['boot-places-files']);
  });

  it.each(['packages:\n  - curl\n  # containerd', 'packages: []', 'package_upgrade: false', 'package_update: true'])(
    'nothing is said of %s',
    async (text) => {
      expect(await said(data(`#cloud-config\n${text}\nruncmd: []\n`))).toEqual([]);
    },
  );
});

describe('units that something else starts', () => {
  const unit = (path: string): Files => ({
    '/usr/lib/systemd/system/b.service': `[Service]\nExecStart=${write(path)}\n`,
  });

  it.each<[string, string, string]>([
    ['a device', '/etc/udev/rules.d/9.rules', 'SUBSYSTEM=="net", TAG+="systemd", ENV{SYSTEMD_WANTS}+="b.service"'],
    [
      'the end of another',
      '/etc/systemd/system/a.service',
      '[Unit]\nOnSuccess=b.service\n[Service]\nExecStart=/bin/true\n',
    ],
    ['the failure of another', '/etc/systemd/system/a.service', '[Unit]\nOnFailure=b.service\n'],
    ['one of several', '/etc/systemd/system/a.service', '[Unit]\nOnFailure=x.service \\\n# why\n  b.service\n'],
  ])('%s', async (_, path, text) => {
    expect(await said({ ...unit(C), [path]: text })).toEqual(['writes containerd']);
    expect(await said({ ...unit(OTHER), [path]: text })).toEqual([]);
    expect(await said({ ...unit(C), [path]: text.replace('b.service', 'c.service') })).toEqual([]);
  });

  it.each([
    ['/etc/udev/rules.d/9.rules', 'ENV{SYSTEMD_WANTS}+="a\\x2db.service"'],
    ['/etc/systemd/system/a.service', '[Unit]\nOnFailure=a\\x2db.service\n'],
  ])('one with a backslash in its name, in %s', async (path, text) => {
    const started = { '/usr/lib/systemd/system/a\\x2db.service': `[Service]\nExecStart=${write(C)}\n` };
    expect(await said({ ...started, [path]: text })).toEqual(['writes containerd']);
  });

  it('a program is looked for where the unit says', async () => {
    const unit = { '/etc/systemd/system/a.service': '[Service]\nExecSearchPath=/opt/k:/opt/l\nExecStart=setup-node\n' };
    const at = (path: string): Files => ({ [path]: { content: `#!/bin/sh\n${write(C)}\n`, mode: 0o755 } });
    expect(await said({ ...unit, ...at('/opt/l/setup-node') })).toEqual(['writes containerd']);
    expect(await said({ ...unit, ...at('/opt/m/setup-node') })).toEqual([]);
  });
});

describe('folders of the node that a file gives to containers', () => {
  const compose = (volume: string): string => `services:\n  a:\n    image: b\n    volumes:\n${volume}\n`;
  const pod = (path: string, only: boolean): string =>
    `spec:\n  containers:\n  - name: a\n    volumeMounts:\n    - mountPath: /x\n      name: v\n      readOnly: ${only}\n` +
    `  volumes:\n  - name: v\n    hostPath:\n      path: ${path}\n`;

  it.each<[string, Files]>([
    ['Compose', { ...script('docker compose -f /opt/c.yml up -d'), '/opt/c.yml': compose('      - /etc:/host') }],
    [
      'Compose, by its own name',
      { ...script('cd /opt; docker-compose up'), '/opt/compose.yaml': compose('      - "/:/host"') },
    ],
    [
      'Compose, at length',
      {
        ...script('docker compose -f /opt/c.yml up'),
        '/opt/c.yml': compose('      - type: bind\n        source: /etc/containerd\n        target: /x'),
      },
    ],
    ['a manifest', { ...script('kubectl apply -f /opt/a.yaml'), '/opt/a.yaml': pod('/etc', false) }],
    [
      'one in JSON',
      {
        ...script('kubectl apply -f /opt/a.json'),
        '/opt/a.json': '{"volumes":[{"name":"v","hostPath":{"path":"/etc"}}]}',
      },
    ],
    [
      'one that Podman plays',
      { ...script('podman kube play /opt/a.yaml'), '/opt/a.yaml': pod('/var/lib/kubelet', false) },
    ],
    ...['    - {mountPath: /y, name: v}\n', '  - name: b\n    volumeMounts: [{mountPath: /y, name: v}]\n'].map(
      (more): [string, Files] => [
        `a static pod that mounts it to read, and another time: ${more}`,
        {
          '/etc/kubernetes/manifests/a.yaml': pod('/etc/containerd', true).replace(
            'readOnly: true\n',
            (only) => `${only}${more}`,
          ),
        },
      ],
    ),
    ['a static pod', { '/etc/kubernetes/manifests/a.yaml': pod('/etc/containerd', false) }],
    ['a quadlet', { '/etc/containers/systemd/a.container': '[Container]\nImage=b\nVolume=/etc:/host:z\n' }],
  ])('%s', async (_, files) => {
    expect(await said(files)).toEqual(['boot-command-unclear']);
  });

  it.each<[string, Files]>([
    [
      'Compose, only to read',
      { ...script('docker compose -f /opt/c.yml up'), '/opt/c.yml': compose('      - /etc:/host:ro') },
    ],
    [
      'other folders',
      { ...script('docker compose -f /opt/c.yml up'), '/opt/c.yml': compose('      - /srv:/host\n      - a:/b') },
    ],
    [
      'Compose, only to read, at length',
      {
        ...script('docker compose -f /opt/c.yml up'),
        '/opt/c.yml': compose('      - type: bind\n        source: /etc\n        read_only: true'),
      },
    ],
    ['a manifest that only reads', { '/etc/kubernetes/manifests/a.yaml': pod('/etc', true) }],
    ['a manifest of other folders', { '/etc/kubernetes/manifests/a.yaml': pod('/etc/kubernetes/pki', false) }],
    ['a manifest that is deleted', { ...script('kubectl delete -f /opt/a.yaml'), '/opt/a.yaml': pod('/etc', false) }],
    ['a quadlet of other folders', { '/etc/containers/systemd/a.container': '[Container]\nVolume=/srv:/host\n' }],
  ])('nothing is said of %s', async (_, files) => {
    expect(await said(files)).toEqual([]);
  });
});

describe('files that a text of another language reads in', () => {
  const python = (text: string): MemoryFile => ({ content: `#!/usr/bin/python3\n${text}\n`, mode: 0o755 });
  const starts = (command: string): Files => ({ '/etc/systemd/system/a.service': `[Service]\nExecStart=${command}\n` });

  it.each<[string, Files, string, (path: string) => string]>([
    [
      'a module beside it',
      { ...starts('/opt/a/main.py'), '/opt/a/main.py': python('import os, sys\nfrom lib.files import put\nput()') },
      '/opt/a/lib/files.py',
      (path) => `open('${path}', 'w')\n`,
    ],
    ...['import os, files', 'from . import files', 'from . import (other, files as f)'].map(
      (line): [string, Files, string, (path: string) => string] => [
        `a module that is named as well: ${line}`,
        { ...starts('/opt/a/main.py'), '/opt/a/main.py': python(line) },
        '/opt/a/files.py',
        (path) => `open('${path}', 'w')\n`,
      ],
    ),
    [
      'a module of a package beside it',
      { ...starts('/opt/a/main.py'), '/opt/a/main.py': python('from lib import files') },
      '/opt/a/lib/files.py',
      (path) => `open('${path}', 'w')\n`,
    ],
    [
      'the module of an installed program',
      { ...starts('/usr/local/bin/agent'), '/usr/local/bin/agent': python('from agent.cli import main\nmain()') },
      '/usr/local/lib/python3.11/dist-packages/agent/cli.py',
      (path) => `open('${path}', 'w')\n`,
    ],
    [
      'a file that Node requires',
      { ...starts('/usr/bin/node /opt/a/i.js'), '/opt/a/i.js': 'require("./lib/x").run()\n' },
      '/opt/a/lib/x.js',
      (path) => `fs.writeFileSync('${path}', 'x')\n`,
    ],
    [
      'a file that ruby requires',
      { ...starts('/usr/bin/ruby /opt/a/x.rb'), '/opt/a/x.rb': "require_relative 'lib/y'\n" },
      '/opt/a/lib/y.rb',
      (path) => `File.write('${path}', 'x')\n`,
    ],
  ])('%s', async (_, files, path, text) => {
    expect(await said({ ...files, [path]: text(C) })).toEqual(['writes containerd']);
    expect(await said({ ...files, [path]: text(OTHER) })).toEqual([]);
  });

  it('what a package’s program reads in is its own', async () => {
    const files = { ...starts('/usr/bin/agent'), '/usr/bin/agent': python('from agent.cli import main\nmain()') };
    const module = `open('${C}', 'w')\n`;
    expect(await said({ ...files, '/usr/lib/python3/dist-packages/agent/cli.py': module })).toEqual([]);
  });
});

describe('what is not in the image', () => {
  const mounted = (text: string): Files => ({ ...script(text), '/etc/fstab': 'LABEL=data /data ext4 defaults 0 2\n' });

  it.each<[string, Files, readonly string[]]>([
    ['a script of a file system that is mounted at boot', mounted('bash /data/setup.sh'), ['boot-script-unread']],
    ['one that another mounts', mounted('/data/setup.sh'), ['boot-script-unread']],
    ['one that is nowhere', mounted('/srv/setup.sh'), []],
    ['one that only a running node has', mounted('bash /run/setup.sh'), []],
    ['the kernel’s command line', script('eval $(cat /proc/cmdline)'), ['boot-runs-output']],
    ['a part of it', script('c=$(sed s/.*c=// /proc/cmdline)\nsh -c "$c"'), ['boot-runs-output']],
    ['its words, of which one is a variable', script('for a in $(cat /proc/cmdline); do echo $a; done'), []],
    ['what systemd-sysext lays over others', script('ln -s /opt/k.raw /run/extensions/k.raw'), ['boot-places-files']],
    ['systemd-sysext as such', script('systemd-sysext refresh'), []],
  ])('%s', async (_, files, kinds) => {
    expect(await said(files)).toEqual(kinds);
  });

  it.each([
    'echo F > /tmp/l\nwhile read f; do sed -i x "$f"; done < /tmp/l',
    'grep -rl x D | sort > /tmp/l\nfor f in $(cat /tmp/l); do sed -i x "$f"; done',
    'find D -type f > /run/l\nxargs sed -i x < /run/l',
  ])('a list that the script makes: %s', async (text) => {
    const put = (file: string, folder: string): string => text.replace('F', file).replace('D', folder);
    expect(await said(script(put(C, '/etc/containerd')))).toEqual(['boot-command-unclear']);
    expect(await said(script(put(OTHER, '/srv')))).toEqual([]);
  });
});

describe('what commands of cloud-init’s data write', () => {
  it.each([
    ['runcmd:\n - nvidia-ctk runtime configure --runtime=containerd\n', 'containerd'],
    ['write_files:\n - path: /var/lib/kubelet/kubeadm-flags.env\n   content: x\n', 'kubelet'],
    ['write_files:\n - path: /etc/systemd/system/service.d/x.conf\n   content: x\n', 'both'],
    ['#!/bin/sh\ncd /etc/containerd\ncp /opt/a config.toml\n', 'containerd'],
    [`runcmd:\n - ${write(C)}\n`, 'containerd'],
  ])('%j', async (text, writes) => {
    const files = { '/usr/bin/cloud-init': 'x', '/etc/cloud/cloud.cfg.d/9.cfg': text };
    expect(await said(files)).toEqual([`writes ${writes}`]);
  });
});

describe('Ignition’s configurations', () => {
  const ignition = (value: object): Files => ({
    '/usr/share/oem/base.ign': JSON.stringify({ ignition: { version: '3.4.0' }, ...value }),
  });
  const file = (source: string): Files =>
    ignition({ storage: { files: [{ path: '/opt/y', mode: 493, contents: { source } }] } });

  it.each<[string, (path: string) => Files]>([
    [
      'a unit that starts a script',
      (path) => ({
        ...ignition({ systemd: { units: [{ name: 'a.service', contents: '[Service]\nExecStart=/opt/y\n' }] } }),
        '/opt/y': { content: `#!/bin/sh\n${write(path)}\n`, mode: 0o755 },
      }),
    ],
    [
      'a drop-in that starts one',
      (path) => ({
        ...ignition({ systemd: { units: [{ dropins: [{ contents: '[Service]\nExecStartPre=/opt/y\n' }] }] } }),
        '/opt/y': { content: `#!/bin/sh\n${write(path)}\n`, mode: 0o755 },
      }),
    ],
    ['a script in base64', (path) => file(`data:;base64,${btoa(`#!/bin/sh\n${write(path)}\n`)}`)],
    ['a script in a URL', (path) => file(`data:,${encodeURIComponent(`#!/bin/sh\n${write(path)}\n`)}`)],
  ])('%s', async (_, files) => {
    expect(await said(files(C))).toEqual(['writes containerd']);
    expect(await said(files(OTHER))).toEqual([]);
  });

  const starting = (contents: object, units = [{ contents: '[Service]\nExecStart=/bin/sh -c "/opt/y a"\n' }]): Files =>
    ignition({ systemd: { units }, storage: { files: [{ path: '/opt/y', contents }] } });

  it('a script that is fetched or packed, and that a unit starts', async () => {
    expect(await said(starting({ source: 'https://a.example/b' }))).toEqual(['boot-runs-download']);
    const packed = { source: 'data:;base64,H4sI', compression: 'gzip' };
    expect(await said(starting(packed))).toEqual(['boot-runs-output']);
    expect(await said(starting(packed, []))).toEqual([]);
  });

  it('the last of many units', async () => {
    const units = [...Array(300).fill('/bin/true'), '/opt/y'].map((command) => ({
      contents: `[Service]\nExecStart=${command}\n`,
    }));
    const started = { '/opt/y': { content: `#!/bin/sh\n${write(C)}\n`, mode: 0o755 } };
    expect(await said({ ...ignition({ systemd: { units } }), ...started })).toEqual(['writes containerd']);
  });

  it('what a unit writes beside a file', async () => {
    const contents = '[Service]\nExecStart=cp /opt/a /etc/systemd/system/service.d/a.conf\n';
    const both = { systemd: { units: [{ contents }] }, storage: { files: [{ path: C }] } };
    expect(await said(ignition(both))).toEqual(['writes containerd', 'writes both']);
  });

  it.each(['data:;base64,%%', 'data:,%E0%A4%A', 'https://a.example/b', 'data:'])(
    'nothing is said of %s',
    async (source) => {
      expect(await said(file(source))).toEqual([]);
    },
  );
});

describe('programs that bring what is not in the image', () => {
  it.each<[string, string]>([
    ['bootc switch quay.example/a:b', 'boot-places-files'],
    ['rpm-ostree rebase a:b', 'boot-places-files'],
    ['ostree admin deploy a', 'boot-places-files'],
    ['/opt/puppetlabs/bin/puppet agent --onetime', 'boot-runs-download'],
    ['salt-minion -d', 'boot-runs-download'],
  ])('%s', async (command, kind) => {
    expect(await said(script(command))).toEqual([kind]);
  });

  it.each(['bootc status', 'rpm-ostree status', 'puppet config print'])('nothing is said of %s', async (command) => {
    expect(await said(script(command))).toEqual([]);
  });
});
