import type { Observation } from '../text/observation.ts';
import { wordDoubt } from './doubt-words.ts';
import type { Draft } from './rule.ts';

/**
 * A draft for each doubt, headed by what stays unknown.
 * @param own what a doubt of some kind has instead of the common help and no edit
 */
export function doubtDrafts(
  what: string,
  doubts: readonly Observation[],
  help: string,
  own: (doubt: Observation) => Partial<Pick<Draft, 'help' | 'edit'>> = () => ({}),
): readonly Draft[] {
  return doubts.map((doubt) => ({
    message: `${what}: ${wordDoubt(doubt)}`,
    consequence: '',
    help: isForbidden(doubt) ? FORBIDDEN : help,
    location: doubt.location,
    label: 'undecided here',
    related: doubt.related,
    edit: null,
    subject: doubt.kind,
    ...own(doubt),
  }));
}

/** What to do about a file that whoever runs the check may not read. */
export const FORBIDDEN = 'Run it as a user who may read every file of the image: root.';

export function isForbidden({ detail }: Observation): boolean {
  return [detail.problem, detail.detail].some((text) => typeof text === 'string' && text.endsWith('permission denied'));
}
