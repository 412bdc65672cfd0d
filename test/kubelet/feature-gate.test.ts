import { describe, expect, test } from 'vitest';
import { kubeletVersionsThatFit } from '../../src/kubelet/versions.ts';
import { at, config, configPath, find, kinds, resolve, unit, unitPath } from './fixtures.ts';

const gate = 'KubeletCgroupDriverFromCRI';

describe('whether the kubelet asks its runtime', () => {
  test.each<[string | null, string, boolean | null, string | undefined]>([
    ['v1.27.16', '', false, undefined],
    ['v1.28.0', '', false, undefined],
    ['v1.30.14', '', false, undefined],
    ['v1.31.0', '', true, undefined],
    ['v1.33.5', '', true, undefined],
    ['v1.34.0', '', true, undefined],
    ['v1.37.0', '', true, undefined],
    [null, '', null, undefined],
    ['v1.27.16', `${gate}=true`, false, 'gate-unknown'],
    ['v1.28.0', `${gate}=true`, true, undefined],
    ['v1.28.0', 'AllAlpha=true', true, undefined],
    ['v1.28.0', `AllAlpha=true,${gate}=false`, false, undefined],
    ['v1.33.5', `${gate}=false`, false, undefined],
    ['v1.33.5', 'AllBeta=false', false, undefined],
    ['v1.33.5', `${gate}=true,AllBeta=false`, true, undefined],
    ['v1.34.0', `${gate}=false`, true, 'gate-locked'],
    ['v1.34.0', `${gate}=true`, true, undefined],
    ['v1.37.0', `${gate}=true`, true, 'gate-unknown'],
    [null, `${gate}=true`, true, undefined],
    [null, `${gate}=false`, null, undefined],
    ['v1.33.5', gate, true, 'flag-value-invalid'],
    ['v1.33.5', `${gate}=no`, true, 'flag-value-invalid'],
    ['v1.33.5', ` ${gate} = F `, false, undefined],
  ])('%s with %j: %s', async (version, gates, asks, refusal) => {
    const answer = await resolve(unit(`"--feature-gates=${gates}"`), { version });
    expect(answer.asksRuntime).toBe(asks);
    expect(answer.refusesToStart?.kind).toBe(refusal);
  });

  test('the command line’s gate beats the file’s, and the file’s other gates stay', async () => {
    const files = {
      ...unit(`--config=${configPath} --feature-gates=NodeSwap=true`),
      [configPath]: config(`featureGates:\n  ${gate}: false\n`),
    };
    const fromFile = await resolve(files, { version: 'v1.33.0' });
    expect(fromFile).toMatchObject({ asksRuntime: false, gate: { value: false } });
    expect(fromFile.gate?.location).toEqual(at(configPath, 4, 31, 36));
    expect(find(fromFile.observations, 'gate-off')?.location).toEqual(at(configPath, 4, 31, 36));

    const flags = { ...files, ...unit(`--config=${configPath} --feature-gates=${gate}=true`) };
    const fromFlag = await resolve(flags, { version: 'v1.33.0' });
    expect(fromFlag).toMatchObject({ asksRuntime: true, gate: { value: true } });
    expect(fromFlag.gate?.location?.path).toBe(unitPath);
  });

  test('a drop-in changes single gates of the file', async () => {
    const files = {
      ...unit(`--config=${configPath} --config-dir=/d`),
      [configPath]: config(`featureGates:\n  ${gate}: false\n  NodeSwap: true\n`),
    };
    const set = await resolve(
      { ...files, '/d/a.conf': config(`featuregates:\n  ${gate}: true\n`) },
      { version: 'v1.33.0' },
    );
    expect(set.asksRuntime).toBe(true);
    const beaten = await resolve(
      { ...files, '/d/a.conf': config(`FeatureGates:\n  ${gate}: true\n`) },
      { version: 'v1.33.0' },
    );
    expect(beaten.asksRuntime).toBe(false);
    const cleared = await resolve(
      { ...files, '/d/a.conf': config(`featureGates:\n  ${gate}: null\n`) },
      { version: 'v1.33.0' },
    );
    expect(cleared).toMatchObject({ asksRuntime: true, gate: null });
  });

  test('a gate of null in a file is off, and one that is locked is off nowhere', async () => {
    const files = {
      ...unit(`--config=${configPath} --feature-gates=${gate}=true`),
      [configPath]: config(`featureGates: {${gate}: null}\n`),
    };
    const unlocked = { ...files, ...unit(`--config=${configPath}`) };
    expect(await resolve(unlocked, { version: 'v1.33.0' })).toMatchObject({
      asksRuntime: false,
      gate: { value: false },
    });
    const locked = await resolve(files, { version: 'v1.36.0' });
    expect(locked.refusesToStart).toMatchObject({ kind: 'gate-locked', location: { path: configPath } });
  });

  test('a version that asks says so', async () => {
    const { observations } = await resolve(unit('--cgroup-driver=systemd'), { version: '1.34.2' });
    expect(kinds(observations)).toEqual(['runtime-answer-wins']);
    expect(kinds((await resolve(unit(''), { version: 'v1.30.0' })).observations)).not.toContain('runtime-answer-wins');
  });
});

describe('gates that keep the kubelet from starting', () => {
  const unknown = (certain: boolean) => ({ kind: 'gate-unknown', detail: { certain } });
  const locked = { kind: 'gate-locked', detail: { certain: true } };

  test.each<[string, string, object | null]>([
    ['v1.26.0', 'CSIMigration=true', null],
    ['v1.27.0', 'CSIMigration=true', unknown(true)],
    ['v1.30.2-1.1', 'NoSuchGate=true', unknown(true)],
    ['1.36.1~ds1-6+deb13u1', 'NoSuchGate=true', unknown(false)],
    ['v1.30.0-eks-036c24b', 'NoSuchGate=true', unknown(false)],
    ['v1.30.0-eks-036c24b', 'CSIMigration=true', unknown(true)],
    ['v1.30.2+k3s1', 'NoSuchGate=true', unknown(false)],
    ['v1.29.6+aba1e8d', 'NoSuchGate=true,CSIMigration=true', null],
    ['v1.29.6+aba1e8d', 'CPUManager=false', locked],
    ['v1.31.0-rc.1', 'NoSuchGate=true', unknown(false)],
    ['v1.19.16', 'RunAsGroup=true', null],
    ['v1.19.16', 'NodeSwap=true', unknown(true)],
    ['v1.19.16', 'NoSuchGate=true', unknown(false)],
    ['v1.37.0', 'NodeSwap=true', null],
    ['v1.37.0', 'NoSuchGate=true', unknown(false)],
    ['v1.37.0', 'CSIMigration=true', unknown(false)],
    ['v1.37.0', 'CPUManager=false', unknown(false)],
    ['v1.32.0', 'CPUManager=false', locked],
    ['v1.32.0', 'CPUManager=true', null],
    ['v1.34.0', 'GracefulNodeShutdown=false', null],
    ['v1.35.0', 'GracefulNodeShutdown=false', { kind: 'gate-needs-gate', detail: { needs: 'GracefulNodeShutdown' } }],
    [
      'v1.35.0',
      'GracefulNodeShutdown=false,WindowsGracefulNodeShutdown=false,GracefulNodeShutdownBasedOnPodPriority=false',
      null,
    ],
    ['v1.36.0', 'AllBeta=false', { kind: 'config-value-refused' }],
    ['v1.28.0', 'NoSuchGate=true,CPUManager=false', unknown(true)],
    ['v1.37.0', 'NoSuchGate=true,DynamicResourceAllocation=false', locked],
  ])('%s with %s', async (version, gates, refusal) => {
    const answer = await resolve(unit(`--feature-gates=${gates}`), { version });
    if (refusal === null) expect(answer.refusesToStart).toBeNull();
    else expect(answer.refusesToStart).toMatchObject(refusal);
  });

  test('a file counts before drop-ins, and drop-ins count', async () => {
    const gates = (name: string) => config(`featureGates:\n  ${name}: true\n`);
    const files = { ...unit(`--config=${configPath} --config-dir=/d`), '/d/x': '' };
    const inFile = await resolve({ ...files, [configPath]: gates('NoSuchGate') }, { version: 'v1.33.0' });
    expect(inFile.refusesToStart).toMatchObject({
      kind: 'gate-unknown',
      location: at(configPath, 4, 15, 19),
      detail: { gate: 'NoSuchGate', certain: true },
    });
    const inDropIn = await resolve(
      { ...files, [configPath]: config(''), '/d/a.conf': gates('NoSuchGate') },
      { version: 'v1.33.0' },
    );
    expect(inDropIn.refusesToStart).toMatchObject({ kind: 'gate-unknown', location: { path: '/d/a.conf' } });
  });
});

test('a representative of every stretch of versions', () => {
  const all = kubeletVersionsThatFit(null);
  expect(all).toEqual([
    'v1.20.0',
    'v1.21.0',
    'v1.23.0',
    'v1.27.0',
    'v1.28.0',
    'v1.29.0',
    'v1.30.0',
    'v1.31.0',
    'v1.33.0',
    'v1.34.0',
    'v1.36.0',
    'v1.37.0',
  ]);
  expect(kubeletVersionsThatFit('1')).toEqual(all);
  expect(kubeletVersionsThatFit('1.31')).toEqual(['v1.31.0']);
  expect(kubeletVersionsThatFit('v1.31.4')).toEqual(['v1.31.4']);
  expect(kubeletVersionsThatFit('nonsense')).toEqual(all);
});

test.each([
  ['1.34.1', 'v1.34.1'],
  ['v1.30.2+k3s1', 'v1.30.2+k3s1'],
  [null, null],
])('%s is printed as %s', async (version, printed) => {
  expect((await resolve(unit(''), { version })).kubeletVersion).toBe(printed);
});

test('a version that is none is a doubt', async () => {
  expect(kinds((await resolve(unit(''), { version: 'latest' })).doubts)).toEqual(['version-unknown']);
});
