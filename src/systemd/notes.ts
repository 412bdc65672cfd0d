import { type Note, noteInto } from '../text/observation.ts';
import type { SystemdObservation, SystemdObservationKind } from './observations.ts';

/** Collects what is noticed while one unit is resolved. */
export interface Notes {
  readonly observations: SystemdObservation[];
  readonly doubts: SystemdObservation[];
  readonly observe: Note<SystemdObservationKind>;
  readonly doubt: Note<SystemdObservationKind>;
}

export function notesFor(unit: string): Notes {
  const observations: SystemdObservation[] = [];
  const doubts: SystemdObservation[] = [];
  return { observations, doubts, observe: noteInto(observations, { unit }), doubt: noteInto(doubts, { unit }) };
}
