import type { LiveEvidence } from '../live-report.ts';
import type { Driver, KindObservation } from '../observations.ts';
import type { Testimony } from './decide.ts';

/** What the sources of one node said so far. */
export interface Gathered {
  readonly name: string;
  readonly cgroupVersion: 1 | 2;
  readonly testimonies: Testimony[];
  readonly evidence: LiveEvidence[];
  readonly observations: KindObservation[];
}

export function testimony(subject: string, driver: Driver, by: string, raw: string, reliable = true): Testimony {
  return { subject, driver, by, raw, reliable, excuse: null };
}
