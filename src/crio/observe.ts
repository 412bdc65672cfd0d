import type { RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { CrioObservation, CrioObservationKind } from './answer.ts';

export function observe(
  kind: CrioObservationKind,
  location: Location | null,
  detail: CrioObservation['detail'],
  related: readonly RelatedLocation[] = [],
): CrioObservation {
  return { kind, location, related, detail };
}
