import { describe, expect, it } from 'vitest';
import { detectVersions } from '../../src/versions/detect-versions.ts';
import type { ProgramVersions } from '../../src/versions/version-evidence.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';
import { containerd1, containerd2, goProgram, kubelet } from './program-fixture.ts';

const binaries = {
  containerd: ['/usr/local/bin/containerd', '/usr/bin/containerd'],
  kubelet: ['/usr/bin/kubelet', '/opt/bin/kubelet'],
};

function detect(files: Record<string, MemoryFile>) {
  return detectVersions(memoryTree(files), binaries);
}

function chosen({ chosen: claim }: ProgramVersions): string | null {
  return claim === null ? null : `${claim.version.text} by ${claim.confidence}: ${claim.source}`;
}

const dpkg = (name: string, version: string, more = '') =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n${more}Description: x\n y\n\n`;

const NOTHING = { chosen: null, claims: [], conflicts: [], disbelieved: [] };

describe('the program’s own bytes', () => {
  it.each([
    ['a stamped version', ['1.7.24~ds1', '1.7.24~ds1-6+deb13u1'], containerd1, '1.7.24~ds1', 'version stamped into'],
    ['upstream’s', ['v2.1.9'], containerd2, 'v2.1.9', 'version stamped into'],
    ['an older stamped pre-release', ['2.4.0-beta.0'], containerd2, '2.4.0-beta.0', 'version stamped into'],
    ['what the source says', ['2.1.9+unknown'], containerd2, '2.1.9+unknown', 'source version in'],
    ['a stamp before the source', ['1.6.20+unknown', '1.6.20~ds1'], containerd1, '1.6.20~ds1', 'version stamped into'],
    ['only what fits the module path', ['1.3.6', 'v2.1.9'], containerd2, 'v2.1.9', 'version stamped into'],
    [
      'the module’s version',
      [],
      [...containerd2, 'mod\tgithub.com/containerd/containerd/v2\tv2.2.1'],
      'v2.2.1',
      'build info of',
    ],
    ['the module path alone', [], containerd2, '2', 'module path in the build info of'],
    ['the old module path', [], containerd1, '1', 'module path in the build info of'],
    [
      'no commit without a tag',
      ['v2.1.5-0.20250801120000-0123456789ab'],
      [...containerd2, 'mod\tgithub.com/containerd/containerd/v2\tv2.1.5-0.20250801120000-0123456789ab'],
      '2',
      'module path in the build info of',
    ],
    [
      'nothing sure where two stamps differ',
      ['1.6.20', '1.7.24'],
      containerd1,
      '1',
      'module path in the build info of',
    ],
  ])('%s', async (_, stamps, lines, version, source) => {
    const { containerd } = await detect({ '/usr/bin/containerd': goProgram(stamps, lines) });
    expect(chosen(containerd)).toBe(`${version} by binary: ${source} /usr/bin/containerd`);
    expect(containerd.conflicts).toEqual([]);
  });

  it('of the kubelet', async () => {
    const { kubelet: answer } = await detect({ '/usr/bin/kubelet': goProgram(['v1.34.1'], kubelet) });
    expect(chosen(answer)).toBe('v1.34.1 by binary: version stamped into /usr/bin/kubelet');
    expect(answer.program).toBe('/usr/bin/kubelet');
  });

  it('count only where they are that program’s', async () => {
    const program = goProgram(['v1.34.1'], ['path\texample.com/wrapper']);
    const { kubelet: answer } = await detect({ '/usr/bin/kubelet': program });
    expect(answer).toEqual({ ...NOTHING, program: '/usr/bin/kubelet' });
  });

  it('are k3s’s too, which has a kubelet inside', async () => {
    const k3s = goProgram(['v1.30.2+k3s1', 'v1.30.2+k3s1'], ['path\tgithub.com/k3s-io/k3s/cmd/k3s']);
    const tree = memoryTree({ '/usr/local/bin/k3s': k3s });
    const evidence = await detectVersions(tree, { containerd: [], kubelet: ['/usr/local/bin/k3s'] });
    expect(chosen(evidence.kubelet)).toBe('v1.30.2+k3s1 by binary: version stamped into /usr/local/bin/k3s');
  });
});

describe('which claim is believed', () => {
  it('the program that the unit runs before the package of the same name', async () => {
    const { containerd } = await detect({
      '/usr/local/bin/containerd': goProgram(['v2.1.9'], containerd2),
      '/usr/bin/containerd': goProgram(['1.7.24~ds1'], containerd1),
      '/var/lib/dpkg/status': dpkg('containerd', '1.7.24~ds1-6+deb13u1'),
      '/var/lib/dpkg/info/containerd.list': '/.\n/usr/bin/containerd\n',
    });
    expect(chosen(containerd)).toBe('v2.1.9 by binary: version stamped into /usr/local/bin/containerd');
    expect(containerd.conflicts.map(({ source }) => source)).toEqual([
      'dpkg package containerd',
      'version stamped into /usr/bin/containerd',
      'module path in the build info of /usr/bin/containerd',
    ]);
    expect(containerd.program).toBe('/usr/local/bin/containerd');
  });

  it('a package fills in what the bytes leave open', async () => {
    const { containerd } = await detect({
      '/usr/bin/containerd': goProgram([], containerd2),
      '/var/lib/dpkg/status': dpkg('containerd', '2.1.9+ds1-5'),
    });
    expect(chosen(containerd)).toBe('2.1.9+ds1-5 by package: dpkg package containerd');
    expect(containerd.conflicts).toEqual([]);
  });

  it('but not what contradicts them', async () => {
    const { containerd } = await detect({
      '/usr/bin/containerd': goProgram([], containerd2),
      '/var/lib/dpkg/status': dpkg('containerd.io', '1.7.27-1'),
    });
    expect(chosen(containerd)).toBe('2 by binary: module path in the build info of /usr/bin/containerd');
    expect(containerd.conflicts.map(({ version }) => version.text)).toEqual(['1.7.27-1']);
  });

  it('a package that brought the file before what the builder wrote down, and that before any other package', async () => {
    const files = {
      '/usr/bin/kubelet': { content: '#!/bin/sh\n', mode: 0o755 },
      '/kind/version': 'v1.34.1\n',
      '/var/lib/dpkg/status': dpkg('kubelet', '1.33.1-1.1'),
    };
    expect(chosen((await detect(files)).kubelet)).toBe('v1.34.1 by record: /kind/version');
    const owned = { ...files, '/var/lib/dpkg/info/kubelet:amd64.list': '/usr/bin/kubelet\n' };
    expect(chosen((await detect(owned)).kubelet)).toBe('1.33.1-1.1 by owner: dpkg package kubelet');
  });

  it.each<[string, string, Record<string, MemoryFile>]>([
    [
      'lists other files',
      '/usr/local/bin/containerd',
      { '/var/lib/dpkg/info/containerd.io.list': '/usr/bin/containerd\n' },
    ],
    ['lists no files, where no package puts any', '/usr/local/bin/containerd', {}],
  ])('no package that %s', async (_, path, lists) => {
    const { containerd } = await detect({
      [path]: { content: '\x7fELF', mode: 0o755 },
      '/usr/bin/containerd': goProgram(['v1.7.20'], containerd1),
      '/var/lib/dpkg/status': dpkg('containerd.io', '1.7.20-1'),
      ...lists,
    });
    expect(chosen(containerd)).toBeNull();
    expect(containerd.disbelieved.map(({ confidence }) => confidence)).toEqual([
      'other-binary',
      'other-binary',
      'other-package',
    ]);
  });

  it('a package that brought the link to the program', async () => {
    const { containerd } = await detect({
      '/usr/bin/containerd': { symlink: '../lib/containerd/containerd' },
      '/usr/lib/containerd/containerd': { content: '\x7fELF', mode: 0o755 },
      '/var/lib/dpkg/status': dpkg('containerd.io', '1.7.20-1'),
      '/var/lib/dpkg/info/containerd.io.list': '/.\n/usr/bin/containerd\n',
    });
    expect(chosen(containerd)).toBe('1.7.20-1 by package: dpkg package containerd.io');
  });

  it('what kind wrote down is a conflict where the program is another', async () => {
    const evidence = await detect({
      '/kind/version': 'v1.36.1\n',
      '/usr/bin/kubelet': goProgram(['v1.34.1'], kubelet),
    });
    expect(chosen(evidence.kubelet)).toBe('v1.34.1 by binary: version stamped into /usr/bin/kubelet');
    expect(evidence.kubelet.conflicts).toEqual([evidence.kind]);
    expect(evidence.kind?.version.text).toBe('v1.36.1');
    expect(chosen(evidence.kubeadm)).toBe('v1.36.1 by record: /kind/version');
  });

  it('a link to the same program is no second program', async () => {
    const { containerd } = await detect({
      '/usr/local/bin/containerd': { symlink: '/usr/bin/containerd' },
      '/usr/bin/containerd': goProgram(['v1.7.27'], containerd1),
    });
    expect(containerd.claims.map(({ confidence }) => confidence)).toEqual(['binary', 'binary']);
    expect(containerd.program).toBe('/usr/bin/containerd');
  });
});

describe('records and names', () => {
  it.each<[string, Record<string, MemoryFile>, 'containerd' | 'kubelet', string]>([
    [
      'EKS kubelet',
      { '/etc/eks/kubelet-version.txt': 'Kubernetes v1.31.4-eks-0a1b2c\n' },
      'kubelet',
      'Kubernetes v1.31.4-eks-0a1b2c by record: /etc/eks/kubelet-version.txt',
    ],
    [
      'EKS containerd',
      { '/etc/eks/containerd-version.txt': 'containerd github.com/containerd/containerd 1.7.25 bcc810d\n' },
      'containerd',
      'containerd github.com/containerd/containerd 1.7.25 bcc810d by record: /etc/eks/containerd-version.txt',
    ],
    [
      'minikube',
      { '/var/lib/minikube/binaries/v1.33.1/kubelet': '' },
      'kubelet',
      'v1.33.1 by name: the folder /var/lib/minikube/binaries/v1.33.1',
    ],
    [
      'RKE2',
      { '/var/lib/rancher/rke2/data/v1.30.2-rke2r1-0a1b2c3d4e5f/bin/kubelet': '' },
      'kubelet',
      'v1.30.2 by name: the folder /var/lib/rancher/rke2/data/v1.30.2-rke2r1-0a1b2c3d4e5f',
    ],
    [
      'MicroK8s',
      { '/snap/microk8s/current': { symlink: '7000' }, '/snap/microk8s/7000/meta/snap.yaml': "version: 'v1.32.1'\n" },
      'kubelet',
      'v1.32.1 by record: snap microk8s',
    ],
    [
      'Bottlerocket',
      {
        '/usr/share/bottlerocket/application-inventory.json':
          '{"Content":[{"Name":"containerd-2.0","Version":"2.0.5"},{"Name":"bash","Version":"5"},{"Name":7},null]}',
      },
      'containerd',
      '2.0.5 by record: containerd-2.0 in /usr/share/bottlerocket/application-inventory.json',
    ],
  ])('%s', async (_, files, program, expected) => {
    expect(chosen((await detect(files))[program])).toBe(expected);
  });

  it('an inventory that is no JSON says nothing', async () => {
    const { containerd } = await detect({ '/usr/share/bottlerocket/application-inventory.json': '{' });
    expect(containerd.chosen).toBeNull();
  });
});

describe('the architecture of containerd', () => {
  it('is told by the build information', async () => {
    const file = goProgram(['v2.0.2'], [...containerd2, 'build\tGOARCH=arm64']);
    expect((await detect({ '/usr/bin/containerd': file })).architecture).toBe('arm64');
    expect((await detect({ '/usr/bin/containerd': goProgram(['v2.0.2'], containerd2) })).architecture).toBeNull();
  });
});

describe('the TOML library', () => {
  it('is told by the build information', async () => {
    const lines = [...containerd2, 'dep\tgithub.com/pelletier/go-toml/v2\tv2.2.3\th1:x'];
    const { tomlLibrary } = await detect({ '/usr/bin/containerd': goProgram(['v2.0.2'], lines) });
    expect(tomlLibrary).toMatchObject({
      module: 'github.com/pelletier/go-toml/v2',
      version: { text: 'v2.2.3' },
      source: 'build info of /usr/bin/containerd',
    });
  });

  const built = 'Static-Built-Using: go-md2man (= 2.0.7),\n golang-github-pelletier-go-toml.v2 (= 2.4.3-2)\n';
  const debian = {
    '/usr/bin/containerd': goProgram(['2.1.9+unknown'], containerd2),
    '/var/lib/dpkg/status': dpkg('containerd', '2.1.9+ds1-5', built),
  };

  it('is told by the Debian package that brought the program', async () => {
    const files = { ...debian, '/var/lib/dpkg/info/containerd.list': '/usr/bin/containerd\n' };
    expect((await detect(files)).tomlLibrary).toMatchObject({
      module: 'github.com/pelletier/go-toml/v2',
      version: { text: '2.4.3-2' },
      source: 'dpkg package containerd',
    });
  });

  it('is not told by a package that did not', async () => {
    const files = { ...debian, '/var/lib/dpkg/info/containerd.list': '/usr/sbin/containerd\n' };
    expect((await detect(files)).tomlLibrary).toBeNull();
  });
});

describe('what cannot be read', () => {
  it('is said', async () => {
    const evidence = await detect({
      '/usr/bin/containerd': { unreadable: 'input error' },
      '/var/lib/dpkg/status': { unreadable: 'permission denied' },
      '/var/lib/rpm/rpmdb.sqlite': 'not one',
      '/kind/version': { directory: true },
    });
    expect(evidence.unread).toEqual([
      { path: '/var/lib/dpkg/status', reason: 'permission denied' },
      { path: '/var/lib/rpm/rpmdb.sqlite', reason: 'it is no SQLite database' },
      { path: '/kind/version', reason: '/kind/version is a directory' },
      { path: '/usr/bin/containerd', reason: 'input error' },
    ]);
    expect(evidence.containerd.chosen).toBeNull();
  });

  it('does not make another program the one that would run, nor its version the one that counts', async () => {
    const { containerd } = await detect({
      '/usr/local/bin/containerd': { unreadable: 'input error' },
      '/usr/bin/containerd': goProgram(['v1.7.27'], containerd1),
    });
    expect(chosen(containerd)).toBeNull();
    expect(containerd.disbelieved.map(({ source }) => source)).toContain('version stamped into /usr/bin/containerd');
    expect(containerd.program).toBeNull();
  });

  it('an empty image has nothing', async () => {
    const evidence = await detect({});
    expect(evidence.unread).toEqual([]);
    for (const program of ['containerd', 'kubelet', 'kubeadm', 'cri-o', 'dockerd', 'cri-dockerd'] as const) {
      expect(evidence[program]).toEqual({ ...NOTHING, program: null });
    }
  });
});
