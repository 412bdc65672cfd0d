import { describe, expect, test } from 'vitest';
import { diskFormat } from '../../../src/image/disk/disk-format.ts';
import { InputProblem } from '../../../src/image/input-problem.ts';
import type { DiskConnection } from '../../../src/image/ports.ts';
import { directory, file, type Member, symlink, tar } from '../make-tar.ts';
import { memoryPorts } from '../memory-ports.ts';
import { opened, refused, textOf } from '../open-image.ts';

function qcow2(change: (header: Buffer) => void = () => {}): Buffer {
  const header = Buffer.alloc(512);
  header.write('QFI\xfb', 'latin1');
  header.writeUInt32BE(3, 4);
  change(header);
  return header;
}

describe('the format of a disk', () => {
  test('is told by its header', () => {
    expect(diskFormat(qcow2(), 'x')).toBe('qcow2');
    expect(diskFormat(Buffer.alloc(512), 'x')).toBe('raw');
    expect(diskFormat(Buffer.alloc(3), 'x')).toBe('raw');
  });

  test.each<readonly [string, Buffer, RegExp]>([
    ['a backing file', qcow2((header) => header.writeBigUInt64BE(600n, 8)), /differs from another image/],
    ['an external data file', qcow2((header) => header.writeBigUInt64BE(4n, 72)), /in another file/],
    ['encryption', qcow2((header) => header.writeUInt32BE(1, 32)), /encrypted/],
    ['the first version', qcow2((header) => header.writeUInt32BE(1, 4)), /version 1/],
    ['VMDK', Buffer.concat([Buffer.from('KDMV'), Buffer.alloc(508)]), /VMDK.*qemu-img convert/],
  ])('%s is refused', (_name, head, message) => {
    expect(() => diskFormat(head, 'disk.img')).toThrow(message);
  });
});

interface Guest {
  readonly commands: string[][];
  readonly disk: DiskConnection;
  closed: boolean;
}

/** Answers guestfish's commands from a list of files. */
function guest(members: readonly Member[], said = ''): Guest {
  const at = (path: string) => members.find(({ name }) => `/${name.replace(/\/$/, '')}` === path);
  const answer = (command: readonly string[]): Buffer => {
    const [verb, path = '', second = '', third = ''] = command;
    if (verb === 'is-dir') return Buffer.from(`${at(path)?.type === '5'}\n`);
    if (verb === 'lstatnslist') {
      if (path !== '/' && at(path)?.type !== '5') throw new InputProblem(`internal_lstatnslist: ${path}: No such file`);
      const found = at(`${path === '/' ? '' : path}/${second.replace(/^(["'])(.*)\1$/, '$2')}`);
      if (!found) return Buffer.from('[0] = {\n  st_ino: -1\n  st_mode: 0\n  st_size: 0\n}\n');
      const type = { '0': 0o100000, '2': 0o120000, '5': 0o040000 }[found.type ?? '0'] ?? 0;
      return Buffer.from(
        `[0] = {\n  st_ino: 7\n  st_mode: ${type + 0o644}\n  st_size: ${found.content?.length ?? 0}\n}\n`,
      );
    }
    const found = at(path);
    const content = Buffer.from(found?.content ?? '');
    if (verb === 'readlink') return Buffer.from(`${found?.link}\n`);
    if (verb === 'download') return content;
    if (verb === 'pread') return content.subarray(Number(third), Number(third) + Number(second));
    if (verb !== 'tar-out') throw new InputProblem(`guestfish ${verb}: unknown command`);
    const below = members.filter(({ name }) => `/${name}`.startsWith(`${path}/`));
    return tar([directory('./'), ...below.map((one) => ({ ...one, name: `./${one.name.slice(path.length)}` }))]);
  };
  const made: Guest = {
    commands: [],
    closed: false,
    disk: {
      accelerated: true,
      inspected: true,
      said: () => said,
      run: async function* (command) {
        made.commands.push([...command]);
        yield answer(command);
      },
      close: async () => {
        made.closed = true;
      },
    },
  };
  return made;
}

const files = { '/disk.img': Buffer.concat([Buffer.alloc(510), Buffer.from([0x55, 0xaa])]) };
const over = (made: Guest) => ({ ports: { ...memoryPorts(files), disk: async () => made.disk } });

describe('a disk image', () => {
  const members: readonly Member[] = [
    directory('etc/'),
    directory('etc/containerd/'),
    file('etc/containerd/config.toml', 'version = 2\n'),
    symlink('etc/link', '../opt/far'),
    directory('opt/'),
    file('opt/far', 'far away'),
    symlink('opt/long', `../etc/${'./'.repeat(60)}containerd/config.toml`),
    file("opt/it's", 'quoted'),
    file('usr/bin/kubelet', '#!/bin/sh\n'),
    directory('usr/'),
    directory('usr/bin/'),
  ];

  test('is read through commands, folders at a time and files one by one', async () => {
    const made = guest(members);
    const image = await opened('disk:/disk.img', {}, over(made));
    expect(await textOf(image, '/etc/containerd/config.toml')).toBe('-:version = 2\n');
    expect(await textOf(image, '/etc/link')).toBe('-:far away');
    expect(await textOf(image, '/opt/long')).toBe('-:version = 2\n');
    expect(await textOf(image, "/opt/it's")).toBe('-:quoted');
    expect(await textOf(image, '/opt/none')).toMatch(/^absent/);
    expect(await image.tree.list('/etc')).toMatchObject({ names: ['containerd', 'link'] });
    expect(await image.tree.binary('/usr/bin/kubelet')).toMatchObject({ ok: true, facts: { format: 'other' } });
    expect(await image.settle()).toEqual([]);
    expect(image.form).toBe('disk');
    expect(made.commands.filter(([verb]) => verb === 'tar-out')).toEqual([['tar-out', '/etc', '-']]);
    await image.close();
    expect(made.closed).toBe(true);
  });

  test('is told by its bytes', async () => {
    expect((await opened('/disk.img', {}, over(guest(members)))).form).toBe('disk');
  });

  test('without an /etc is none of ours, and is closed again', async () => {
    const made = guest([directory('usr/')]);
    expect((await refused('disk:/disk.img', {}, over(made))).message).toMatch(/no \/etc/);
    expect(made.closed).toBe(true);
  });

  test('a command that fails leaves the answer open', async () => {
    const made = guest(members);
    const run = made.disk.run;
    const failing: Guest = {
      ...made,
      disk: {
        ...made.disk,
        run: async function* (command) {
          if (command[0] === 'download') throw new InputProblem('guestfish download: Input/output error');
          yield* run(command);
        },
      },
    };
    const image = await opened('disk:/disk.img', {}, over(failing));
    expect(await textOf(image, '/opt/far')).toBe('unreadable: guestfish download: Input/output error');
  });

  test('without a folder that every image has still answers', async () => {
    const image = await opened(
      'disk:/disk.img',
      {},
      over(guest([directory('etc/'), directory('usr/'), directory('usr/lib/')])),
    );
    expect(await textOf(image, '/usr/lib/systemd/system/kubelet.service')).toMatch(/^absent/);
    expect(await image.settle()).toEqual([]);
  });

  test('of which a file system could not be mounted is not known as a whole', async () => {
    const mounting = (folder: string) =>
      `libguestfs: error: mount_ro: mount exited with status 32: mount: /sysroot${folder}: wrong fs type, bad option, bad superblock on /dev/sda2.\n`;
    const absent = 'libguestfs: error: mount_ro: mount_ro_stub: /dev/disk/cloud/azure_resource-part1: No such file\n';
    const ignored = 'guestfish: some filesystems could not be mounted (ignored)\n';
    const said = `${absent}${mounting('/var')}${mounting('/boot/efi')}${mounting('/var')}${ignored}`;
    const image = await opened('disk:/disk.img', {}, over(guest(members, said)));
    expect(await image.settle()).toEqual([
      expect.stringMatching(/^\/disk\.img: the file system of \/var could not be mounted, /),
    ]);
    const whole = await opened('disk:/disk.img', {}, over(guest(members, `${absent}${mounting('/mnt')}${ignored}`)));
    expect(await whole.settle()).toEqual([]);
  });

  test('says what is missing', async () => {
    expect(await refused('disk:/disk.img', files)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('guestfish'),
    });
  });
});

describe('a disk on which no system is known', () => {
  const CHECKSUM = 'ab'.repeat(32);
  const DEPLOYED = `fs1/ostree/deploy/node/deploy/${CHECKSUM}.0`;

  /** A guest whose file systems are folders of it; of those in `broken` none can be mounted. */
  function bare(
    systems: Readonly<Record<string, { readonly type: string; readonly label?: string }>>,
    members: readonly Member[],
    broken: readonly string[] = [],
  ): Guest {
    const made = guest(members);
    const run = made.disk.run;
    const mounted: string[] = [];
    const answer = (command: readonly string[]): string | null => {
      const [verb, first = '', second = ''] = command;
      if (verb === 'list-filesystems')
        return Object.entries(systems)
          .map(([device, { type }]) => `${device}: ${type}\n`)
          .join('');
      if (verb === '-mount-ro' && !broken.includes(first)) mounted.push(`${first}: ${second}\n`);
      if (verb === 'mkmountpoint' || verb === '-mount-ro') return '';
      if (verb === 'mountpoints') return mounted.join('');
      if (verb === 'vfs-label') return `${systems[first]?.label ?? ''}\n`;
      if (verb !== 'ls0') return null;
      const below = members.filter(({ name }) => `/${name}`.startsWith(`${first}/`));
      return [...new Set(below.map(({ name }) => name.slice(first.length).split('/')[0]))]
        .map((name) => `${name}\0`)
        .join('');
    };
    return {
      ...made,
      disk: {
        ...made.disk,
        inspected: false,
        run: async function* (command) {
          const text = answer(command);
          if (text === null) yield* run(command);
          else yield Buffer.from(text, 'latin1');
        },
      },
    };
  }

  const folders = (path: string): readonly Member[] =>
    path.split('/').map((_, index, parts) => directory(`${parts.slice(0, index + 1).join('/')}/`));
  const TWO = { '/dev/sda1': { type: 'vfat' }, '/dev/sda2': { type: 'ext4' }, '/dev/sda3': { type: 'xfs' } };

  test("is a deployment of ostree's", async () => {
    const made = bare(TWO, [
      ...folders(`${DEPLOYED}/etc/containerd`),
      file(`${DEPLOYED}/etc/containerd/config.toml`, 'version = 2\n'),
      ...folders(`${DEPLOYED}/usr/lib`),
      ...folders('fs1/ostree/deploy/node/var/lib/kubelet'),
      file('fs1/ostree/deploy/node/var/lib/kubelet/config.yaml', 'kubelet\n'),
      ...folders('fs1/ostree/repo'),
      file('fs1/ostree/repo/config', 'repo\n'),
    ]);
    const image = await opened('disk:/disk.img', {}, over(made));
    expect(await textOf(image, '/etc/containerd/config.toml')).toBe('-:version = 2\n');
    expect(await textOf(image, '/var/lib/kubelet/config.yaml')).toBe('-:kubelet\n');
    expect(await textOf(image, '/sysroot/ostree/repo/config')).toBe('-:repo\n');
    expect(image.reading().remarks).toEqual([
      `the files are those of the deployment /${DEPLOYED.slice('fs1/'.length)}`,
    ]);
    expect(await image.settle()).toEqual([]);
  });

  test('is one with a name that cannot be asked for', async () => {
    const made = bare(TWO, [
      ...folders(`${DEPLOYED}/etc`),
      ...folders(`${DEPLOYED}/usr/lib`),
      directory('fs1/ostree/deploy/a b/'),
    ]);
    expect((await refused('disk:/disk.img', {}, over(made))).message).toMatch(
      /\/fs1\/ostree\/deploy has a name that guestfish is not asked for: "a b"$/,
    );
  });

  const ROOT = { '/dev/sda3': { type: 'ext4', label: 'USR-A' }, '/dev/sda9': { type: 'ext4', label: 'ROOT' } };
  const FLATCAR: readonly Member[] = [
    ...folders('fs0/share/flatcar/etc/systemd'),
    file('fs0/share/flatcar/etc/systemd/x', 'of the lower\n'),
    directory('fs0/bin/'),
    file('fs0/bin/tool', '#!/bin/sh\n'),
    ...folders('fs1/etc/containerd'),
    file('fs1/etc/containerd/config.toml', 'version = 3\n'),
  ];

  test('is Flatcar', async () => {
    const image = await opened('disk:/disk.img', {}, over(bare(ROOT, FLATCAR)));
    expect(await textOf(image, '/etc/containerd/config.toml')).toBe('-:version = 3\n');
    expect(await textOf(image, '/etc/systemd/x')).toBe('-:of the lower\n');
    expect(await textOf(image, '/usr/bin/tool')).toBe('-:#!/bin/sh\n');
    expect(await textOf(image, '/bin/tool')).toBe('-:#!/bin/sh\n');
    expect(await image.tree.list('/etc')).toMatchObject({ names: ['containerd', 'systemd'] });
  });

  test.each([
    ['/oem', []],
    ['/usr/share/oem', folders('fs0/share/oem')],
  ])('is Flatcar with what its maker put at %s', async (at, more) => {
    const systems = { ...ROOT, '/dev/sda6': { type: 'btrfs', label: 'OEM' } };
    const image = await opened(
      'disk:/disk.img',
      {},
      over(bare(systems, [...FLATCAR, ...more, directory('fs2/'), file('fs2/config.ign', '{}\n')])),
    );
    expect(await textOf(image, `${at}/config.ign`)).toBe('-:{}\n');
    expect(await image.tree.list(at)).toMatchObject({ names: ['config.ign'] });
  });

  test('has deployments on two of its file systems', async () => {
    const made = bare(TWO, [...folders(DEPLOYED), ...folders(DEPLOYED.replace('fs1', 'fs0'))]);
    expect((await refused('disk:/disk.img', {}, over(made))).message).toMatch(
      /more than one of its file systems has deployments \(\/dev\/sda2, \/dev\/sda3\)/,
    );
  });

  test('is one of two Flatcars', async () => {
    const systems = { ...ROOT, '/dev/sda4': { type: 'ext4', label: 'USR-B' } };
    const made = bare(systems, [...FLATCAR, ...folders('fs2/share/flatcar')]);
    expect((await refused('disk:/disk.img', {}, over(made))).message).toMatch(
      /more than one Flatcar is on it, .*\(\/dev\/sda3 and \/dev\/sda4\)/,
    );
    expect(made.disk).toMatchObject({ inspected: false });
  });

  test.each<[string, Parameters<typeof bare>[0], readonly string[], RegExp]>([
    ['is none', TWO, [], /no operating system was found on it$/],
    [
      'is encrypted',
      { ...TWO, '/dev/sda4': { type: 'crypto_LUKS' } },
      [],
      /found on it: \/dev\/sda4 is encrypted \(LUKS\); judge/,
    ],
    ['cannot be mounted', TWO, ['/dev/sda3'], /found on it: \/dev\/sda3 \(xfs\) could not be mounted; judge/],
  ])('%s', async (_, systems, broken, message) => {
    expect(
      (await refused('disk:/disk.img', {}, over(bare(systems, [directory('fs0/home/')], broken)))).message,
    ).toMatch(message);
  });
});

describe('a disk whose /usr is elsewhere', () => {
  test.each([
    ['empty', [directory('etc/'), directory('usr/')]],
    ['absent', [directory('etc/')]],
  ])('%s', async (_, members) => {
    const image = await opened('disk:/disk.img', {}, over(guest(members)));
    expect(await image.settle()).toEqual([expect.stringMatching(/^\/disk\.img: its \/usr is empty, /)]);
  });
});
