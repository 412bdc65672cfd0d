import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glob } from '../../src/containerd/go/glob.ts';
import { BadPattern, cleanPath, directoryOf, joinPath, matchesPattern } from '../../src/containerd/go/path.ts';
import { memoryTree } from '../support/memory-tree.ts';

describe('cleanPath', () => {
  it.each([
    ['', '.'],
    ['/', '/'],
    ['a//b/./c/..', 'a/b'],
    ['/../a', '/a'],
    ['../a/../..', '../..'],
    ['a/..', '.'],
  ])('%s', (path, clean) => {
    expect(cleanPath(path)).toBe(clean);
  });

  it('changes nothing twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '.', '..', '/', '*')), (parts) => {
        const once = cleanPath(parts.join(''));
        expect(cleanPath(once)).toBe(once);
      }),
    );
  });
});

describe('joinPath and directoryOf', () => {
  it('work as in Go', () => {
    expect([joinPath('', 'a', '../b'), joinPath('', ''), joinPath('/a', 'b')]).toEqual(['b', '', '/a/b']);
    expect([directoryOf('/a/b'), directoryOf('/a'), directoryOf('a'), directoryOf('a/')]).toEqual([
      '/a',
      '/',
      '.',
      'a',
    ]);
  });
});

describe('matchesPattern', () => {
  it.each([
    ['abc', 'abc', true],
    ['*', 'a/b', false],
    ['*', '.hidden', true],
    ['a*/b', 'ac/b', true],
    ['a*b*c', 'axxbxxc', true],
    ['*.toml', 'a.toml.bak', false],
    ['[a-c]?', 'bé', true],
    ['[^a-c]', 'b', false],
    ['[\\]a]', ']', true],
    ['a\\*', 'a*', true],
    ['{a,b}', 'a', false],
    ['?', '/', false],
    ['a***', 'a', true],
    ['[[a]', '[', true],
  ])('%s, %s: %s', (pattern, name, wanted) => {
    expect(matchesPattern(pattern, name)).toBe(wanted);
  });

  it.each(['[', '[]a]', '[a-', '[-x]', 'a\\', '[a', 'x[', '*[', 'a/[*'])(
    'cannot read %s, whatever it is held against',
    (pattern) => {
      for (const name of ['', 'a', 'xyz']) expect(matchesPattern(pattern, name)).toBeInstanceOf(BadPattern);
    },
  );

  it('matches names without wildcards by themselves only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (name, other) => {
        fc.pre(!/[*?[\\]/.test(name));
        expect(matchesPattern(name, name)).toBe(true);
        expect(matchesPattern(name, other)).toBe(name === other);
      }),
    );
  });

  it('finishes on any pattern', () => {
    const symbols = fc.array(fc.constantFrom('*', '?', '[', ']', '^', '-', '\\', 'a', '/'), { maxLength: 30 });
    fc.assert(
      fc.property(symbols, symbols, (pattern, name) => {
        expect([true, false, 'bad']).toContain(
          ((result) => (result instanceof BadPattern ? 'bad' : result))(
            matchesPattern(pattern.join(''), name.join('')),
          ),
        );
      }),
    );
  });
});

describe('glob', () => {
  const tree = memoryTree({
    '/etc/a/10.toml': '',
    '/etc/a/9.toml': '',
    '/etc/b/1.toml': '',
    '/etc/link': { symlink: 'b' },
    '/etc/b/gone.toml': { symlink: 'nowhere' },
    '/etc/file': '',
  });
  const options = { workingDirectory: '/etc', checksPatternFirst: true, budget: { left: 1000 } };

  it.each([
    ['/etc/a/*.toml', ['/etc/a/10.toml', '/etc/a/9.toml']],
    ['/etc/*/1*.toml', ['/etc/a/10.toml', '/etc/b/1.toml', '/etc/link/1.toml']],
    ['/etc/b/g*', ['/etc/b/gone.toml']],
    ['/etc/f*/x', []],
    ['/none/*', []],
    ['a/*', ['a/10.toml', 'a/9.toml']],
    ['/etc/file', ['/etc/file']],
  ])('%s', async (pattern, paths) => {
    expect(await glob(tree, pattern, options)).toEqual({ paths, failures: [] });
  });

  it('says so where it does not look into every folder', async () => {
    expect(await glob(tree, '/etc/*/1*.toml', { ...options, budget: { left: 2 } })).toMatchObject({
      paths: ['/etc/a/10.toml'],
      failures: [{ reason: 'too-large', path: '/etc/b' }],
    });
  });

  it('notices a bad pattern before or while comparing', async () => {
    expect(await glob(tree, '/none/[*', options)).toBeInstanceOf(BadPattern);
    expect(await glob(tree, '/none/[*', { ...options, checksPatternFirst: false })).toEqual({
      paths: [],
      failures: [],
    });
    expect(await glob(tree, '/etc/[*', { ...options, checksPatternFirst: false })).toBeInstanceOf(BadPattern);
  });
});
