import type { RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { SystemdObservation, SystemdObservationKind } from './observations.ts';

export type Detail = SystemdObservation['detail'];

/** A hostile file could have a mistake on every line. */
const mostNotes = 1000;

/** Collects what is noticed while one unit is resolved. */
export interface Notes {
  readonly observations: SystemdObservation[];
  readonly doubts: SystemdObservation[];
  readonly observe: Note;
  readonly doubt: Note;
}

export type Note = (
  kind: SystemdObservationKind,
  location: Location | null,
  detail?: Detail,
  related?: readonly RelatedLocation[],
) => SystemdObservation;

export function notesFor(unit: string): Notes {
  const observations: SystemdObservation[] = [];
  const doubts: SystemdObservation[] = [];
  const into =
    (list: SystemdObservation[]): Note =>
    (kind, location, detail = {}, related = []) => {
      const observation = { kind, location, related, detail: { unit, ...detail } };
      if (list.length < mostNotes) list.push(observation);
      return observation;
    };
  return { observations, doubts, observe: into(observations), doubt: into(doubts) };
}
