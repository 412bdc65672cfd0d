import { beforeAll, describe, expect, it } from 'vitest';
import type { FileTree } from '../../../src/image/file-tree.ts';
import type { UnitAnswer } from '../../../src/systemd/answer.ts';
import { resolveUnit } from '../../../src/systemd/resolve-unit.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';
import { type Comparison, compareMany, report, seedOfThisRun } from '../differential.ts';
import { inBatches } from './batches.ts';
import { bootSystemd, probePath, type RealUnit } from './boot.ts';
import { type GeneratedUnit, generatedUnit, withName } from './generator/unit-files.ts';
import { emptyUnits, type RealSystemd, realSystemds } from './systemds.ts';

const seed = seedOfThisRun();
const runs = Number(process.env.SYSTEMD_RUNS ?? 400);
/** What the units must lead to at least once, so that the comparison is worth its name. */
const everyKind = ['started', 'not started', 'loaded', 'not-found', 'masked', 'refused'];
const unitsPerBoot = 200;

/** In every boot: what applies to all services. */
const shared: Readonly<Record<string, MemoryFile>> = {
  '/etc/systemd/system.conf': '[Manager]\nDefaultEnvironment=T_DEFAULT=1 "T_A=from the manager"\n',
  '/etc/systemd/system/service.d/50-all.conf': '[Service]\nEnvironment=T_ALL=1\n',
  '/usr/lib/systemd/system/service.d/10-kubeadm.conf': '[Service]\nEnvironment=T_SHADOWED=1\n',
};

beforeAll(() => {
  for (const systemd of realSystemds()) emptyUnits(systemd.root);
});

describe(`what systemd itself starts (SEED=${seed}, ${runs} units for each version)`, () => {
  it.each(realSystemds())('is what we say for $version', async (systemd) => {
    const ask = inBatches<GeneratedUnit, Comparison>(unitsPerBoot, (units) => compareInOneBoot(systemd, units));
    const outcome = await compareMany({
      inputs: generatedUnit,
      seed,
      runs,
      workers: unitsPerBoot,
      compare: ask,
      show: showUnit,
    });
    report(`systemd ${systemd.version}`, outcome);
    expect(outcome.disagreements).toHaveLength(0);
    if (runs >= 300) for (const kind of everyKind) expect(outcome.kinds.get(kind) ?? 0, kind).toBeGreaterThan(0);
    expect(outcome.kinds.get('started')).toBeGreaterThan(runs * 0.35);
    expect(outcome.unsure).toBeLessThanOrEqual(runs * 0.08);
  });
});

async function compareInOneBoot(systemd: RealSystemd, units: readonly GeneratedUnit[]): Promise<Comparison[]> {
  const named = units.map((unit, index) => ({ unit: withName(unit, `u${index}x`), own: `u${index}x` }));
  const files = Object.assign({}, shared, ...named.map(({ unit }) => unit.files));
  const probed = named.map(({ unit, own }) => ({ name: unit.name, own }));
  const real = await bootSystemd(systemd, files, probed);
  return Promise.all(
    named.map(async ({ unit, own }) => {
      const tree = memoryTree({
        ...shared,
        ...unit.files,
        ...systemFiles(systemd, probePath({ name: unit.name, own })),
      });
      return compare(tree, unit, real.get(unit.name)!);
    }),
  );
}

/** The part of the root directory that a resolver may look at. */
function systemFiles(systemd: RealSystemd, probe: string): Record<string, MemoryFile> {
  return {
    '/lib': { symlink: 'usr/lib' },
    '/bin': { symlink: 'usr/bin' },
    '/sbin': { symlink: 'usr/sbin' },
    '/dev/null': { other: true },
    '/usr/bin/true': { content: '', mode: 0o755 },
    [probe]: { content: '#!/bin/sh\n', mode: 0o755 },
    [`/usr/lib/x86_64-linux-gnu/systemd/libsystemd-shared-${systemd.version}.so`]: '',
  };
}

async function compare(tree: FileTree, unit: GeneratedUnit, real: RealUnit): Promise<Comparison> {
  let ours: UnitAnswer;
  try {
    ours = await resolveUnit(tree, unit.name);
  } catch (error) {
    return { verdict: 'different', real: '', ours: `an exception: ${error instanceof Error ? error.stack : error}` };
  }
  if (ours.doubts[0] !== undefined) return { verdict: 'unsure', why: ours.doubts[0].kind };
  const shown = { real: JSON.stringify(realAnswer(real)), ours: JSON.stringify(ourAnswer(ours)) };
  if (shown.real === shown.ours) {
    return { verdict: 'same', kinds: [ours.state, real.runs.length > 0 ? 'started' : 'not started'] };
  }
  return {
    verdict: 'different',
    real: `${shown.real} ${JSON.stringify(Object.fromEntries(real.properties))}`,
    ours: `${shown.ours} ${ours.state} ${JSON.stringify(ours.reason)} ${JSON.stringify(ours.dropIns)}`,
  };
}

function realAnswer({ runs }: RealUnit): unknown {
  const first = runs[0];
  if (first === undefined) return 'not started';
  return { argv: first.arguments, environment: first.environment.filter(ofInterest).sort() };
}

function ourAnswer(ours: UnitAnswer): unknown {
  const missing = ours.observations.some(({ kind }) => kind === 'program-missing');
  if (ours.command === null || missing) return 'not started';
  const environment = ours.environment.map(({ name, value }) => `${name}=${value}`);
  return { argv: ours.command.arguments.map(({ text }) => text), environment: environment.filter(ofInterest).sort() };
}

function ofInterest(variable: string): boolean {
  return /^(T|KUBELET|DAEMON|t_|1T)/.test(variable) && !variable.startsWith('TERM=');
}

function showUnit(unit: GeneratedUnit): string {
  const { name, files } = withName(unit, 'u');
  const shown = Object.entries(files).map(([path, file]) => `--- ${path}\n${showFile(file)}`);
  return [name, ...shown].join('\n');
}

function showFile(file: MemoryFile): string {
  if (typeof file === 'string') return file;
  return file instanceof Uint8Array ? JSON.stringify(Buffer.from(file).toString('latin1')) : JSON.stringify(file);
}
