import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BinaryFacts } from '../../src/binary/binary-facts.ts';
import { createBinaryScanner } from '../../src/binary/binary-scanner.ts';
import { elfFile, inlineBuildInfo, moduleText, pointerBuildInfo } from './elf-fixture.ts';

function scan(file: Buffer, size = 1000): BinaryFacts {
  const scanner = createBinaryScanner();
  for (let at = 0; at < file.length; at += size) scanner.push(file.subarray(at, at + size));
  return scanner.done();
}

const noise = Buffer.from('x.y.1.2'.repeat(700));
const text = (value: string) => Buffer.from(value, 'latin1');

describe('version strings', () => {
  it.each([
    ['\0v1.34.1\0', ['v1.34.1']],
    ['\x001.7.24~ds1-6+deb13u1\0', ['1.7.24~ds1-6+deb13u1']],
    ['\0v2.1.9\0', ['v2.1.9']],
    ['\x002.4.0-beta.0\0', ['2.4.0-beta.0']],
    ['\0v1.30.2+k3s1\0\0v1.7.17-k3s1\0', ['v1.30.2+k3s1', 'v1.7.17-k3s1']],
    ['\0v1.34.1\0v1.34.1\0', ['v1.34.1']],
    ['av1.34.1\0', []],
    ['\0v1.34.1', []],
    ['\0v1.34\0', []],
    ['\0v1.34.1-\0', []],
    ['\0v1.34.1 beta\0', []],
    ['\0v1234.1.1\0', []],
    ['\0v1.2.3.4\0', []],
    [`\x001.2.3-${'a'.repeat(60)}\x001.2.4-${'a'.repeat(62)}\0`, [`1.2.3-${'a'.repeat(60)}`]],
    ['/debug/pprof/2.1.9+unknownmissing table', ['2.1.9+unknown']],
    ['ends in 42.0.0-rc.3+unknown', ['2.0.0-rc.3+unknown']],
    ['so unknown+unknown', []],
    ['2.1.9+unknown, and \0v0.3.4\0', ['v0.3.4', '2.1.9+unknown']],
    ['2.1.9+unknown, and \0v2.1.9\0', ['v2.1.9']],
  ])('%j', (content, expected) => {
    expect(scan(elfFile([{ bytes: Buffer.concat([noise, text(`z${content}z`), noise]) }])).versionStrings).toEqual(
      expected,
    );
  });

  it('stops at 64', () => {
    const many = Array.from({ length: 100 }, (_, index) => `\x001.2.${index}`).join('');
    expect(scan(elfFile([{ bytes: text(`${many}\0`) }])).versionStrings).toHaveLength(64);
  });

  it('are not looked for behind the last loaded byte', () => {
    const file = elfFile([{ bytes: text('\0v1.1.1\0') }], text('\0v2.2.2\0'.padEnd(5000)));
    expect(scan(file, 64).versionStrings).toEqual(['v1.1.1']);
  });
});

describe('build information', () => {
  const lines = [
    'path\tk8s.io/kubernetes/cmd/kubelet',
    'mod\tk8s.io/kubernetes\tv1.33.1\t',
    'dep\tk8s.io/api\tv0.33.1\th1:abc=',
    'dep\tgithub.com/pelletier/go-toml/v2\tv2.2.3\th1:def=',
    '=>\texample.com/fork\tv2.2.4\th1:ghi=',
    'build\t-trimpath=true',
    'build\tvcs.revision=0123',
  ];
  const expected = {
    goVersion: 'go1.24.2',
    path: 'k8s.io/kubernetes/cmd/kubelet',
    module: { path: 'k8s.io/kubernetes', version: 'v1.33.1' },
    dependencies: { 'k8s.io/api': 'v0.33.1', 'github.com/pelletier/go-toml/v2': 'v2.2.4' },
    settings: { '-trimpath': 'true', 'vcs.revision': '0123' },
  };

  it('is read from the writable data', () => {
    const file = elfFile([{ bytes: noise }, { writable: true, bytes: inlineBuildInfo('go1.24.2', lines) }]);
    expect(scan(file).goBuildInfo).toEqual(expected);
  });

  it('is not another program’s that is embedded in this one', () => {
    const other = inlineBuildInfo('go1.20', ['path\texample.com/embedded']);
    const file = elfFile([{ bytes: other }, { writable: true, bytes: inlineBuildInfo('go1.24.2', lines) }]);
    expect(scan(file).goBuildInfo).toEqual(expected);
  });

  it('is taken from anywhere where the headers don’t say what is writable', () => {
    const file = Buffer.concat([elfFile([]), inlineBuildInfo('go1.24.2', lines)]);
    expect(scan(file).goBuildInfo).toEqual(expected);
  });

  it('is not the bare magic, which a program that reads build information holds as a constant', () => {
    const constant = text('\xff Go buildinf:runtime error: index out of range, and more words to fill the header up');
    const file = elfFile([{ writable: true, bytes: Buffer.concat([constant, inlineBuildInfo('go1.24.2', lines)]) }]);
    expect(scan(file).goBuildInfo).toEqual(expected);
  });

  it('of Go 1.17 and older is read through the module text', () => {
    const file = elfFile([{ bytes: moduleText(lines) }, { writable: true, bytes: pointerBuildInfo() }]);
    expect(scan(file).goBuildInfo).toEqual({ ...expected, goVersion: '' });
  });

  it('may have no module text', () => {
    const file = elfFile([{ writable: true, bytes: inlineBuildInfo('go1.24.2', []) }]);
    expect(scan(file).goBuildInfo).toEqual({
      goVersion: 'go1.24.2',
      path: null,
      module: null,
      dependencies: {},
      settings: {},
    });
  });

  it('is null where it is cut off', () => {
    const whole = elfFile([{ writable: true, bytes: inlineBuildInfo('go1.24.2', lines) }]);
    expect(scan(whole.subarray(0, -1)).goBuildInfo).toBeNull();
  });
});

describe('the scanner', () => {
  it('tells a script from a program, and needs no more than four bytes for it', () => {
    const scanner = createBinaryScanner();
    scanner.push(text('#!/b'));
    expect(scanner.finished).toBe(true);
    expect(scanner.done()).toEqual({ format: 'other', goBuildInfo: null, versionStrings: [] });
  });

  it('is finished at the end of what is loaded', () => {
    const scanner = createBinaryScanner();
    const file = elfFile([{ bytes: noise }], Buffer.alloc(10));
    scanner.push(file.subarray(0, -11));
    expect(scanner.finished).toBe(false);
    scanner.push(file.subarray(-11));
    expect(scanner.finished).toBe(true);
  });

  it('finds the same however the bytes are cut', () => {
    const file = elfFile([
      { bytes: Buffer.concat([noise, text('\0v1.34.1\0 2.1.9+unknown'), moduleText(['path\ta']), noise]) },
      { writable: true, bytes: inlineBuildInfo('go1.24.2', ['path\tb', `dep\t${'c'.repeat(3000)}`]) },
    ]);
    const whole = scan(file, file.length);
    expect(whole.versionStrings).toEqual(['v1.34.1']);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const scanner = createBinaryScanner();
        const reused = Buffer.alloc(700);
        for (let at = 0, turn = 0; at < file.length; turn++) {
          const piece = file.subarray(at, at + sizes[turn % sizes.length]!);
          piece.copy(reused);
          scanner.push(reused.subarray(0, piece.length));
          at += piece.length;
        }
        expect(scanner.done()).toEqual(whole);
      }),
    );
  });

  it('takes any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const marks = fc.constantFrom(inlineBuildInfo('go1.9', ['path\ta']), pointerBuildInfo(), moduleText([]), noise);
    const elfs = fc.array(
      fc.oneof(
        bytes,
        marks,
        marks.map((mark) => mark.subarray(0, 40)),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(elfs, fc.boolean(), fc.integer({ min: 1, max: 5000 }), (pieces, elf, size) => {
        const content = Buffer.concat(pieces);
        const facts = scan(elf ? elfFile([{ writable: true, bytes: content }]) : content, size);
        expect(['elf', 'other']).toContain(facts.format);
      }),
    );
  });

  it('survives a program header table of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 124, maxLength: 124 }), (header) => {
        const file = elfFile([{ bytes: text('\0v1.1.1\0') }], Buffer.alloc(5000));
        file.set(header, 4);
        expect(scan(file).format).toBe('elf');
      }),
    );
  });
});
