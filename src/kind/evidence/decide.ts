import type { Driver } from '../observations.ts';

/** One source's word on one subject. */
export interface Testimony {
  /** `kubelet`, or `handler NAME`. */
  readonly subject: string;
  readonly driver: Driver;
  /** A `LiveEvidence` kind. */
  readonly by: string;
  readonly raw: string;
  /** False: it is known to tell something else than what runs, and only counts for the comparison. */
  readonly reliable: boolean;
  /** Why a disagreement of this source is no surprise; null where it would be one. */
  readonly excuse: string | null;
}

export interface Decision {
  readonly driver: Driver;
  readonly by: string;
  readonly raw: string;
}

export interface Disagreement {
  readonly stronger: Testimony;
  readonly weaker: Testimony;
}

/** The first reliable testimony decides; the list comes in order of trust. */
export function decide(testimonies: readonly Testimony[], subject: string): Decision | null {
  const first = testimonies.find((testimony) => testimony.subject === subject && testimony.reliable);
  return first === undefined ? null : { driver: first.driver, by: first.by, raw: first.raw };
}

/** Sources of one subject that contradict the one that decided, each source once. */
export function disagreements(testimonies: readonly Testimony[], subject: string): Disagreement[] {
  const own = testimonies.filter((testimony) => testimony.subject === subject);
  const stronger = own.find((testimony) => testimony.reliable);
  if (stronger === undefined) return [];
  const found = new Map<string, Disagreement>();
  for (const weaker of own) {
    if (weaker === stronger || weaker.driver === stronger.driver) continue;
    if (!found.has(weaker.by)) found.set(weaker.by, { stronger, weaker });
  }
  return [...found.values()];
}
