import { type Observation, observe } from '../text/observation.ts';

/** What a program makes of its configuration, which it checks when it starts. */
export interface StartAnswer {
  readonly state: 'ok' | 'refuses';
  /** Why it refuses; the same record is among the observations. */
  readonly stateReason: Observation | null;
  readonly observations: readonly Observation[];
  readonly doubts: readonly Observation[];
}

/**
 * The answer of a program of an unknown version. Where a release differs from it, nothing is said to keep the program from
 * starting, and there is the doubt `version-decides` (`value`: what they differ over).
 * @param ask answers for one version, and with null as far as none has to be known
 * @param releases those that stand for all that the program may be
 * @param isSame whether two answers agree in what counts beside `state`
 */
export async function answerOfUnknownVersion<A extends StartAnswer>(
  ask: (version: string | null) => Promise<A>,
  releases: readonly string[],
  isSame: (one: A, other: A) => boolean,
): Promise<A> {
  const answer = await ask(null);
  if (answer.doubts.some(({ kind }) => kind === 'version-decides')) return answer;
  for (const version of releases) {
    const other = await ask(version);
    if (other.state === answer.state && isSame(other, answer)) continue;
    const reason = other.stateReason ?? answer.stateReason;
    const { value, key, path } = reason?.detail ?? {};
    const doubt = observe('version-decides', reason?.location ?? null, { value: value ?? key ?? path ?? '' });
    const observations = answer.observations.filter((one) => one !== answer.stateReason);
    return { ...answer, state: 'ok', stateReason: null, observations, doubts: [...answer.doubts, doubt] };
  }
  return answer;
}
