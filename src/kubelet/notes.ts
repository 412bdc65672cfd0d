import type { RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { KubeletObservation, KubeletObservationKind } from './observations.ts';

export type Note = (
  kind: KubeletObservationKind,
  location: Location | null,
  detail?: KubeletObservation['detail'],
  related?: readonly RelatedLocation[],
) => KubeletObservation;

/** A hostile file could have a mistake on every line. */
const mostNotes = 1000;

/** Collects what is noticed while one kubelet is resolved. */
export interface Notes {
  readonly observations: KubeletObservation[];
  readonly doubts: KubeletObservation[];
  readonly observe: Note;
  readonly doubt: Note;
  /** Notes why the kubelet does not start; the first such reason is the one that counts. */
  readonly refuse: Note;
  readonly refusal: () => KubeletObservation | null;
}

export function newNotes(): Notes {
  const observations: KubeletObservation[] = [];
  const doubts: KubeletObservation[] = [];
  let refusal: KubeletObservation | null = null;
  const into =
    (list: KubeletObservation[]): Note =>
    (kind, location, detail = {}, related = []) => {
      const observation = { kind, location, related, detail };
      if (list.length < mostNotes) list.push(observation);
      return observation;
    };
  const observe = into(observations);
  return {
    observations,
    doubts,
    observe,
    doubt: into(doubts),
    refuse: (kind, location, detail, related) => {
      const observation = observe(kind, location, detail, related);
      refusal ??= observation;
      return observation;
    },
    refusal: () => refusal,
  };
}

/** For a file whose mistakes nobody will meet, as another takes its place. */
export function silent(notes: Notes): Notes {
  const drop: Note = (kind, location, detail = {}, related = []) => ({ kind, location, detail, related });
  return { ...notes, observe: drop, doubt: drop, refuse: drop };
}
