import { editDistance } from '../text/edit-distance.ts';

const MOST_NAMED = 5;

/** Says that there is no such rule, and which ones may be meant: a slip of the fingers, or a part of a code. */
export function noSuchRule(code: string, known: readonly string[]): string {
  const near = known.filter((rule) => code !== '' && (editDistance(rule, code) <= 2 || rule.includes(code)));
  const meant =
    near.length > 0 && near.length <= MOST_NAMED
      ? `did you mean ${near.join(' or ')}?`
      : 'cgroup-gate rules lists them';
  return `there is no rule ${code.slice(0, 100)}; ${meant}`;
}
