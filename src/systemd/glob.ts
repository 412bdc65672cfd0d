import type { FileTree } from '../image/file-tree.ts';

const mostMatches = 1000;

export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/** The paths that match an absolute glob as glob(3) does with no flags, sorted bytewise; a plain path only if it exists. */
export async function expandGlob(tree: FileTree, path: string): Promise<readonly string[]> {
  let matches = ['/'];
  for (const part of path.split('/').filter((one) => one !== '')) {
    const next: string[] = [];
    for (const directory of matches) {
      const base = directory === '/' ? '' : directory;
      if (!isGlob(part)) {
        const plain = part.replace(/\\(.)/g, '$1');
        if ((await tree.lstat(`${base}/${plain}`)).ok) next.push(`${base}/${plain}`);
        continue;
      }
      const listed = await tree.list(directory);
      if (!listed.ok) continue;
      for (const name of listed.names) {
        if (matchesPart(name, part) && next.length < mostMatches) next.push(`${base}/${name}`);
      }
    }
    matches = next;
  }
  return matches;
}

/** fnmatch(3) for one part of a path, with FNM_PERIOD. Runs in time proportional to name times pattern. */
export function matchesPart(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let nameAt = 0;
  let patternAt = 0;
  let starAt = -1;
  let starName = 0;
  while (nameAt < name.length) {
    const step = pattern[patternAt] === '*' ? null : matchOne(name[nameAt]!, pattern, patternAt);
    if (pattern[patternAt] === '*') {
      starAt = patternAt;
      starName = nameAt;
      patternAt += 1;
    } else if (step !== null) {
      nameAt += 1;
      patternAt = step;
    } else if (starAt !== -1) {
      starName += 1;
      nameAt = starName;
      patternAt = starAt + 1;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === '*') patternAt += 1;
  return patternAt === pattern.length;
}

/** Where the pattern goes on after it has matched one character; null where it does not match. */
function matchOne(character: string, pattern: string, at: number): number | null {
  const here = pattern[at];
  if (here === undefined) return null;
  if (here === '?') return at + 1;
  if (here === '\\' && at + 1 < pattern.length) return pattern[at + 1] === character ? at + 2 : null;
  if (here === '[') {
    const set = matchSet(character, pattern, at);
    if (set !== 'no-set') return set;
  }
  return here === character ? at + 1 : null;
}

function matchSet(character: string, pattern: string, at: number): number | null | 'no-set' {
  let index = at + 1;
  const negated = pattern[index] === '!' || pattern[index] === '^';
  if (negated) index += 1;
  let matched = false;
  for (let first = true; first || pattern[index] !== ']'; first = false) {
    const low = pattern[index];
    if (low === undefined) return 'no-set';
    const high = pattern[index + 1] === '-' && pattern[index + 2] !== ']' ? pattern[index + 2] : undefined;
    matched ||= high === undefined ? low === character : low <= character && character <= high;
    index += high === undefined ? 1 : 3;
  }
  return matched === negated ? null : index + 1;
}
