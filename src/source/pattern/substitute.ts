import { type Budget, findMatch } from './match.ts';
import type { Pattern } from './parse.ts';

/** A pattern and what is put in its place. */
export interface Substitution {
  readonly pattern: Pattern;
  /** Given the match's groups, the text that takes its place. */
  readonly replace: (groups: readonly (string | undefined)[]) => string;
  /** Which match of a line is replaced, from 1; `all`: each; a number with `on`: that one and each later one. */
  readonly which: 'all' | number;
}

/** The text after the substitution, and null where nothing matched. */
export function substitute(text: string, { pattern, replace, which }: Substitution, budget: Budget): string | null {
  let out = '';
  let from = 0;
  let count = 0;
  let changed = false;
  while (from <= text.length) {
    const match = findMatch(pattern, text, from, budget);
    if (match === null) break;
    count += 1;
    const here = which === 'all' || which === count;
    out += text.slice(from, match.start) + (here ? replace(match.groups) : text.slice(match.start, match.end));
    changed ||= here;
    from = match.end;
    if (match.start === match.end) {
      out += text[from] ?? '';
      from += 1;
    }
    if (typeof which === 'number' && count >= which) break;
  }
  if (!changed || !budget.holds) return null;
  return out + text.slice(from);
}

/** The replacement of `sed` (GNU sed manual, 3.3): `&`, `\1`, `\n`; what changes case (`\U`) is not done. */
export function sedReplacement(source: string): Substitution['replace'] {
  return (groups) =>
    source.replace(/\\([\s\S])|&/g, (whole, escaped: string | undefined) => {
      if (whole === '&') return groups[0] ?? '';
      if (escaped === undefined) return whole;
      if (/\d/.test(escaped)) return groups[Number(escaped)] ?? '';
      if (escaped === 'n') return '\n';
      if (escaped === 't') return '\t';
      return /[UuLlE]/.test(escaped) ? '' : escaped;
    });
}

/** The replacement of Python's `re.sub`, of Perl, and of Go's regexp: `\1`, `\g<1>`, `$1`, `${1}`. */
export function perlReplacement(source: string): Substitution['replace'] {
  return (groups) =>
    source.replace(/\\g<(\d)>|\\(\d)|\$\{?(\d)\}?|\\([nt\\$/&])/g, (_whole, a, b, c, escaped: string | undefined) => {
      if (escaped !== undefined) return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
      return groups[Number(a ?? b ?? c)] ?? '';
    });
}
