import { describe, expect, test } from 'vitest';
import { at, config, configPath, type Files, find, kinds, resolve, unit, unitPath } from './fixtures.ts';

const directory = '/etc/kubelet.d';

function withDropIns(dropIns: Files, lines = 'cgroupDriver: cgroupfs\n', path = directory): Files {
  return { ...unit(`--config=${configPath} --config-dir=${path}`), [configPath]: config(lines), ...dropIns };
}

const driver = (value: string): string => config(`cgroupDriver: ${value}\n`);

describe('drop-ins', () => {
  test('beat the file', async () => {
    const answer = await resolve(withDropIns({ [`${directory}/10.conf`]: driver('systemd') }));
    expect(answer).toMatchObject({ configured: 'systemd', sourceKind: 'drop-in', written: 'systemd', doubts: [] });
    expect(answer.source).toEqual(at(`${directory}/10.conf`, 3, 15, 22));
    expect(find(answer.observations, 'drop-in-beats-file')?.location).toEqual(at(configPath, 3, 15, 23));
  });

  test('are walked directory by directory, in order of bytes', async () => {
    const last = (names: readonly string[]) =>
      Object.fromEntries(
        names.map((name, index) => [`${directory}/${name}`, driver(index === names.length - 1 ? 'systemd' : 'x')]),
      );
    const order = ['10-a.conf', '20-sub/05-x.conf', '30-c.conf', '9-b.conf'];
    expect((await resolve(withDropIns(last(order)))).configured).toBe('systemd');
    expect((await resolve(withDropIns(last(['.hidden.conf', 'a/.conf', 'b.conf'])))).configured).toBe('systemd');
  });

  test.each(['a.CONF', 'a.conf.bak', 'a.yaml', 'aconf'])('named %s are not read', async (name) => {
    const answer = await resolve(withDropIns({ [`${directory}/${name}`]: driver('systemd') }));
    expect(answer.configured).toBe('cgroupfs');
    expect(find(answer.observations, 'drop-in-not-read')?.location).toEqual(at(`${directory}/${name}`, 1, 1, 1));
  });

  test('may be links to files', async () => {
    const files = { [`${directory}/a.conf`]: { symlink: '/opt/a' }, '/opt/a': driver('systemd') };
    const answer = await resolve(withDropIns(files));
    expect(answer.configured).toBe('systemd');
    expect(answer.source?.path).toBe('/opt/a');
  });

  test.each<[string, Files]>([
    ['drop-in-unreadable', { [`${directory}/a.conf`]: { symlink: '/nowhere' } }],
    ['drop-in-unreadable', { [`${directory}/a.conf`]: { symlink: '/opt' }, '/opt/x': '' }],
    ['drop-in-directory-missing', {}],
    ['config-empty', { [`${directory}/a.conf`]: '' }],
    ['config-kind-wrong', { [`${directory}/a.conf`]: 'cgroupDriver: systemd\n' }],
    ['config-invalid', { [`${directory}/a.conf`]: driver('systemd\nmaxPods: 1\nmaxPods: 2') }],
    ['config-field-type-wrong', { [`${directory}/a.conf`]: driver('[a]') }],
  ])('keep the kubelet from starting: %s', async (kind, files) => {
    expect((await resolve(withDropIns(files))).refusesToStart?.kind).toBe(kind);
  });

  test.each<[string, Files, string]>([
    [
      'more than are read',
      Object.fromEntries(
        Array.from({ length: 1001 }, (_, index) => [`${directory}/${10_000 + index}.conf`, driver('systemd')]),
      ),
      `${directory}/11000.conf`,
    ],
    [
      'deeper than is looked',
      { [`${directory}${'/a'.repeat(33)}/b.conf`]: driver('systemd') },
      `${directory}${'/a'.repeat(33)}`,
    ],
  ])('are a doubt where there are %s', async (_, files, path) => {
    const { doubts } = await resolve(withDropIns(files));
    expect(doubts).toMatchObject([{ kind: 'directory-unreadable', location: { path }, detail: { path } }]);
  });

  test.each<[string, 'config-kind-wrong' | 'config-api-version-wrong', string]>([
    ['of another kind', 'config-kind-wrong', 'kind: Pod\napiVersion: kubelet.config.k8s.io/v1beta1\n'],
    ['of another version', 'config-api-version-wrong', 'kind: KubeletConfiguration\napiVersion: v1\n'],
  ])('%s only keep those from starting that look: %s', async (_, kind, text) => {
    const files = withDropIns({ [`${directory}/a.conf`]: `${text}cgroupDriver: systemd\n` });
    expect((await resolve(files, { version: 'v1.32.0' })).refusesToStart?.kind).toBe(kind);
    expect(await resolve(files, { version: 'v1.31.0' })).toMatchObject({ configured: 'systemd', refusesToStart: null });
  });

  test.each<[string, string, 'systemd' | 'cgroupfs', 'drop-in' | 'config-file']>([
    ['v1.31.0', 'null', 'systemd', 'config-file'],
    ['v1.31.0', '""', 'cgroupfs', 'drop-in'],
    ['v1.32.0', 'null', 'cgroupfs', 'drop-in'],
    ['v1.32.0', '""', 'cgroupfs', 'drop-in'],
  ])('in %s: %s', async (version, value, configured, sourceKind) => {
    const files = withDropIns({ [`${directory}/a.conf`]: driver(value) }, 'cgroupDriver: systemd\n');
    const answer = await resolve(files, { version });
    expect(answer).toMatchObject({ configured, sourceKind });
    const reset = find(answer.observations, 'drop-in-resets');
    expect(reset?.location?.startLine).toBe(configured === 'cgroupfs' ? 3 : undefined);
  });

  test('set everything that they do not name to its default in 1.28', async () => {
    const files = withDropIns(
      { [`${directory}/a.conf`]: driver('systemd'), [`${directory}/b.conf`]: config('maxPods: 5\n') },
      'cgroupDriver: systemd\ncontainerRuntimeEndpoint: unix:///a.sock\n',
    );
    const withVariable = {
      ...files,
      [unitPath]: `${files[unitPath]}Environment=KUBELET_CONFIG_DROPIN_DIR_ALPHA=\n`,
    };
    const answer = await resolve(withVariable, { version: 'v1.28.15' });
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'drop-in', runtimeEndpoint: null });
    expect(find(answer.observations, 'drop-in-resets')?.location).toEqual(at(`${directory}/b.conf`, 1, 1, 1));
    const later = await resolve(withVariable, { version: 'v1.29.0' });
    expect(later).toMatchObject({ configured: 'systemd', runtimeEndpoint: 'unix:///a.sock' });
  });

  test.each<[readonly string[], 'systemd' | 'cgroupfs']>([
    [['cgroupdriver: systemd'], 'systemd'],
    [['cgroupdriver: systemd', 'cgroupDriver: cgroupfs'], 'systemd'],
    [['CgroupDriver: systemd'], 'cgroupfs'],
    [['cgroupDriver: null', 'CgroupDriver: systemd'], 'systemd'],
    [['cgroupDriver: systemd', 'cgroupdriver: null'], 'systemd'],
  ])('match names whatever their case: %j', async (lines, expected) => {
    const files = Object.fromEntries(lines.map((line, index) => [`${directory}/${index}.conf`, config(`${line}\n`)]));
    const answer = await resolve(withDropIns(files), { version: 'v1.33.0' });
    expect(answer.configured).toBe(expected);
  });

  test('match their own spelling before the file’s up to 1.31', async () => {
    const files = withDropIns({ [`${directory}/a.conf`]: config('CgroupDriver: systemd\n') });
    expect((await resolve(files, { version: 'v1.31.9' })).configured).toBe('systemd');
  });

  test('beat one another, and the flag beats them', async () => {
    const two = { [`${directory}/1.conf`]: driver('systemd'), [`${directory}/2.conf`]: driver('cgroupfs') };
    const answer = await resolve(withDropIns(two));
    expect(answer.configured).toBe('cgroupfs');
    const beaten = find(answer.observations, 'drop-in-beats-drop-in');
    expect(beaten?.location).toEqual(at(`${directory}/1.conf`, 3, 15, 22));
    const flagged = await resolve({ ...two, ...unit(`--config-dir=${directory} --cgroup-driver=systemd`) });
    expect(flagged).toMatchObject({ configured: 'systemd', sourceKind: 'command-line' });
    expect(find(flagged.observations, 'flag-beats-drop-in')).toBeDefined();
  });

  test('are all ignored behind a link without a slash at the end', async () => {
    const files = { '/opt/d/a.conf': driver('systemd'), '/etc/d': { symlink: '/opt/d' } };
    const linked = await resolve(withDropIns(files, '', '/etc/d'));
    expect(linked.configured).toBe('cgroupfs');
    expect(find(linked.observations, 'drop-in-directory-symlinked')?.location).toEqual(at(unitPath, 2, 68, 74));
    expect((await resolve(withDropIns(files, '', '/etc/d/'))).configured).toBe('systemd');
  });

  test.each<[string, string | null, string | undefined]>([
    ['v1.27.16', null, 'flag-not-in-version'],
    ['v1.28.0', null, 'drop-in-directory-needs-env'],
    ['v1.29.9', null, 'drop-in-directory-needs-env'],
    ['v1.29.9', '', undefined],
    ['v1.30.0', null, undefined],
  ])('in %s with the variable %j', async (version, variable, refusal) => {
    const files = withDropIns({ [`${directory}/a.conf`]: driver('systemd') });
    const line = variable === null ? '' : `Environment=KUBELET_CONFIG_DROPIN_DIR_ALPHA=${variable}\n`;
    const answer = await resolve({ ...files, [unitPath]: `${files[unitPath]}${line}` }, { version });
    expect(answer.refusesToStart?.kind).toBe(refusal);
    if (refusal === undefined) expect(answer.configured).toBe('systemd');
  });

  test('depend on the version where it is not known', async () => {
    const answer = await resolve(withDropIns({ [`${directory}/a.conf`]: driver('systemd') }), { version: null });
    expect(answer.configured).toBe('systemd');
    expect(kinds(answer.doubts)).toEqual(['version-unknown']);
  });

  test('that cannot be read leave nothing sure', async () => {
    const answer = await resolve(withDropIns({ [`${directory}/a.conf`]: { unreadable: 'permission denied' } }, ''));
    expect(answer.configured).toBe('unknown');
    expect(kinds(answer.doubts)).toEqual(['config-unreadable']);
  });
});
