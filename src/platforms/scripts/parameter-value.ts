import { matchesPattern } from './listings.ts';

const LONGEST = 200;
const SIMPLE = /\$\(\s*(dirname|basename|echo|readlink|realpath)((?: -[\w-]+)*) ["']?([^\s"'$()]+)["']?\s*\)/g;

/**
 * A parameter's value as an expansion of it changes it (POSIX.1-2017, Shell Command Language 2.6.2). What another operator
 * than those of patterns does is left out.
 */
export function cutValue(value: string, operator: string, operand: string): string {
  if (operator.endsWith('+')) return operand;
  if (!/^[%#]/.test(operator) || value.length > LONGEST) return value;
  const fromEnd = operator.startsWith('%');
  const greedy = operator.length === 2;
  const cuts = Array.from({ length: value.length + 1 }, (_, length) => length);
  const fits = cuts.filter((length) =>
    matchesPattern(operand, fromEnd ? value.slice(value.length - length) : value.slice(0, length)),
  );
  const length = (greedy ? fits.at(-1) : fits[0]) ?? 0;
  return fromEnd ? value.slice(0, value.length - length) : value.slice(length);
}

/** A text with the substitutions put in that only take a path apart, or give it back. */
export function valuesOfSubstitutions(text: string): string {
  if (!text.includes('$(')) return text;
  return text.replace(SIMPLE, (_, program: string, _options: string, path: string) => {
    const slash = path.lastIndexOf('/');
    if (program === 'dirname') return slash > 0 ? path.slice(0, slash) : slash === 0 ? '/' : '.';
    return program === 'basename' ? path.slice(slash + 1) : path;
  });
}
