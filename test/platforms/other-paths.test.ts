import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const KUBELET: Files = {
  '/etc/systemd/system/kubelet.service':
    '[Service]\nEnvironmentFile=-/etc/k8s/node.env\nEnvironmentFile=/etc/environment\nExecStart=/usr/bin/kubelet $ARGS\n',
  '/usr/lib/systemd/system/kubelet.service.d/10.conf':
    '[Service]\nExecStart=/usr/bin/kubelet --config-dir=/srv/k8s/conf.d $ARGS\n',
  '/etc/k8s/node.env': 'ARGS=--config=/srv/k8s/node.yaml\n',
};
const CONTAINERD: Files = {
  '/usr/lib/systemd/system/containerd.service':
    '[Service]\nExecStartPre=/bin/sh -c /opt/none\nExecStart=/usr/bin/containerd --config /srv/cd/main.toml\n',
  '/srv/cd/main.toml': 'version = 2\nimports = [\n  "/srv/parts/*.toml",\n  "more/a.toml",\n]\n',
};

/** What is said of a script that a unit starts. */
async function said(text: string, files: Files): Promise<readonly string[]> {
  const { generators, doubts } = await recogniseBootGenerated(
    memoryTree({
      '/etc/systemd/system/prepare.service': '[Service]\nExecStart=/opt/x\n',
      '/opt/x': { content: `#!/bin/bash\n${text}\n`, mode: 0o755 },
      ...files,
    }),
  );
  return [
    ...generators.map(({ writes }) => `writes ${writes}`),
    ...doubts.map(({ kind, detail }) => `${kind} ${detail.writes}`),
  ];
}

describe('files that decide a driver in one image only', () => {
  it.each([
    ['sed -i s/systemd/cgroupfs/ /srv/k8s/node.yaml'],
    ['cd /srv/k8s && rm node.yaml'],
    ['echo ARGS=--cgroup-driver=cgroupfs > /etc/k8s/node.env'],
    ['F=/etc/k8s/node.env; cat /opt/env > "$F"'],
    ['cp /opt/a.conf /srv/k8s/conf.d/'],
    ['rm -r /srv/k8s/conf.d'],
    ['cp /opt/node.yaml /srv/k8s/'],
    ['python3 -c \'open("/srv/k8s/node.yaml", "w")\''],
    ['cat > /opt/y <<EOF\ncp a /srv/k8s/node.yaml\nEOF\nsh /opt/y'],
  ])("the kubelet's: %s", async (text) => {
    expect(await said(text, KUBELET)).toEqual(['writes kubelet']);
    expect(await said(text, {})).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['containerd', '/etc/containerd/config.toml', '/srv/c/main.toml'],
    ['kubelet', '/var/lib/kubelet/config.yaml', '/srv/k/main.yaml'],
    ['kubelet', '/etc/default/kubelet', '/srv/k/main.env'],
  ])('where the one of %s leads that is a link: %s', async (side, link, path) => {
    const files = { [link]: { symlink: path }, [path]: 'x\n' };
    expect(await said(`sed -i s/a/b/ ${path}`, files)).toEqual([`writes ${side}`]);
    expect(await said(`sed -i s/a/b/ ${path}`, { [path]: 'x\n' })).toEqual([]);
  });

  it.each([
    ['sed -i s/true/false/ /srv/cd/main.toml'],
    ['cd /srv/cd; rm main.toml'],
    ['cp /opt/x.toml /srv/parts/'],
    ['tee /srv/parts/9.toml < /opt/x.toml'],
    ['rm /srv/cd/more/a.toml'],
  ])("containerd's: %s", async (text) => {
    expect(await said(text, CONTAINERD)).toEqual(['writes containerd']);
    expect(await said(text, {})).toEqual([]);
  });

  it('trees that are put where they lie', async () => {
    expect(await said('tar -C /srv/k8s -xf /opt/a.tar', KUBELET)).toEqual(['boot-places-files kubelet']);
    expect(await said('cp -a /opt/srv /', { ...KUBELET, '/opt/srv/k8s/node.yaml': 'x' })).toEqual(['writes kubelet']);
    expect(await said('cp -a /opt/srv /', { ...KUBELET, '/opt/srv/a': 'x' })).toEqual([]);
  });

  it.each([
    ['cat /srv/k8s/node.yaml'],
    ['rm /srv/k8s/node.yaml.bak /srv/k8s/node.yaml-old'],
    ['cp /opt/ca.pem /srv/k8s/'],
    ['echo http_proxy=a >> /etc/environment'],
    ['sh /opt/none'],
    ['mkdir -p /srv/k8s /srv/parts'],
    ['rm /srv/parts/x/a.toml'],
  ])('nothing is said of %s', async (text) => {
    expect(await said(text, { ...KUBELET, ...CONTAINERD })).toEqual([]);
  });
});

describe('many files that decide in one image only', () => {
  const unit = (count: number): Files => ({
    '/etc/systemd/system/kubelet.service': `[Service]\n${Array.from(
      { length: count },
      (_, at) => `EnvironmentFile=-/srv/${at}.env\n`,
    ).join('')}ExecStart=/usr/bin/kubelet\n`,
  });

  it('the last of them counts as well', async () => {
    expect(await said('rm /srv/998.env', unit(999))).toEqual(['writes kubelet']);
  });

  it('more than are looked for', async () => {
    expect(await said('true', unit(1001))).toEqual(['boot-too-much both']);
  });

  it.each<[string, Files]>([
    [
      'behind one with brackets',
      { '/etc/containerd/config.toml': 'imports = ["/srv/[0-9]*.toml", "/srv/last.toml"]\n' },
    ],
    ['behind a comment', { '/etc/containerd/config.toml': 'imports = [ # [2]\n"/srv/last.toml"]\n' }],
    [
      'of one that is imported itself',
      {
        '/etc/containerd/config.toml': "imports = ['conf.d/*.toml']\n",
        '/etc/containerd/conf.d/a.toml': 'imports = ["/srv/b.toml", "a.toml"]\n',
        '/srv/b.toml': 'imports = ["last.toml"]\n',
      },
    ],
  ])('an import %s', async (_, files) => {
    expect(await said('rm /srv/last.toml', files)).toEqual(['writes containerd']);
    expect(await said('rm /srv/other.toml', files)).toEqual([]);
  });

  it('an import far down in a long configuration', async () => {
    const imports = `imports = [\n${'  "/srv/parts/a.toml", # one\n'.repeat(500)}  "/srv/last.toml",\n]\n`;
    const long = `${'# a comment\n'.repeat(10_000)}${imports}`;
    expect(await said('rm /srv/last.toml', { '/etc/containerd/config.toml': long })).toEqual(['writes containerd']);
  });
});

describe('a file that a script takes names from', () => {
  const LOOP = 'while read -r f; do rm "$f"; done < /opt/names';

  it.each<[string, MemoryFile, readonly string[]]>([
    ['names none that decides', '/var/log/a\n', []],
    ['names one', '/etc/containerd/config.toml\n', ['boot-command-unclear containerd']],
    [
      'names one far down',
      `${'/var/log/a\n'.repeat(20_000)}/var/lib/kubelet/config.yaml\n`,
      ['boot-command-unclear kubelet'],
    ],
    ['cannot be read', { unreadable: 'permission denied' }, ['boot-command-unclear both']],
    ['is too large', '/var/log/a\n'.repeat(200_000), ['boot-command-unclear both']],
    ['is a folder', { directory: true }, []],
  ])('%s', async (_, file, expected) => {
    expect(await said(LOOP, { '/opt/names': file })).toEqual(expected);
    expect(await said('xargs -a /opt/names rm', { '/opt/names': file })).toEqual(expected);
  });
});
