import { describe, expect, test } from 'vitest';
import { LayerIndex } from '../../../src/image/layer/layer-index.ts';
import { limits } from '../../../src/image/limits.ts';
import type { TarEntry } from '../../../src/image/tar/entry.ts';

function entry(name: string, changes: Partial<TarEntry> = {}): TarEntry {
  return { name, type: 'file', mode: 0o644, link: '', offset: 0, size: 0, sparse: false, ...changes };
}

function deep(folders: number, first = 'a'): string {
  return `${first}${'/a'.repeat(folders)}`;
}

describe('what a hostile layer may cost', () => {
  test('paths have so many folders at most', () => {
    const index = new LayerIndex([entry(deep(limits.depth - 1))], 'layer');
    expect(index.nodes.has(deep(limits.depth - 1))).toBe(true);
    expect(() => index.add(entry(deep(limits.depth)))).toThrow(
      `layer has a file more than ${limits.depth} folders deep`,
    );
    expect(() => index.add(entry(`${'./'.repeat(limits.depth)}b`))).not.toThrow();
  });

  test('the folders that long names make are counted', () => {
    const part = 'x'.repeat(14);
    const name = (number: number) => `${number}${`/${part}`.repeat(limits.depth - 1)}`;
    const index = new LayerIndex([], 'layer');
    expect(() => {
      for (let number = 0; number < 1000; number++) index.add(entry(name(number)));
    }).toThrow(`layer has paths of more than ${limits.names} characters together`);
  });

  test('so is the way through symlinks', () => {
    const target = deep(limits.depth - 2);
    const links = Array.from({ length: limits.symlinks }, (_, number) =>
      entry(`l${number}`, { type: 'symlink', link: `${target}${'/..'.repeat(limits.depth - 1)}/l${number + 1}` }),
    );
    const index = new LayerIndex([entry(target, { type: 'directory' }), ...links], 'layer');
    expect(() => {
      for (let number = 0; number < limits.entries; number++) index.add(entry(`l0/${number}`));
    }).toThrow('layer takes too long to place: its paths lead through too many symlinks');
  });

  test('so are the whiteouts that a replaced folder has to be looked for among', () => {
    const index = new LayerIndex([], 'layer');
    for (let number = 0; number < 100_000; number++) index.add(entry(`.wh.${number}`));
    expect(() => {
      for (let number = 0; number < 100_000; number++) {
        index.add(entry('d', { type: 'directory' }));
        index.add(entry('d'));
      }
    }).toThrow('layer replaces too many directories');
  });

  test('a path that symlinks make longer than Linux takes leads nowhere', () => {
    const long = 'y'.repeat(250);
    const link = Array.from({ length: 16 }, () => long).join('/');
    const index = new LayerIndex([entry('l', { type: 'symlink', link })], 'layer');
    expect(() => index.add(entry(`l/${long}/x`))).toThrow(/too many symlinks on the way/);
  });
});
