import type { CommandCore } from '../commands/command-effect.ts';
import { divideWords, hasOption } from '../commands/options.ts';
import { pathFrom } from '../decisive-files/decisive-paths.ts';

/** A tree of files that a command puts somewhere. */
export interface Placement {
  /** Where its root comes to lie. */
  readonly into: string;
  /** The folder or file of the image that it is; null where it is in none, or within an archive. */
  readonly from: string | null;
}

type Reader = (given: readonly string[], cwd: string | null) => readonly Placement[];

const unknownIn = (folder: string | null | undefined): readonly Placement[] =>
  folder === null || folder === undefined ? [] : [{ into: folder, from: null }];

/** cp(1), mv(1), rsync(1), scp(1). */
const copies =
  (whole: (given: readonly string[]) => boolean, bySlash: boolean): Reader =>
  (given, cwd) => {
    if (!whole(given)) return [];
    const taking = ['S', 'e', 'f', 'exclude', 'include', 'filter', 'rsh', 'exclude-from', 'files-from', 'suffix'];
    const { operands, values } = divideWords(given, ['t', 'target-directory'], bySlash ? [...taking, 'M', 'B'] : ['S']);
    const [folder] = bySlash ? [] : values;
    const target = pathFrom(folder ?? operands.at(-1) ?? '$', cwd);
    if (target === null) return [];
    const exact = !bySlash && hasOption(given, 'T', /^no-target-directory$/);
    return (folder === undefined ? operands.slice(0, -1) : operands).map((source) => {
      const contents = exact || /\/(?:\.|\*)$|^[.*]$/.test(source) || (bySlash && source.endsWith('/'));
      const name = contents ? '' : source.replace(/\/+$/, '').replace(/^.*[/:]/, '');
      const into = pathFrom(/[$`*]/.test(name) ? target : `${target}/${name}`, null)!;
      return { into, from: /^[^/]*:/.test(source) ? null : pathFrom(source.replace(/\/\*$/, ''), cwd) };
    });
  };

/** tar(1), whose first word may be letters without a dash. */
const unpacksTar: Reader = (given, cwd) => {
  const [first = '', ...rest] = given;
  const words = /^[a-zA-Z]+$/.test(first) ? [`-${first}`, ...rest] : given;
  if (!hasOption(words, 'x', /^(?:extract|get)$/)) return [];
  const taking = [
    'f',
    'file',
    'I',
    'use-compress-program',
    'X',
    'exclude',
    'exclude-from',
    'strip-components',
    'transform',
  ];
  // Of letters without a dash the values follow one after the other: `xfC ARCHIVE FOLDER` is rare, and read as one option.
  const { operands, values } = divideWords(words, ['C', 'directory'], taking);
  const folder = hasOption(words, 'P', /^absolute-names$/) ? '/' : pathFrom(values.at(-1) ?? '.', cwd);
  if (folder === null) return [];
  const members = operands.filter((member) => !/[*?[$`]/.test(member));
  if (operands.length === 0 || members.length < operands.length) return unknownIn(folder);
  return members.flatMap((member) => unknownIn(pathFrom(`./${member}`, folder)));
};

const unpacksWith =
  (option: readonly string[], runs: (given: readonly string[]) => boolean, taking: readonly string[] = []): Reader =>
  (given, cwd) => {
    if (!runs(given)) return [];
    return unknownIn(pathFrom(divideWords(given, option, taking).values.at(-1) ?? '.', cwd));
  };

/** dpkg-deb(1). */
const unpacksPackage: Reader = (given, cwd) => {
  const at = given.findIndex((word) => /^-[xX]$|^--(?:v?extract)$/.test(word));
  return at < 0 ? [] : unknownIn(pathFrom(given[at + 2] ?? '.', cwd));
};

const CHANGES_TREE = /^(?:am|apply|checkout|cherry-pick|clone|merge|pull|rebase|reset|restore|revert|stash|switch)$/;

const git: Reader = (given, cwd) => {
  const { operands, values } = divideWords(given, ['C', 'work-tree'], ['c', 'git-dir', 'b', 'branch', 'depth']);
  const [command = '', ...rest] = operands;
  if (!CHANGES_TREE.test(command)) return [];
  const folder = pathFrom(values.at(-1) ?? '.', cwd);
  if (command !== 'clone') return unknownIn(folder);
  const name = rest[1] ?? rest[0]?.replace(/^.*[/:]/, '').replace(/\.git$/, '') ?? '$';
  return unknownIn(pathFrom(name, folder));
};

/** mount(8): what is mounted hides what lies there. */
const mounts: Reader = (given, cwd) => {
  if (given.some((word) => /^--make-|^--move$|^-\w*M/.test(word))) return [];
  const { operands, values } = divideWords(
    given,
    ['o', 'options'],
    ['t', 'types', 'L', 'U', 'label', 'uuid', 'O', 'N', 'namespace'],
  );
  if (/\bremount\b/.test(values.join(','))) return [];
  const named = given.some((word) => /^-[LU]|^--(?:label|uuid)\b/.test(word));
  const [source, target] = named ? [undefined, operands[0]] : [operands.at(-2), operands.at(-1)];
  const into = pathFrom(target ?? '$', cwd);
  if (into === null || (source === undefined && !named) || source === target) return [];
  const bind = hasOption(given, 'B', /^r?bind$/) || /(?:^|,)r?bind\b/.test(values.join(','));
  return [{ into, from: bind && source !== undefined ? pathFrom(source, cwd) : null }];
};

/** A download into a folder, by the name that it has there, unless another is named. */
const saves =
  (option: readonly string[], taking: readonly string[], named: (given: readonly string[]) => boolean): Reader =>
  (given, cwd) => {
    const { operands, values } = divideWords(given, option, taking);
    const folder = values.at(-1) ?? (named(given) ? null : '.');
    if (folder === null) return [];
    const url = operands.find((word) => word.includes('/')) ?? '';
    const name = url.split(/[?#]/, 1)[0]!.replace(/^.*\//, '');
    return unknownIn(pathFrom(/[$`]/.test(name) ? folder : `${folder}/${name}`, cwd));
  };

/** The programs of clouds' stores: what comes into a folder is theirs. */
const copiesFromCloud: Reader = (given, cwd) => {
  if (!given.some((word) => /^(?:cp|copy|copyto|get|mv|rsync|sync)$/.test(word))) return [];
  const target = given.findLast((word) => !word.startsWith('-')) ?? '$';
  return target.includes(':') ? [] : unknownIn(pathFrom(target, cwd));
};

const all = (): boolean => true;
const deep = (given: readonly string[]): boolean => hasOption(given, 'arR', /^(?:recursive|archive)$/);

const READERS: Readonly<Record<string, Reader>> = {
  cp: copies(deep, false),
  mv: copies(all, false),
  scp: copies(deep, true),
  rsync: copies(deep, true),
  tar: unpacksTar,
  gtar: unpacksTar,
  bsdtar: unpacksTar,
  unzip: unpacksWith(['d'], (given) => !hasOption(given, 'lptvZz', /^$/), ['x']),
  unsquashfs: unpacksWith(['d', 'dest'], (given) => !hasOption(given, 'ls', /^$/)),
  '7z': unpacksWith(['o'], (given) => /^[xe]$/.test(given[0] ?? '')),
  cpio: unpacksWith(['D', 'directory'], (given) => hasOption(given, 'i', /^extract$/), ['F', 'E', 'H']),
  patch: unpacksWith(
    ['d', 'directory'],
    (given) => divideWords(given, [], ['i', 'p', 'd', 'input', 'strip', 'directory']).operands.length === 0,
    ['i', 'p', 'input', 'strip'],
  ),
  'dpkg-deb': unpacksPackage,
  dpkg: unpacksPackage,
  git,
  mount: mounts,
  curl: saves(
    ['output-dir'],
    ['o', 'H', 'X', 'd', 'm', 'output', 'header', 'retry', 'data'],
    (given) => !hasOption(given, 'O', /^remote-name(?:-all)?$/),
  ),
  wget: saves(['P', 'directory-prefix'], ['o', 'O', 't', 'T', 'header'], (given) =>
    hasOption(given, 'O', /^output-document\b/),
  ),
  aws: copiesFromCloud,
  gcloud: copiesFromCloud,
  gsutil: copiesFromCloud,
  rclone: copiesFromCloud,
  s3cmd: copiesFromCloud,
  azcopy: copiesFromCloud,
  oras: unpacksWith(['o', 'output'], (given) => given.includes('pull'), ['a', 'u', 'p']),
};

export const PLACING_PROGRAMS: readonly string[] = Object.keys(READERS);

/**
 * The trees that a command puts somewhere.
 * @param cwd the folder that it runs in; null where that is not known
 */
export function placementsOf({ words, program }: CommandCore, cwd: string | null): readonly Placement[] {
  const reader = Object.hasOwn(READERS, program) ? READERS[program] : undefined;
  return reader === undefined ? [] : reader(words.slice(1), cwd);
}
