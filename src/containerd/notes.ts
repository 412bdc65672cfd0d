import type { RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { ContainerdObservation, ContainerdObservationKind } from './observations.ts';

type Of<Kind extends ContainerdObservationKind> = Extract<ContainerdObservation, { readonly kind: Kind }>;

/** Writes an observation down. */
export function note<Kind extends ContainerdObservationKind>(
  kind: Kind,
  location: Location | null,
  detail: Of<Kind>['detail'],
  related: readonly RelatedLocation[] = [],
): ContainerdObservation {
  return { kind, location, related, detail } as Of<Kind>;
}

/** A related place, in a list for `note`; an empty list if there is no such place. */
export function relatedTo(location: Location | null | undefined, role: string): readonly RelatedLocation[] {
  return location === null || location === undefined ? [] : [{ location, role }];
}

/** What is noticed on the way; doubts make the whole answer unsure. */
export interface Notes {
  readonly observations: ContainerdObservation[];
  readonly doubts: ContainerdObservation[];
}

export function newNotes(): Notes {
  return { observations: [], doubts: [] };
}
