import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseApk, readApk } from '../../../src/versions/packages/apk.ts';
import { parseStatus, readDpkg } from '../../../src/versions/packages/dpkg.ts';
import { readPacman } from '../../../src/versions/packages/pacman.ts';
import { readPackages } from '../../../src/versions/packages/read-packages.ts';
import { programOfPackage } from '../../../src/versions/program.ts';
import { memoryTree } from '../../support/memory-tree.ts';

const all = () => true;

describe('dpkg', () => {
  const status = [
    'Package: containerd',
    'Status: install ok installed',
    'Architecture: amd64',
    'Version: 1:1.7.24~ds1-6+deb13u1',
    'Built-Using: golang-1.24 (= 1.24.4-1), golang-toml (= 0.3.1-1)',
    'Static-Built-Using: golang-github-pelletier-go-toml',
    ' (= 1.9.5-1)',
    'Description: one',
    ' Package: not this',
    '',
    'Package: kubelet',
    'Status: deinstall ok config-files',
    'Version: 1.30.0-1.1',
    '',
    'Package: no-version',
    'Status: install ok installed',
    ' ',
    'Package: runc',
    'Status: hold ok installed',
    'Version: 1.3.6+ds1-1',
  ].join('\n');

  it('reads what is installed', async () => {
    const { packages, unread } = await readDpkg(
      memoryTree({
        '/var/lib/dpkg/status': status,
        '/var/lib/dpkg/info/containerd.list': '/.\n/usr\n/usr/bin/containerd\n',
      }),
      all,
    );
    expect(unread).toEqual([]);
    expect(packages).toEqual([
      {
        name: 'containerd',
        version: '1.7.24~ds1-6+deb13u1',
        database: 'dpkg',
        path: '/var/lib/dpkg/status',
        files: expect.any(Function),
        builtUsing: new Map([
          ['golang-1.24', '1.24.4-1'],
          ['golang-toml', '0.3.1-1'],
          ['golang-github-pelletier-go-toml', '1.9.5-1'],
        ]),
      },
      expect.objectContaining({ name: 'runc', version: '1.3.6+ds1-1' }),
    ]);
    expect(await packages[0]?.files()).toEqual(['/.', '/usr', '/usr/bin/containerd']);
    expect(await packages[1]?.files()).toBeNull();
  });

  it('reads the folder that distroless images have', async () => {
    const { packages } = await readDpkg(
      memoryTree({
        '/var/lib/dpkg/status.d/containerd': 'Package: containerd\nVersion: 2.1.9-1\n',
        '/var/lib/dpkg/status.d/containerd.md5sums': 'Package: containerd\nVersion: 9.9.9-1\n',
      }),
      all,
    );
    expect(packages.map(({ version, path }) => [version, path])).toEqual([
      ['2.1.9-1', '/var/lib/dpkg/status.d/containerd'],
    ]);
  });

  it('takes any text', () => {
    const lines = fc.constantFrom(
      'Package: a',
      'Version: 1',
      'Status: install ok installed',
      ' ',
      '',
      ':',
      'Built-Using: a (= 1)',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(lines, fc.string())), (text) => {
        expect(Array.isArray(parseStatus(text.join('\n'), all))).toBe(true);
      }),
    );
  });
});

describe('apk', () => {
  const installed =
    'C:Q1abc=\nP:containerd\nV:2.0.2-r1\nF:usr/bin\nR:containerd\na:0:0:755\nF:\nR:top\n\nP:musl\nV:1.2\n\n';

  it('reads packages and their files', async () => {
    const { packages } = await readApk(memoryTree({ '/lib/apk/db/installed': installed }), (name) => name !== 'musl');
    expect(packages).toEqual([
      {
        name: 'containerd',
        version: '2.0.2-r1',
        database: 'apk',
        path: '/lib/apk/db/installed',
        files: expect.any(Function),
        builtUsing: new Map(),
      },
    ]);
    expect(await packages[0]?.files()).toEqual(['/usr/bin/containerd', '/top']);
  });

  it('reads one database once', async () => {
    const files = { '/usr/lib/apk/db/installed': installed, '/lib': { symlink: 'usr/lib' } };
    expect((await readApk(memoryTree(files), all)).packages).toHaveLength(2);
  });

  it('takes any text', () => {
    const lines = fc.constantFrom('P:a', 'V:1', 'F:x', 'R:y', '', 'P:', 'F');
    fc.assert(
      fc.property(fc.array(fc.oneof(lines, fc.string())), (text) => {
        expect(Array.isArray(parseApk(text.join('\n'), '/p', all))).toBe(true);
      }),
    );
  });
});

it('pacman tells by the folders’ names', async () => {
  const { packages } = await readPacman(
    memoryTree({
      '/var/lib/pacman/local/ALPM_DB_VERSION': '9\n',
      '/var/lib/pacman/local/containerd-2.1.4-1/desc': '%NAME%\ncontainerd\n',
      '/var/lib/pacman/local/containerd-2.1.4-1/files':
        '%FILES%\nusr/\nusr/bin/\nusr/bin/containerd\n\n%BACKUP%\netc/x\n',
      '/var/lib/pacman/local/docker-1:28.5.2-1/desc': '',
    }),
    all,
  );
  const found = await Promise.all(packages.map(async (item) => [item.name, item.version, await item.files()]));
  expect(found).toEqual([
    ['containerd', '2.1.4-1', ['/usr/bin/containerd']],
    ['docker', '28.5.2-1', null],
  ]);
});

it('a database that can’t be read is no empty one', async () => {
  const tree = memoryTree({
    '/var/lib/dpkg/status': { unreadable: 'a' },
    '/lib/apk/db/installed': { directory: true },
    '/var/lib/pacman/local': 'a file',
  });
  const { packages, unread } = await readPackages(tree, all);
  expect(packages).toEqual([]);
  expect(unread.map(({ path }) => path)).toEqual([
    '/var/lib/dpkg/status',
    '/lib/apk/db/installed',
    '/var/lib/pacman/local',
  ]);
});

it.each([
  ['containerd', 'containerd'],
  ['containerd.io', 'containerd'],
  ['moby-containerd', 'containerd'],
  ['containerd2', 'containerd'],
  ['containerd-2.1', 'containerd'],
  ['kubelet', 'kubelet'],
  ['kubelet-1.31', 'kubelet'],
  ['kubernetes1.31', 'kubelet'],
  ['kubernetes1.31-kubelet', 'kubelet'],
  ['kubernetes-node', 'kubelet'],
  ['kubeadm', 'kubeadm'],
  ['cri-o', 'cri-o'],
  ['cri-o1.31', 'cri-o'],
  ['docker-ce', 'dockerd'],
  ['docker.io', 'dockerd'],
  ['cri-dockerd', 'cri-dockerd'],
  ['containerd-stargz-grpc', null],
  ['python3-containerd', null],
  ['kubernetes-cni', null],
  ['docker-ce-cli', null],
])('package %s brings %s', (name, program) => {
  expect(programOfPackage(name)).toBe(program);
});
