import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveUnit } from '../../src/systemd/resolve-unit.ts';
import type { Observation } from '../../src/text/observation.ts';
import type { Location } from '../../src/text/position.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

const etc = '/etc/systemd/system/kubelet.service';
const usr = '/usr/lib/systemd/system/kubelet.service';

function at(path: string, line: number, from: number, to: number, endLine = line): Location {
  return { path, startLine: line, startColumn: from, endLine, endColumn: to };
}

async function resolve(files: Readonly<Record<string, MemoryFile>>, name = 'kubelet.service') {
  return await resolveUnit(memoryTree(files), name);
}

function find(observations: readonly Observation[], kind: string): Observation | undefined {
  return observations.find((one) => one.kind === kind);
}

describe('limits', () => {
  test.each<[string, string, Readonly<Record<string, MemoryFile>>]>([
    [
      'too-many',
      '/etc/e/*',
      Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`/etc/e/${index}`, 'A=1\n'])),
    ],
    ['too-large', `/etc/${'e'.repeat(4096)}`, {}],
  ])('what is not read of environment files is a doubt: %s', async (reason, path, files) => {
    const { doubts } = await resolve({
      [usr]: `[Service]\nExecStart=/usr/bin/kubelet\nEnvironmentFile=-${path}\n`,
      ...files,
    });
    expect(doubts).toMatchObject([{ kind: 'unreadable', detail: { reason } }]);
  });
});

describe('which of several commands', () => {
  const programs = { '/usr/bin/prepare': '', '/usr/bin/kubelet': '' };
  const oneshot = (...lines: readonly string[]) => `[Service]\nType=oneshot\n${lines.join('\n')}\n`;
  const chosen = async (text: string, program: string | null): Promise<string | undefined> =>
    (await resolveUnit(memoryTree({ [usr]: text, ...programs }), 'kubelet.service', program)).command?.program;

  test.each<[string, string, string | null, string]>([
    ['the first', oneshot('ExecStart=/usr/bin/prepare', 'ExecStart=/usr/bin/kubelet'), null, '/usr/bin/prepare'],
    [
      'the one asked about',
      oneshot('ExecStart=/usr/bin/prepare', 'ExecStart=/usr/bin/kubelet'),
      'kubelet',
      '/usr/bin/kubelet',
    ],
    [
      'one behind a semicolon',
      oneshot('ExecStart=/usr/bin/prepare ; /usr/bin/kubelet --v=2'),
      'kubelet',
      '/usr/bin/kubelet',
    ],
    [
      'the first that is there',
      oneshot('ExecStart=-/usr/bin/gone', 'ExecStart=/usr/bin/prepare'),
      null,
      '/usr/bin/prepare',
    ],
    [
      'none behind one that fails',
      oneshot('ExecStart=/usr/bin/gone', 'ExecStart=/usr/bin/kubelet'),
      'kubelet',
      '/usr/bin/gone',
    ],
    ['what is not there', oneshot('ExecStart=-/usr/bin/gone', 'ExecStart=-/usr/bin/lost'), null, '/usr/bin/gone'],
  ])('%s', async (_, text, program, expected) => {
    expect(await chosen(text, program)).toBe(expected);
  });
});

describe('where an argument comes from', () => {
  test('a word of the command line', async () => {
    const { command } = await resolve({
      [usr]: '[Service]\nExecStart=/usr/bin/kubelet --v=2 \\\n  "--cgroup-driver=systemd"\n',
    });
    expect(command?.arguments).toEqual([
      { text: '--v=2', origins: [at(usr, 2, 28, 33)] },
      { text: '--cgroup-driver=systemd', origins: [at(usr, 3, 3, 28)] },
    ]);
    expect(command?.location).toEqual(at(usr, 2, 1, 28, 3));
  });

  test('a variable of an environment file, then the word that asks for it', async () => {
    const { command } = await resolve({
      [usr]: '[Service]\nEnvironmentFile=/etc/default/kubelet\nExecStart=/usr/bin/kubelet $EXTRA --x=${ONE}\n',
      '/etc/default/kubelet': '# mine\nEXTRA="--v=2  --cgroup-driver=\'systemd\'"\nONE=1\n',
    });
    expect(command?.arguments).toEqual([
      { text: '--v=2', origins: [at('/etc/default/kubelet', 2, 8, 13), at(usr, 3, 28, 34)] },
      { text: '--cgroup-driver=systemd', origins: [at('/etc/default/kubelet', 2, 15, 39), at(usr, 3, 28, 34)] },
      { text: '--x=1', origins: [at('/etc/default/kubelet', 3, 5, 6), at(usr, 3, 35, 45)] },
    ]);
  });

  test('a variable of a drop-in, counted in UTF-16 code units', async () => {
    const dropIn = `${etc}.d/10.conf`;
    const { command, environment, dropIns } = await resolve({
      [usr]: '[Service]\nExecStart=/usr/bin/kubelet $EXTRA\n',
      [dropIn]: '[Service]\nEnvironment=EMOJI=😀 "EXTRA=--a --b"\n',
    });
    expect(command?.arguments[1]).toEqual({ text: '--b', origins: [at(dropIn, 2, 33, 36), at(usr, 2, 28, 34)] });
    expect(environment).toContainEqual({ name: 'EXTRA', value: '--a --b', origin: at(dropIn, 2, 22, 37) });
    expect(dropIns).toEqual([dropIn]);
  });

  test('a file behind a symlink is named by its own path', async () => {
    const { fragment, command } = await resolve({
      '/opt/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet --v=2\n',
      [etc]: { symlink: '/opt/kubelet.service' },
    });
    expect(fragment).toBe('/opt/kubelet.service');
    expect(command?.arguments[0]?.origins).toEqual([at('/opt/kubelet.service', 2, 28, 33)]);
  });
});

describe('what is noticed', () => {
  const base = '[Service]\nEnvironmentFile=-/etc/default/kubelet\nExecStart=/usr/bin/kubelet $EXTRA\n';
  const table: readonly {
    readonly kind: string;
    readonly files: Readonly<Record<string, MemoryFile>>;
    readonly location: Location;
    readonly related?: readonly Location[];
    readonly detail?: Readonly<Record<string, unknown>>;
  }[] = [
    {
      kind: 'environment-nullified-by-file',
      files: {
        [usr]: base,
        [`${etc}.d/20.conf`]: '[Service]\nEnvironment="EXTRA=--cgroup-driver=systemd"\n',
        '/etc/default/kubelet': '\nEXTRA=\n',
      },
      location: at(`${etc}.d/20.conf`, 2, 13, 44),
      related: [at('/etc/default/kubelet', 2, 1, 7)],
      detail: { name: 'EXTRA', value: '--cgroup-driver=systemd', winner: '' },
    },
    {
      kind: 'exec-start-without-reset',
      files: { [usr]: base, [`${etc}.d/20.conf`]: '[Service]\nExecStart=/usr/bin/kubelet --v=2\n' },
      location: at(`${etc}.d/20.conf`, 2, 1, 33),
      related: [at(usr, 3, 1, 34)],
      detail: { type: 'simple' },
    },
    {
      kind: 'export-in-environment-file',
      files: { [usr]: base, '/etc/default/kubelet': 'export EXTRA=--v=2\n' },
      location: at('/etc/default/kubelet', 1, 1, 19),
      detail: { name: 'EXTRA', value: '--v=2' },
    },
    {
      kind: 'comment-after-quoted-value',
      files: { [usr]: base, '/etc/default/kubelet': 'EXTRA="--v=2" # --v=3\n' },
      location: at('/etc/default/kubelet', 1, 15, 22),
      detail: { name: 'EXTRA', value: '--v=2# --v=3' },
    },
    {
      kind: 'comment-in-unquoted-value',
      files: { [usr]: base, '/etc/default/kubelet': 'EXTRA=--v=2 # more\n' },
      location: at('/etc/default/kubelet', 1, 13, 19),
    },
    {
      kind: 'variable-inside-word',
      files: { [usr]: '[Service]\nExecStart=/usr/bin/kubelet --opts=$EXTRA\n' },
      location: at(usr, 2, 28, 41),
      detail: { name: 'EXTRA', word: '--opts=$EXTRA' },
    },
    {
      kind: 'assignment-outside-section',
      files: { [usr]: base, [`${etc}.d/10.conf`]: 'Environment=EXTRA=--v=2\n' },
      location: at(`${etc}.d/10.conf`, 1, 1, 24),
      detail: { key: 'Environment', value: 'EXTRA=--v=2' },
    },
    {
      kind: 'assignment-in-wrong-section',
      files: { [usr]: base, [`${etc}.d/10.conf`]: '[Unit]\nEnvironment=EXTRA=--v=2\n' },
      location: at(`${etc}.d/10.conf`, 2, 1, 24),
      detail: { section: 'Unit' },
    },
    {
      kind: 'invalid-line',
      files: { [usr]: base, [`${etc}.d/10.conf`]: '[Service]\nKUBELET\n' },
      location: at(`${etc}.d/10.conf`, 2, 1, 8),
    },
    {
      kind: 'environment-file-not-named',
      files: { [usr]: base, '/etc/sysconfig/kubelet': '# a\nEXTRA=--cgroup-driver=systemd\n' },
      location: at('/etc/sysconfig/kubelet', 2, 1, 30),
      detail: { path: '/etc/sysconfig/kubelet', names: 'EXTRA', mentionsDriver: true },
    },
    {
      kind: 'drop-in-shadowed',
      files: { [usr]: base, [`${usr}.d/a.conf`]: '[Service]\n', [`${etc}.d/a.conf`]: '[Service]\n' },
      location: at(`${usr}.d/a.conf`, 1, 1, 1),
      related: [at(`${etc}.d/a.conf`, 1, 1, 1)],
    },
    {
      kind: 'drop-in-masked',
      files: { [usr]: base, [`${usr}.d/a.conf`]: '[Service]\n', [`${etc}.d/a.conf`]: { symlink: '/dev/null' } },
      location: at(`${etc}.d/a.conf`, 1, 1, 1),
      related: [at(`${usr}.d/a.conf`, 1, 1, 1)],
    },
    {
      kind: 'drop-in-not-read',
      files: { [usr]: base, [`${etc}.d/10-driver.conf.bak`]: '[Service]\n' },
      location: at(`${etc}.d/10-driver.conf.bak`, 1, 1, 1),
    },
    {
      kind: 'drop-in-cut-off',
      files: { [usr]: base, [`${etc}.d/10.conf`]: '[Service]\nExecStart=\nExecStart=/usr/bin/kubelet "x\n' },
      location: at(`${etc}.d/10.conf`, 3, 1, 30),
      detail: { problem: 'unbalanced-quotes' },
    },
    {
      kind: 'exec-start-missing',
      files: { [usr]: base, [`${etc}.d/10.conf`]: '[Service]\nExecStart=\n' },
      location: at(`${etc}.d/10.conf`, 2, 1, 11),
    },
    {
      kind: 'environment-reset',
      files: { [usr]: `${base}Environment=A=1\nEnvironment=\n` },
      location: at(usr, 4, 13, 16),
      related: [at(usr, 5, 1, 13)],
      detail: { name: 'A', value: '1' },
    },
    {
      kind: 'invalid-assignment',
      files: { [usr]: `${base}Environment=A=1 nothing\n` },
      location: at(usr, 4, 17, 24),
      detail: { item: 'nothing' },
    },
  ];

  test.each(table)('$kind', async ({ kind, files, location, related, detail = {} }) => {
    const observation = find((await resolve(files)).observations, kind);
    expect(observation?.location).toEqual(location);
    if (related !== undefined) expect(observation?.related.map((one) => one.location)).toEqual(related);
    expect(observation?.detail).toMatchObject({ unit: 'kubelet.service', ...detail });
  });

  test('nothing, about a unit without mistakes', async () => {
    const { observations, doubts } = await resolve({
      [usr]: '[Service]\nEnvironment=A=--v=2\nExecStart=/usr/bin/kubelet $A\n',
      '/usr/bin/kubelet': 'program',
    });
    expect([...observations, ...doubts]).toEqual([]);
  });
});

describe('why nothing is started', () => {
  const table: readonly (readonly [string, string, Readonly<Record<string, MemoryFile>>])[] = [
    ['not-found', 'unit-not-found', {}],
    ['not-found', 'unit-not-found-only-drop-ins', { [`${etc}.d/a.conf`]: '[Service]\n' }],
    ['masked', 'unit-masked', { [etc]: { symlink: '../../../dev/null' } }],
    ['refused', 'exec-start-missing', { [etc]: '[Service]\nType=simple\n' }],
    ['refused', 'exec-start-invalid', { [etc]: '[Service]\nExecStart=/usr/bin/kubelet %k\n' }],
    ['refused', 'exec-start-invalid', { [etc]: '[Service]\nExecStart=bin/kubelet\n' }],
    ['refused', 'exec-start-invalid', { [etc]: '[Service]\nExecStart=/usr/bin/\n' }],
    ['refused', 'exec-start-missing', { [etc]: '[Service]\nExecStart="/usr/bin/kubelet\n' }],
    ['refused', 'unit-file-invalid', { [etc]: '[Service\nExecStart=/usr/bin/kubelet\n' }],
    ['refused', 'unit-file-invalid', { [etc]: new Uint8Array([0x5b, 0x53, 0x5d, 0x0a, 0x61, 0x3d, 0xff, 0x0a]) }],
    ['refused', 'environment-file-missing', { [etc]: '[Service]\nEnvironmentFile=/e\nExecStart=/bin/a\n' }],
    [
      'refused',
      'environment-file-invalid',
      { [etc]: '[Service]\nEnvironmentFile=/e\nExecStart=/bin/a\n', '/e': new Uint8Array([0x41, 0x3d, 0xff]) },
    ],
    [
      'refused',
      'environment-file-invalid',
      { [etc]: '[Service]\nEnvironmentFile=/e\nExecStart=/bin/a\n', '/e': { directory: true } },
    ],
    [
      'refused',
      'command-too-long',
      { [etc]: `[Service]\nEnvironment=A=${'a'.repeat(70000)}\nExecStart=/bin/a \${A}\${A}\n` },
    ],
  ];

  test.each(table)('%s: %s', async (state, kind, files) => {
    const answer = await resolve(files);
    expect(answer.state).toBe(state);
    expect(answer.reason?.kind).toBe(kind);
    expect(answer.command).toBeNull();
    expect(answer.observations).toContain(answer.reason);
  });

  test('a oneshot service may have several commands, of which the first is given', async () => {
    const { command } = await resolve({ [etc]: '[Service]\nType=oneshot\nExecStart=/bin/a 1 ; /bin/b 2\n' });
    expect(command?.program).toBe('/bin/a');
    expect(command?.arguments.map((one) => one.text)).toEqual(['1']);
  });

  test('an ExecStart=- line with a mistake is only ignored', async () => {
    const { command, observations } = await resolve({ [etc]: '[Service]\nExecStart=-/bin/a %k\nExecStart=/bin/b\n' });
    expect(command?.program).toBe('/bin/b');
    expect(find(observations, 'exec-start-ignored')?.location).toEqual(at(etc, 2, 1, 21));
  });
});

describe('names', () => {
  test('an alias is resolved to its unit', async () => {
    const { command, fragment } = await resolve({
      '/usr/lib/systemd/system/other.service': '[Service]\nExecStart=/bin/a %n\n',
      [etc]: { symlink: '/usr/lib/systemd/system/other.service' },
    });
    expect(fragment).toBe('/usr/lib/systemd/system/other.service');
    expect(command?.arguments.map((one) => one.text)).toEqual(['kubelet.service']);
  });

  test('[Install] Alias= alone makes no name', async () => {
    const files = {
      '/usr/lib/systemd/system/other.service': '[Service]\nExecStart=/bin/a\n[Install]\nAlias=kubelet.service\n',
    };
    expect((await resolve(files)).state).toBe('not-found');
  });

  test('an instance takes its template and what is said of it', async () => {
    const { command, dropIns } = await resolve(
      {
        '/usr/lib/systemd/system/kubelet@.service': '[Service]\nExecStart=/bin/a %i %p %n %N $A\n',
        '/etc/systemd/system/kubelet@.service.d/10.conf': '[Service]\nEnvironment=A=template\n',
        '/etc/systemd/system/kubelet@blue.service.d/20.conf': '[Service]\nEnvironment=A=instance\n',
      },
      'kubelet@blue.service',
    );
    expect(command?.arguments.map((one) => one.text)).toEqual([
      'blue',
      'kubelet',
      'kubelet@blue.service',
      'kubelet@blue',
      'instance',
    ]);
    expect(dropIns).toHaveLength(2);
  });

  test('a template is not started itself', async () => {
    const files = { '/usr/lib/systemd/system/kubelet@.service': '[Service]\nExecStart=/bin/a\n' };
    expect((await resolve(files, 'kubelet@.service')).reason?.kind).toBe('unit-template-without-instance');
  });

  test('a dashed name takes the drop-ins of its prefixes', async () => {
    const { dropIns } = await resolve(
      {
        '/usr/lib/systemd/system/a-b-c.service': '[Service]\nExecStart=/bin/a\n',
        '/usr/lib/systemd/system/a-.service.d/30.conf': '[Service]\n',
        '/etc/systemd/system/a-b-.service.d/20.conf': '[Service]\n',
        '/etc/systemd/system/a.service.d/10.conf': '[Service]\n',
      },
      'a-b-c.service',
    );
    expect(dropIns).toEqual([
      '/etc/systemd/system/a-b-.service.d/20.conf',
      '/usr/lib/systemd/system/a-.service.d/30.conf',
    ]);
  });

  test('/lib counts where it is a directory of its own, and once where it is a link', async () => {
    const unit = '[Service]\nExecStart=/bin/a\n';
    const own = await resolve({ '/lib/systemd/system/kubelet.service': unit });
    expect(own.fragment).toBe('/lib/systemd/system/kubelet.service');
    const merged = await resolve({ '/lib': { symlink: 'usr/lib' }, [usr]: unit, [`${usr}.d/10.conf`]: '[Service]\n' });
    expect(merged.dropIns).toEqual([`${usr}.d/10.conf`]);
    expect(merged.observations.filter((one) => one.kind !== 'program-missing')).toEqual([]);
  });
});

describe('doubts', () => {
  const unit = '[Service]\nExecStart=/bin/a\n';
  const table: readonly (readonly [string, Readonly<Record<string, MemoryFile>>])[] = [
    ['unit-below-run', { '/run/systemd/system/kubelet.service': unit }],
    ['unit-below-run', { [usr]: unit, '/run/systemd/generator/kubelet.service.d/10.conf': '[Service]\n' }],
    ['generator-may-decide', { [usr]: unit, '/usr/lib/systemd/system-generators/kubelet-generator': 'program' }],
    ['root-directory', { [usr]: `${unit}RootDirectory=/srv\n` }],
    ['other-files', { [usr]: `${unit}BindReadOnlyPaths=/srv/c.toml:/etc/containerd/config.toml\n` }],
    ['other-files', { [usr]: `${unit}BindPaths=-/srv:/etc:rbind\n` }],
    ['other-files', { [usr]: `${unit}TemporaryFileSystem=/var:ro\n` }],
    ['other-files', { [usr]: `${unit}TemporaryFileSystem=/\n` }],
    ['other-files', { [usr]: `${unit}ExtensionImages=/srv/x.raw\n` }],
    [
      'generator-may-decide',
      { [usr]: unit, '/etc/systemd/system-generators/node': '#!/bin/sh\nD=$1/kubelet.service.d\n' },
    ],
    [
      'generator-may-decide',
      { [usr]: unit, '/etc/systemd/system-generators/node': `#!/bin/sh\n${'#\n'.repeat(50_000)}D=kubelet.service.d\n` },
    ],
    [
      'generator-may-decide',
      { [usr]: unit, '/etc/systemd/system-generators/node': { unreadable: 'permission denied' } },
    ],
    ['boot-writes-environment', { [usr]: `${unit}EnvironmentFile=/run/metadata/agent\n` }],
    ['specifier-unknown', { [usr]: '[Service]\nExecStart=/bin/a --hostname-override=%H\n' }],
    ['inherited-environment', { [usr]: '[Service]\nPassEnvironment=ARGS\nExecStart=/bin/a $ARGS\n' }],
    ['unreadable', { [usr]: `${unit}EnvironmentFile=/e\n`, '/e': { unreadable: 'permission denied' } }],
    ['unreadable', { [usr]: unit, [`${etc}.d/10.conf`]: { unreadable: 'permission denied' } }],
    ['comment-continued', { [usr]: `${unit}EnvironmentFile=/e\n`, '/e': '# a \\\nB=1\n' }],
  ];

  test.each(table)('%s', async (kind, files) => {
    const { doubts, state } = await resolve(files);
    expect(doubts.map((one) => one.kind)).toEqual([kind]);
    expect(state).toBe('loaded');
  });

  test.each([
    ['253', undefined],
    ['254', '1'],
  ])('systemd %s reads the line below a comment that ends in a backslash as %s', async (version, value) => {
    const { environment, doubts } = await resolve({
      [usr]: `${unit}EnvironmentFile=/e\n`,
      '/e': '# a \\\nB=1\n',
      [`/usr/lib/systemd/libsystemd-shared-${version}.so`]: 'library',
    });
    expect(environment[0]?.value).toBe(value);
    expect(doubts).toEqual([]);
  });
});

test('system.conf gives every service an environment, below its own', async () => {
  const { command } = await resolve({
    [usr]: '[Service]\nEnvironment=B=unit\nPassEnvironment=C\nUnsetEnvironment=D\nExecStart=/bin/a $A $B $C $D\n',
    '/etc/systemd/system.conf': '[Manager]\nDefaultEnvironment=A=main B=main D=main\nManagerEnvironment=C=manager\n',
    '/usr/lib/systemd/system.conf.d/10.conf': '[Manager]\nDefaultEnvironment="A=drop in"\n',
  });
  expect(command?.arguments.map((one) => one.text)).toEqual(['drop', 'in', 'unit', 'manager']);
});

describe('UnsetEnvironment= and the command line', () => {
  const files = { [usr]: '[Service]\nEnvironment=A=x B=y\nUnsetEnvironment=A\nExecStart=/bin/a $A ${B}\n' };

  test.each([
    ['261.2', ['y']],
    ['262~rc2', ['x', 'y']],
  ])('systemd %s', async (version, words) => {
    const library = { [`/usr/lib/systemd/libsystemd-shared-${version}.so`]: 'library' };
    const { command, environment, doubts } = await resolve({ ...files, ...library });
    expect(command?.arguments.map((one) => one.text)).toEqual(words);
    expect(environment.map(({ name }) => name)).toEqual(['B']);
    expect(doubts).toEqual([]);
  });

  test('one whose version is not known', async () => {
    const { doubts } = await resolve(files);
    expect(doubts).toMatchObject([{ kind: 'unset-differs-by-version', detail: { name: 'A' } }]);
  });
});

describe('whatever an image contains', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '[Service]',
      '[Unit]',
      'ExecStart=',
      'ExecStart=/bin/a $A "${B}',
      'Environment="A=b c',
      '\\',
      '# \\',
      '%',
    ),
    fc
      .tuple(fc.constantFrom('ExecStart=/bin/a ', 'Environment=', 'EnvironmentFile=-'), fc.string())
      .map((two) => two.join('')),
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  const bytes = fc.oneof(text, fc.uint8Array({ maxLength: 200 }));

  test('there is an answer, and its places lie in the files', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (unit, dropIn, variables) => {
        const answer = await resolve({ [usr]: unit, [`${etc}.d/10.conf`]: dropIn, '/b': variables });
        expect(answer.state === 'loaded').toBe(answer.command !== null);
        for (const { location } of [...answer.observations, ...answer.doubts]) {
          if (location === null) continue;
          expect(location.startLine).toBeGreaterThan(0);
          expect(location.endLine).toBeGreaterThanOrEqual(location.startLine);
          if (location.endLine === location.startLine)
            expect(location.endColumn).toBeGreaterThanOrEqual(location.startColumn);
        }
        for (const argument of answer.command?.arguments ?? []) expect(argument.origins.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test('a variable that multiplies itself is refused, not built', async () => {
    const many = '${A}'.repeat(20_000);
    const answer = await resolve({
      [usr]: `[Service]\nEnvironment=A=${'x'.repeat(20_000)}\nExecStart=/bin/a ${many}\n`,
    });
    expect(answer.reason?.kind).toBe('command-too-long');
  });
});
