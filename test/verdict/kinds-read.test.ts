import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

interface Side {
  /** The folders whose observations these are. */
  readonly folders: readonly string[];
  /** What `side` of a rule says, where one reads them. */
  readonly side: string;
  /** Files outside of the verdict that read some. */
  readonly readers?: readonly string[];
}

const SIDES: readonly Side[] = [
  { folders: ['containerd'], side: 'containerd' },
  { folders: ['kubelet'], side: 'kubelet' },
  { folders: ['systemd'], side: 'unit', readers: ['kubelet/unit-evidence.ts', 'kubelet/resolve-kubelet.ts'] },
  { folders: ['crio', 'docker'], side: 'other-runtime' },
  { folders: ['resolve', 'platforms'], side: 'image' },
  { folders: ['kind'], side: 'live' },
];

function sources(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: withoutComments(readFileSync(join(SRC, folder, path), 'utf8')) }));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] as string);
}

/** Kinds that the types of a folder list, and those that its code names where it makes one. */
function madeIn(folder: string): ReadonlySet<string> {
  const kinds = sources(folder).flatMap(({ path, text }) => [
    ...(path === 'observations.ts' ? matches(text, /(?:^ {2}\| |Noted<\s*)'([a-z0-9-]+)'(?=[,;\n])/gm) : []),
    ...matches(text, /\b(?:observe|doubt|refuse|note)\(\s*'([a-z0-9-]+)'/g),
    ...matches(text, /\bkind: '([a-z0-9-]+)',\s*location\b/g),
  ]);
  return new Set(kinds);
}

/** Reasons why systemd does not start a unit: rules show them all, whatever they are called. */
function reasonsOfUnits(): readonly string[] {
  const text = readFileSync(join(SRC, 'systemd/observations.ts'), 'utf8');
  const listed = /\* Reasons why nothing is started[\s\S]*?\n \*\n/.exec(text)?.[0] ?? '';
  return matches(listed, /^ \* - `([a-z-]+)`/gm);
}

/** Everything that the verdict names, by the sides that the naming file reads; its own codes do not count. */
function namedFor({ side, readers = [] }: Side): string {
  const verdict = sources('verdict')
    .filter(({ text }) => (/\bside: '([a-z-]+)'/.exec(text)?.[1] ?? side) === side)
    .map(({ text }) => text.replace(/\bcode: '[a-z-]+'/, ''));
  return [...verdict, ...readers.map((path) => withoutComments(readFileSync(join(SRC, path), 'utf8')))].join('\n');
}

describe('what is noticed', () => {
  it.each(SIDES.map((entry) => [entry.folders.join(' and '), entry] as const))(
    'in %s is read by a rule, or worded as a doubt or a reason',
    (_, entry) => {
      const named = namedFor(entry);
      const shown = ['unit', 'image'].includes(entry.side) ? reasonsOfUnits() : [];
      const unread = entry.folders
        .flatMap((folder) => [...madeIn(folder)])
        .filter((kind) => !shown.includes(kind))
        .filter((kind) => !named.includes(`'${kind}'`) && !new RegExp(`^\\s+${kind}: `, 'm').test(named));
      expect(unread).toEqual([]);
    },
  );

  it('is found in every folder', () => {
    for (const [folder, kind] of [
      ['containerd', 'table-not-read'],
      ['containerd', 'short-plugin-id'],
      ['kubelet', 'config-unread'],
      ['kubelet', 'gate-off'],
      ['systemd', 'exec-start-ignored'],
      ['crio', 'setting-in-wrong-table'],
      ['docker', 'directive-unknown'],
      ['resolve', 'version-conflict'],
      ['kind', 'live-pod-misplaced'],
    ] as const) {
      expect([...madeIn(folder)]).toContain(kind);
    }
    expect(reasonsOfUnits()).toContain('exec-start-without-reset');
  });

  it('is made somewhere, if the types list it', () => {
    const idle = ['containerd', 'kubelet', 'systemd', 'kind'].flatMap((folder) => {
      const files = sources(folder);
      const listed = files.filter(({ path }) => path === 'observations.ts').map(({ text }) => text);
      const code = files.filter(({ path }) => path !== 'observations.ts').map(({ text }) => text);
      const kinds = matches(listed.join('\n'), /(?:^ {2}\| |Noted<\s*)'([a-z0-9-]+)'(?=[,;\n])/gm);
      return kinds.filter((kind) => !code.join('\n').includes(`'${kind}'`)).map((kind) => `${folder}: ${kind}`);
    });
    expect(idle).toEqual([]);
  });
});
