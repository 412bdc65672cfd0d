import { type Note, noteInto, observe as write } from '../text/observation.ts';
import type { KubeletObservation, KubeletObservationKind } from './observations.ts';

/** Collects what is noticed while one kubelet is resolved. */
export interface Notes {
  readonly observations: KubeletObservation[];
  readonly doubts: KubeletObservation[];
  readonly observe: Note<KubeletObservationKind>;
  readonly doubt: Note<KubeletObservationKind>;
  /** Notes why the kubelet does not start; the first such reason is the one that counts. */
  readonly refuse: Note<KubeletObservationKind>;
  readonly refusal: () => KubeletObservation | null;
}

export function newNotes(): Notes {
  const observations: KubeletObservation[] = [];
  const doubts: KubeletObservation[] = [];
  let refusal: KubeletObservation | null = null;
  const observe = noteInto(observations);
  return {
    observations,
    doubts,
    observe,
    doubt: noteInto(doubts),
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
  return { ...notes, observe: write, doubt: write, refuse: write };
}
