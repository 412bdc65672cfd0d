import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

/** The project's own way: a folder imports from itself and from folders that stand before it. */
const WAY = [
  'text',
  'binary',
  'image',
  'versions',
  'systemd',
  'platforms',
  'containerd',
  'kubelet',
  'crio',
  'docker',
  'resolve',
  'kind',
  'verdict',
  'source',
  'gate',
  'report',
  'github',
  'host',
  'cli',
  'action',
  'launchers',
] as const;

/** Only here may a file, a process, the network, the clock or the environment be touched. */
const OUTSIDE = ['host', 'cli', 'action', 'launchers'];
const PURE_BUILTINS = ['node:zlib', 'node:crypto', 'node:util', 'node:buffer', 'node:stream'];
const GLOBALS = /\bprocess\.|\bfetch\(|\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bperformance\.|\bMath\.random\(/;

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const FILES: readonly SourceFile[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string);
    const path = relative(SRC, file);
    return { path, folder: path.includes('/') ? (path.split('/')[0] as string) : '', text, imports };
  });

function folderOf(file: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const target = relative(SRC, resolve(SRC, file.path, '..', specifier));
  return target.includes('/') ? (target.split('/')[0] as string) : '';
}

describe('the tree tells the way', () => {
  it('every folder has its place on it', () => {
    const folders = new Set(FILES.map(({ folder }) => folder).filter((folder) => folder !== ''));
    expect([...folders].filter((folder) => !WAY.includes(folder as (typeof WAY)[number]))).toEqual([]);
  });

  it('no folder imports from a later one', () => {
    const against: string[] = [];
    for (const file of FILES) {
      const own = WAY.indexOf(file.folder as (typeof WAY)[number]);
      for (const specifier of file.imports) {
        const target = folderOf(file, specifier);
        if (target === null || target === '' || file.folder === '') continue;
        if (WAY.indexOf(target as (typeof WAY)[number]) > own) against.push(`${file.path} imports ${specifier}`);
      }
    }
    expect(against).toEqual([]);
  });

  it('the core touches nothing outside of itself', () => {
    const impure: string[] = [];
    for (const file of FILES) {
      if (OUTSIDE.includes(file.folder) || file.folder === '') continue;
      for (const specifier of file.imports) {
        if (specifier.startsWith('node:') && !PURE_BUILTINS.includes(specifier))
          impure.push(`${file.path}: ${specifier}`);
        if (['execa', '@actions/core', '@actions/github'].includes(specifier))
          impure.push(`${file.path}: ${specifier}`);
      }
      const code = file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gm, '');
      const global = GLOBALS.exec(code);
      if (global !== null) impure.push(`${file.path}: ${global[0]}`);
    }
    expect(impure).toEqual([]);
  });

  it('only the entries import the host', () => {
    const wrong = FILES.filter(({ folder }) => !['host', 'cli', 'action', 'launchers'].includes(folder)).flatMap(
      (file) =>
        file.imports
          .filter((specifier) => folderOf(file, specifier) === 'host')
          .map((specifier) => `${file.path}: ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});
