import type { Location } from './position.ts';

/** A second place that an observation points at, and the part it plays. */
export interface RelatedLocation {
  readonly location: Location;
  /** A short phrase shown beside the frame, such as "replaced as a whole by this file". */
  readonly role: string;
}

/**
 * Something that a resolver noticed on its way. It states a fact and passes no judgement: the rules under `verdict/`
 * turn the kinds that matter into findings. Each resolver documents its own kinds and their `detail`.
 */
export interface Observation<Kind extends string = string> {
  readonly kind: Kind;
  /** Where it is seen; null if it concerns no line of any file. */
  readonly location: Location | null;
  readonly related: readonly RelatedLocation[];
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes an observation down. */
export function observe<Kind extends string>(
  kind: Kind,
  location: Location | null,
  detail: Observation['detail'] = {},
  related: readonly RelatedLocation[] = [],
): Observation<Kind> {
  return { kind, location, related, detail };
}

/** `observe`, into a list. */
export type Note<Kind extends string> = (
  kind: Kind,
  location: Location | null,
  detail?: Observation['detail'],
  related?: readonly RelatedLocation[],
) => Observation<Kind>;

/** A hostile file could have a mistake on every line. */
export const MOST_NOTES = 1000;

/** Adds observations to `list`, the first thousand of them. `common` goes into the detail of each. */
export function noteInto<Kind extends string>(
  list: Observation<Kind>[],
  common: Observation['detail'] = {},
): Note<Kind> {
  return (kind, location, detail, related) => {
    const observation = observe(kind, location, { ...common, ...detail }, related);
    if (list.length < MOST_NOTES) list.push(observation);
    return observation;
  };
}
