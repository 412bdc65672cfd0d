import type { CommandCore } from '../commands/command-effect.ts';
import { divideWords } from '../commands/options.ts';
import { pathFrom } from '../decisive-files/decisive-paths.ts';
import type { FileKind } from './file-kinds.ts';

/** A file of a kind that a command has something read. */
export interface KindFile {
  readonly path: string;
  readonly kind: FileKind;
}

/** A program that reads commands in a file that it is given, or that lies in a folder under a name of its own. */
interface FileReader {
  readonly kind: FileKind;
  /** Its names where the command says none. */
  readonly names: readonly string[];
  /** The options that say the file, and the folder. */
  readonly file: readonly string[];
  readonly folder: readonly string[];
  /** Further options that take a word. */
  readonly taking: readonly string[];
}

const MAKE: FileReader = {
  kind: 'recipes',
  names: ['GNUmakefile', 'makefile', 'Makefile'],
  file: ['f', 'file', 'makefile'],
  folder: ['C', 'directory'],
  taking: ['I', 'j', 'o', 'W'],
};
const TASK: FileReader = {
  kind: 'recipes',
  names: ['Taskfile.yml', 'Taskfile.yaml'],
  file: ['t', 'taskfile'],
  folder: ['d', 'dir'],
  taking: ['o', 'output', 'C', 'concurrency'],
};
const NPM: FileReader = {
  kind: 'package',
  names: ['package.json'],
  file: [],
  folder: ['C', 'prefix', 'dir', 'cwd'],
  taking: ['w', 'workspace', 'filter'],
};
const COMPOSE: FileReader = {
  kind: 'volumes',
  names: ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
  file: ['f', 'file'],
  folder: ['project-directory'],
  taking: ['p', 'project-name', 'env-file', 'profile'],
};
/** make 4.4, just 1.36, ninja 1.12, Task 3, npm 10 and those of its kind, Compose 2. */
const READERS: Readonly<Record<string, FileReader>> = {
  make: MAKE,
  gmake: MAKE,
  just: {
    kind: 'recipes',
    names: ['justfile', 'Justfile', '.justfile'],
    file: ['f', 'justfile'],
    folder: ['d', 'working-directory'],
    taking: [],
  },
  ninja: {
    kind: 'recipes',
    names: ['build.ninja'],
    file: ['f'],
    folder: ['C'],
    taking: ['j', 'k', 'l', 'd', 't', 'w'],
  },
  task: TASK,
  'go-task': TASK,
  npm: NPM,
  pnpm: NPM,
  yarn: NPM,
  'docker-compose': COMPOSE,
  'podman-compose': COMPOSE,
};
const COMPOSES = /^(?:docker|podman|nerdctl)$/;
const TMPFILES = ['/etc/tmpfiles.d', '/run/tmpfiles.d', '/usr/local/lib/tmpfiles.d', '/usr/lib/tmpfiles.d'];

/** Programs that are asked about though they may be given no path. */
export const KIND_PROGRAMS: readonly string[] = [
  ...Object.keys(READERS),
  'rake',
  'kubectl',
  'systemd-tmpfiles',
  'service',
  'invoke-rc.d',
];

/** The files of a kind whose commands a command has run, or enables. */
export function kindFilesOf({ program, words }: CommandCore, cwd: string | null): readonly KindFile[] {
  const given = words.slice(1);
  if (program === 'systemctl') return unitsOf(given);
  if (program === 'service' || program === 'invoke-rc.d') {
    return given.some((word) => STARTS.test(word))
      ? unitsOf(['start', given.find((word) => !word.startsWith('-'))!])
      : [];
  }
  if (program === 'systemd-tmpfiles') return tmpfilesOf(given, cwd);
  if (program === 'kubectl' || (program === 'podman' && /^(?:kube|play)$/.test(given[0] ?? ''))) {
    return manifestsOf(given, cwd);
  }
  const compose = COMPOSES.test(program) && given[0] === 'compose';
  const reader = compose ? COMPOSE : Object.hasOwn(READERS, program) ? READERS[program] : undefined;
  if (reader === undefined) return [];
  const { file, folder, taking, names, kind } = reader;
  const rest = compose ? given.slice(1) : given;
  const files = divideWords(rest, file, [...folder, ...taking]).values;
  const folders = divideWords(rest, folder, [...file, ...taking]).values;
  const at = folders.reduce<string | null>((so, next) => pathFrom(next, so), cwd);
  // Compose takes the files that it is told from where it runs, and make from where it is told to go.
  return (files.length > 0 ? files : names).flatMap((name) =>
    kindFile(name, kind === 'volumes' && files.length > 0 ? cwd : at, kind),
  );
}

const ENABLES = /^(?:link|enable|reenable)$/;
const STARTS = /^(?:re)?start$|^(?:try-|reload-or-|reload-or-try-)restart$|^isolate$/;
/** They are resolved by themselves. */
const RESOLVED = /^(?:containerd|kubelet)\.service$/;

/** The units that systemctl(1) starts, or makes start: of those that a package brought only what is started matters. */
function unitsOf(given: readonly string[]): readonly KindFile[] {
  const verb = given.find((word) => !word.startsWith('-')) ?? '';
  const starts = STARTS.test(verb) || (ENABLES.test(verb) && given.includes('--now'));
  if (!starts && !ENABLES.test(verb)) return [];
  return given.slice(given.indexOf(verb) + 1).flatMap((word): readonly KindFile[] => {
    if (/^\/.*\.service$/.test(word)) return [{ path: word, kind: 'unit' }];
    // What a timer, a path or a socket starts has their name.
    const name = word
      .replace(/@[^.]*/, '@')
      .replace(/^[^.]+$/, '$&.service')
      .replace(/\.(?:timer|path|socket)$/, '.service');
    if (!starts || !/^[\w:@.\\-]+\.service$/.test(name) || RESOLVED.test(name)) return [];
    return [{ path: `/usr/lib/systemd/system/${name}`, kind: 'unit' }];
  });
}

/** systemd-tmpfiles(8): a name without a slash is one of its folders'. */
function tmpfilesOf(given: readonly string[], cwd: string | null): readonly KindFile[] {
  if (!given.some((word) => /^--(?:create|remove|clean|purge)$/.test(word))) return [];
  const { operands } = divideWords(given, [], ['E', 'prefix', 'exclude-prefix', 'root', 'image', 'replace']);
  return operands.flatMap((file) => {
    if (file === '-') return [];
    const folders = file.includes('/') ? [cwd] : TMPFILES;
    return folders.flatMap((folder) => kindFile(file, folder, 'tmpfiles'));
  });
}

function manifestsOf(given: readonly string[], cwd: string | null): readonly KindFile[] {
  const play = /^(?:kube|play)$/.test(given[0] ?? '');
  if (!play && !given.some((word) => /^(?:apply|create|replace)$/.test(word))) return [];
  const { operands, values } = divideWords(given, ['f', 'filename'], ['n', 'namespace', 'kubeconfig', 'context']);
  return (play ? operands.slice(-1) : values).flatMap((name) => kindFile(name, cwd, 'volumes'));
}

function kindFile(name: string, folder: string | null, kind: FileKind): readonly KindFile[] {
  const path = name.includes('://') ? null : pathFrom(name, folder);
  return path === null ? [] : [{ path, kind }];
}
