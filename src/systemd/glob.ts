import type { FileTree } from '../image/file-tree.ts';

const mostMatches = 1000;

export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/** The paths that match an absolute glob as glob(3) does with no flags, sorted bytewise; a plain path only if it exists. */
export async function expandGlob(tree: FileTree, path: string): Promise<readonly string[]> {
  let paths = ['/'];
  for (const part of path.split('/').filter((one) => one !== '')) {
    const next: string[] = [];
    const matchesPart = partMatcher(part);
    for (const directory of paths) {
      const base = directory === '/' ? '' : directory;
      if (!isGlob(part)) {
        const plain = part.replace(/\\(.)/g, '$1');
        if ((await tree.lstat(`${base}/${plain}`)).ok) next.push(`${base}/${plain}`);
        continue;
      }
      const listed = await tree.list(directory);
      if (!listed.ok) continue;
      for (const name of listed.names) {
        if (matchesPart(name) && next.length < mostMatches) next.push(`${base}/${name}`);
      }
    }
    paths = next;
  }
  return paths;
}

/** fnmatch(3) for one part of a path, with FNM_PERIOD. Runs in time proportional to the name's length squared. */
export function partMatcher(pattern: string): (name: string) => boolean {
  const tests = compile(pattern);
  return (name) => (pattern.startsWith('.') || !name.startsWith('.')) && matches(name, tests);
}

/** What one character has to be; null for `*`. */
type CharacterTest = ((character: string) => boolean) | null;

function matches(name: string, tests: readonly CharacterTest[]): boolean {
  let nameAt = 0;
  let testAt = 0;
  let starAt = -1;
  let starName = 0;
  while (nameAt < name.length) {
    const test = tests[testAt];
    if (test === null) {
      starAt = testAt;
      starName = nameAt;
      testAt += 1;
    } else if (test?.(name[nameAt]!)) {
      nameAt += 1;
      testAt += 1;
    } else if (starAt !== -1) {
      starName += 1;
      nameAt = starName;
      testAt = starAt + 1;
    } else {
      return false;
    }
  }
  while (tests[testAt] === null) testAt += 1;
  return testAt === tests.length;
}

function compile(pattern: string): readonly CharacterTest[] {
  const tests: CharacterTest[] = [];
  const lastClose = pattern.lastIndexOf(']');
  for (let at = 0; at < pattern.length; at += 1) {
    let symbol = pattern[at]!;
    const set = symbol === '[' && at < lastClose ? readSet(pattern, at) : null;
    if (symbol === '*') tests.push(null);
    else if (symbol === '?') tests.push(() => true);
    else if (set !== null) {
      tests.push(set.test);
      at = set.end;
    } else {
      if (symbol === '\\' && at + 1 < pattern.length) {
        at += 1;
        symbol = pattern[at]!;
      }
      const wanted = symbol;
      tests.push((character) => character === wanted);
    }
  }
  return tests;
}

/** The set that begins at `at` and the place of its `]`; null where it has none, and `[` is an ordinary character. */
function readSet(
  pattern: string,
  at: number,
): { readonly test: (character: string) => boolean; readonly end: number } | null {
  let index = at + 1;
  const negated = pattern[index] === '!' || pattern[index] === '^';
  if (negated) index += 1;
  const ranges: (readonly [low: string, high: string])[] = [];
  for (let first = true; first || pattern[index] !== ']'; first = false) {
    const low = pattern[index];
    if (low === undefined) return null;
    const high = pattern[index + 1] === '-' && pattern[index + 2] !== ']' ? pattern[index + 2] : undefined;
    ranges.push([low, high ?? low]);
    index += high === undefined ? 1 : 3;
  }
  const answers = new Map<string, boolean>();
  const test = (character: string): boolean => {
    let answer = answers.get(character);
    if (answer === undefined) {
      answer = ranges.some(([low, high]) => low <= character && character <= high) !== negated;
      answers.set(character, answer);
    }
    return answer;
  };
  return { test, end: index };
}
