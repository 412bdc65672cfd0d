import type { RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { DockerObservation, DockerObservationKind } from './answer.ts';

export function observe(
  kind: DockerObservationKind,
  location: Location | null,
  detail: DockerObservation['detail'],
  related: readonly RelatedLocation[] = [],
): DockerObservation {
  return { kind, location, related, detail };
}
