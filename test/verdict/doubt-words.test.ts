import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordDoubt } from '../../src/verdict/doubt-words.ts';

const SRC = resolve(import.meta.dirname, '../../src');

/** The kinds below `Doubts:` in a comment that lists them. */
function listedDoubts(path: string): readonly string[] {
  const text = readFileSync(resolve(SRC, path), 'utf8');
  const below = /\* Doubts[^\n]*:\n([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return [...below.matchAll(/\* - ((?:`[a-z-]+`(?:, )?)+)/g)].flatMap((match) =>
    [...match[1]!.matchAll(/`([a-z-]+)`/g)].map((kind) => kind[1]!),
  );
}

function containerdDoubts(): readonly string[] {
  const text = readFileSync(resolve(SRC, 'containerd/observations.ts'), 'utf8');
  const union = text.slice(text.indexOf('export type DoubtObservation'));
  return [...union.matchAll(/Noted<'([a-z-]+)'/g)]
    .map((match) => match[1]!)
    .filter((kind) => kind !== 'newer-than-checked');
}

describe('wordDoubt', () => {
  const kinds = [
    ...containerdDoubts(),
    ...listedDoubts('systemd/observations.ts'),
    ...listedDoubts('kubelet/observations.ts'),
    ...listedDoubts('crio/answer.ts'),
    ...listedDoubts('docker/answer.ts'),
    ...listedDoubts('resolve/observe.ts'),
    ...listedDoubts('platforms/observations.ts'),
  ];

  it('knows of doubts of every resolver', () => {
    for (const kind of [
      'file-unreadable',
      'root-directory',
      'no-unit',
      'too-many-files',
      'host-decides',
      'program-elsewhere',
    ]) {
      expect(kinds).toContain(kind);
    }
  });

  it.each([...new Set(kinds)])('has words for %s', (kind) => {
    const words = wordDoubt({ kind, location: null, related: [], detail: {} });
    expect(words).not.toBe(kind.replaceAll('-', ' '));
    expect(words).toMatch(/[^.]$/);
  });

  it('takes what a cluster decides for no version', () => {
    const words = (needs: string) =>
      wordDoubt({ kind: 'version-unknown', location: null, related: [], detail: { needs, why: 'this is so' } });
    expect(words('kubeadm')).toBe('it depends on the version of kubeadm, which is not known: this is so');
    expect(words('cluster')).toBe('it depends on how the node comes into its cluster: this is so');
  });

  it("says why a kubelet's unit is doubtful", () => {
    const detail = { doubt: 'root-directory', value: '/srv' };
    expect(wordDoubt({ kind: 'unit-doubtful', location: null, related: [], detail })).toMatch(
      /another root \(\/srv\)$/,
    );
  });

  it.each([
    ['sed', 'sed is given'],
    ['for', 'a loop is given'],
    ['done', 'a loop is given'],
    ['container', 'a container is given'],
    ['constructor', 'constructor is given'],
  ])('names %s', (program, start) => {
    const detail = { program, writes: 'both' };
    expect(wordDoubt({ kind: 'boot-command-unclear', location: null, related: [], detail })).toMatch(
      new RegExp(`^${start} the file`),
    );
  });
});
