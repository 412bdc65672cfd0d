import { readFileSync } from 'node:fs';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

/** A file by its lines; `@one`, `@two` and `@three` stand for the CRI plugin's table in files of that version. */
export type FixtureFile = readonly string[] | { readonly link: string };

export interface ObservedCase {
  readonly case: string;
  /** Below `/etc/containerd`. */
  readonly files: Readonly<Record<string, FixtureFile>>;
  /** What builds of these releases did; `state` is `ok` where it is left out. */
  readonly answers: readonly {
    readonly releases: string;
    readonly state?: string;
    readonly default?: string;
    readonly drivers?: Readonly<Record<string, string>>;
    readonly runtimeConfig?: { readonly systemd: string; readonly elsewhere: string };
  }[];
  /** Releases whose answer differs from run to run. */
  readonly random?: readonly string[];
}

export interface ObservedRuntimeConfig {
  readonly case: string;
  readonly file: readonly string[];
  readonly answers: readonly {
    readonly releases: string;
    readonly systemd: string;
    readonly elsewhere: string;
    readonly default?: string;
    readonly handlers: Readonly<Record<string, { readonly type: string; readonly driver?: string }>>;
  }[];
}

export function readFixture<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')) as Content;
}

export function textOfLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replaceAll('@one', 'plugins.cri')
    .replaceAll('@two', 'plugins."io.containerd.grpc.v1.cri"')
    .replaceAll('@three', 'plugins."io.containerd.cri.v1.runtime"');
}

export function treeOf(files: Readonly<Record<string, FixtureFile>>) {
  const entries = Object.entries(files).map(([path, file]): [string, MemoryFile] => [
    path.startsWith('/') ? path : `/etc/containerd/${path}`,
    'link' in file ? { symlink: file.link } : textOfLines(file),
  ]);
  return memoryTree(Object.fromEntries(entries));
}
