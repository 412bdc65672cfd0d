import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBinaryScanner } from '../../src/binary/binary-scanner.ts';
import { bothWays } from './both-ways.ts';
import { moduleText, pointerBuildInfo } from './elf-fixture.ts';
import { type GoProgram, goProgram } from './go-program-fixture.ts';

const few = 80_000;
const sixty = `v1.33.1-${'a'.repeat(52)}`;

/** 180 kB that need not be read. */
const many = Array.from({ length: 3000 }, (_, index) => `${index}`.padEnd(60, ' a text of the source'));

describe('the variables of a Go program', () => {
  test.each<readonly [string, GoProgram, readonly string[], number]>([
    ['hold a stamp', { stamps: ['v1.34.1'] }, ['v1.34.1'], few],
    [
      'hold stamps of any length',
      { stamps: ['1.2.3', sixty, 'v1.30.14+rke2r1'] },
      ['1.2.3', sixty, 'v1.30.14+rke2r1'],
      few,
    ],
    ['hold a stamp with a NUL before it', { stamps: ['v1.34.1'], before: '\0' }, ['v1.34.1'], few],
    ['hold a stamp with a digit before it', { stamps: ['1.7.28'], before: '4' }, ['1.7.28'], few],
    ['hold two that are the same', { stamps: ['v1.34.1', 'v1.34.1'] }, ['v1.34.1'], few],
    ['hold a stamp that is no version', { stamps: ['1.2.3 beta', '2026-01-01'] }, [], few],
    [
      'hold what the source says',
      { literals: ['x.y.z', '1.33.0', '2.1.9+unknown', 'a path of some length'] },
      ['2.1.9+unknown'],
      few,
    ],
    ['hold a candidate', { literals: ['ends in 4', '2.0.0-rc.3+unknown'] }, ['2.0.0-rc.3+unknown'], few],
    [
      'hold a stamp, so that what the source says does not count',
      { literals: ['1.7.34+unknown'], stamps: ['v1.7.34'] },
      ['v1.7.34'],
      few,
    ],
    [
      'hold another stamp than a version of theirs',
      { literals: ['1.7.34+unknown'], stamps: ['v0.9.1'] },
      ['v0.9.1', '1.7.34+unknown'],
      few,
    ],
    [
      'hold a commit’s version as a stamp',
      { literals: ['1.7.34+unknown'], stamps: ['v1.7.1-0.20240102030405-0123456789ab'] },
      ['v1.7.1-0.20240102030405-0123456789ab', '1.7.34+unknown'],
      few,
    ],
    ['are told by module data', { stamps: ['v1.34.1'], literals: many }, ['v1.34.1'], 140_000],
    [
      'are told by a module section',
      { stamps: ['v1.34.1'], literals: many, module: '.go.module' },
      ['v1.34.1'],
      140_000,
    ],
    [
      'are told by module data of an older Go',
      { stamps: ['v1.34.1'], literals: many, wordsBetween: 5 },
      ['v1.34.1'],
      140_000,
    ],
    [
      'are read with all that they hold without module data',
      { stamps: ['v1.34.1'], literals: many, module: null },
      ['v1.34.1'],
      360_000,
    ],
    [
      'are read with all that they hold where the module data misleads',
      { stamps: ['v1.34.1'], literals: many, constantsAt: 5000 },
      ['v1.34.1'],
      360_000,
    ],
    [
      'of a development version of Go',
      { stamps: ['v1.34.1'], goVersion: 'devel go1.25-0123abc X:none' },
      ['v1.34.1'],
      few,
    ],
    ['of a Go version with two numbers', { stamps: ['v1.34.1'], goVersion: 'go1.20' }, ['v1.34.1'], few],
  ])('%s', async (_name, program, expected, most) => {
    const { whole, facts, read } = await bothWays(goProgram(program));
    expect(facts.versionStrings).toEqual(expected);
    expect(facts.goBuildInfo?.path).toBe('k8s.io/kubernetes/cmd/kubelet');
    expect(whole).toEqual(facts);
    expect(read).toBeLessThan(most);
  });

  test.each<readonly [string, GoProgram]>([
    ['the linker stamped no Go version', { goVersion: null }],
    ['addresses are filled in at the start', { relocated: true }],
    ['the sections lie elsewhere in memory', { shifted: true }],
    ['the build information is of an old Go', { buildInfo: pointerBuildInfo(), goVersion: null }],
  ])('do not tell where %s: then NULs on both sides do', async (_name, program) => {
    const stamps = ['v1.34.1', 'a1.2.3', '1.33.1'];
    const { whole, facts, read } = await bothWays(goProgram({ ...program, stamps, before: '\0' }));
    expect(facts.versionStrings).toEqual(['v1.34.1', '1.33.1']);
    expect(whole).toEqual(facts);
    expect(read).toBeGreaterThan(500_000);
  });

  test('do not make a version of what follows another text', async () => {
    const { whole, facts } = await bothWays(goProgram({ relocated: true, stamps: ['v1.34.1'], before: '4' }));
    expect(facts.versionStrings).toEqual([]);
    expect(whole).toEqual(facts);
  });

  test('say the same however the file is read', async () => {
    const text = fc.oneof(
      fc.constantFrom('v1.34.1', '1.7.28-0ubuntu1', '2.1.9+unknown', 'v0.3.4', '1.2.3-', 'go1.22', '10.20.30+a', sixty),
      fc.string({ minLength: 1, maxLength: 70, unit: fc.constantFrom(...'v12.-+~a') }),
    );
    const texts = fc.uniqueArray(text, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.record<GoProgram>({
          literals: texts,
          stamps: texts,
          before: fc.constantFrom('\0', '1', '.', 'v'),
          goVersion: fc.constantFrom('go1.24.1', 'go1.19', null),
          module: fc.constantFrom('.noptrdata', '.go.module', null),
          relocated: fc.boolean(),
        }),
        fc.integer({ min: 700, max: 200_000 }),
        async (program, size) => {
          const { whole, facts } = await bothWays(goProgram(program), size);
          expect(whole).toEqual(facts);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('say the same wherever two large pieces meet', () => {
    const file = goProgram({ stamps: ['v1.34.1'] });
    const whole = scanInTwo(file, 0);
    expect(whole.versionStrings).toEqual(['v1.34.1']);
    const marks = [file.indexOf('v1.34.1'), file.indexOf('\xff Go buildinf:', 0, 'latin1'), lastVariable(file)];
    for (const mark of marks) {
      expect(mark).toBeGreaterThan(0);
      for (let cut = mark - 20; cut < mark + 60; cut += 3) expect(scanInTwo(file, cut)).toEqual(whole);
    }
  });

  test('of Go 1.17 and older do not tell the build information, which its own text does', async () => {
    const lines = ['path\tk8s.io/kubernetes/cmd/kubelet'];
    const literals = [moduleText(lines).toString('latin1')];
    const { whole, facts } = await bothWays(
      goProgram({ literals, buildInfo: pointerBuildInfo(), stamps: ['v1.22.1', 'v1.22.1'] }),
    );
    expect(facts.goBuildInfo?.path).toBe('k8s.io/kubernetes/cmd/kubelet');
    expect(facts.versionStrings).toEqual(['v1.22.1']);
    expect(whole).toEqual(facts);
  });
});

function scanInTwo(file: Buffer, cut: number) {
  const scanner = createBinaryScanner();
  scanner.push(file.subarray(0, cut));
  scanner.push(file.subarray(cut));
  return scanner.done();
}

/** Where the last address of a text of 7 bytes stands. */
function lastVariable(file: Buffer): number {
  const length = Buffer.alloc(8);
  length[0] = 7;
  return file.lastIndexOf(length) - 8;
}
