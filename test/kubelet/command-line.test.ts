import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastUse, parseCommandLine } from '../../src/kubelet/command-line.ts';
import { flagForm } from '../../src/kubelet/known-flags.ts';
import { newNotes } from '../../src/kubelet/notes.ts';
import { at, kinds, resolve, unit, unitPath } from './fixtures.ts';

function parse(...words: readonly string[]) {
  const notes = newNotes();
  const line = parseCommandLine(
    words.map((text) => ({ text, origins: [] })),
    notes,
  );
  return { ...line, notes };
}

describe('flags', () => {
  test.each<[readonly string[], string | null]>([
    [['--cgroup-driver=systemd'], 'systemd'],
    [['--cgroup-driver', 'systemd'], 'systemd'],
    [['--cgroup_driver=systemd'], 'systemd'],
    [['--cgroup-driver=systemd', '--cgroup-driver=cgroupfs'], 'cgroupfs'],
    [['--cgroup-driver='], ''],
    [['--cgroup-driver', '--v=2'], '--v=2'],
    [['--cgroup-driver=a=b'], 'a=b'],
    [['--fail-swap-on', '--cgroup-driver=systemd'], 'systemd'],
    [['--node-ip', '--cgroup-driver=systemd'], null],
    [['-v', '2', '--cgroup-driver=systemd'], 'systemd'],
    [['-v2', '-v=3', '--cgroup-driver=systemd'], 'systemd'],
    [['--cgroup-driver=systemd', '--'], 'systemd'],
  ])('%j', (words, driver) => {
    const line = parse(...words);
    expect(line.refusal).toBeNull();
    expect(lastUse(line.flags, 'cgroup-driver')?.value ?? null).toBe(driver);
  });

  test.each<[string, readonly string[]]>([
    ['bare-word', ['systemd']],
    ['bare-word', ['--fail-swap-on', 'false']],
    ['bare-word', ['']],
    ['bare-word', ['-']],
    ['bare-word', ['--', 'x']],
    ['flag-needs-value', ['--v=2', '--cgroup-driver']],
    ['flag-needs-value', ['-v']],
    ['flag-syntax', ['-cgroup-driver=systemd']],
    ['flag-syntax', ['--=x']],
    ['flag-syntax', ['---x']],
    ['flag-value-invalid', ['--fail-swap-on=no']],
  ])('%s: %j', (kind, words) => {
    expect(parse(...words).refusal?.kind).toBe(kind);
  });

  test('a swallowed flag and one that nobody knows are noticed', () => {
    expect(kinds(parse('--node-ip', '--v=2').notes.observations)).toEqual(['swallowed-argument']);
    const { flags, refusal, notes } = parse('--made-up', '--cgroup-driver=systemd', '--other', 'value');
    expect(refusal).toBeNull();
    expect(kinds(notes.observations)).toEqual(['unknown-flag', 'unknown-flag']);
    expect(lastUse(flags, 'other')?.value).toBe('value');
  });

  test.each(['cgroup-driver', 'config', 'config-dir', 'feature-gates', 'v', 'node-labels'])(
    '%s takes a value',
    (name) => {
      expect(flagForm(name)).toBe('value');
    },
  );

  test.each(['fail-swap-on', 'register-node', 'rotate-certificates', 'allow-privileged'])('%s does not', (name) => {
    expect(flagForm(name)).toBe('boolean');
  });

  test('any command line is read to its end', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--', '-', '--v', '--cgroup-driver', '--config=', '-h', '--a_b'),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const { flags } = parse(...words);
        expect(flags.length).toBeLessThanOrEqual(words.length);
        for (const flag of flags) expect(flag.name).not.toMatch(/^-|_/);
      }),
    );
  });
});

describe('places', () => {
  test('a flag is pointed at by its value', async () => {
    const answer = await resolve(unit('--v=2 --cgroup-driver=cgroupfs'));
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'command-line', written: 'cgroupfs' });
    expect(answer.source).toEqual(at(unitPath, 2, 50, 58));
  });

  test('a value of its own is pointed at itself, and quotes widen the place', async () => {
    expect((await resolve(unit('--cgroup-driver systemd'))).source).toEqual(at(unitPath, 2, 44, 51));
    expect((await resolve(unit('"--cgroup-driver=systemd"'))).source).toEqual(at(unitPath, 2, 28, 53));
  });
});
