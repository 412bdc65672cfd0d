import { gateHistories } from './gate-histories.ts';

export type GateStage = 'alpha' | 'beta' | 'stable' | 'deprecated' | 'locked' | 'gone' | 'some-builds';

/** What a gate is in one release. */
export interface GateState {
  readonly stage: GateStage;
  /** Whether it is on where nobody sets it; false where it is gone. */
  readonly byDefault: boolean;
}

/** The releases of which every gate is known. */
export const firstListed = 20;
export const lastListed = 36;

interface Change extends GateState {
  readonly since: number;
}

const stages: Readonly<Record<string, GateStage>> = {
  a: 'alpha',
  b: 'beta',
  g: 'stable',
  d: 'deprecated',
  l: 'locked',
  '-': 'gone',
  '?': 'some-builds',
};

let known: ReadonlyMap<string, readonly Change[]> | null = null;

/** Each gate that any release has, with its changes from the first on. */
export function knownGates(): ReadonlyMap<string, readonly Change[]> {
  known ??= new Map(
    gateHistories
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word): [string, readonly Change[]] => {
        const [name = '', history = ''] = word.split(':');
        return [name, [...history.matchAll(/(\d+)(\D)/g)].map(([, since, letter]) => changeOf(since!, letter!))];
      }),
  );
  return known;
}

function changeOf(since: string, letter: string): Change {
  const stage = stages[letter.toLowerCase()]!;
  return { since: Number(since), stage, byDefault: letter !== letter.toLowerCase() };
}

/** What the gate is in a release; null where no release that is known has it. */
export function gateIn(name: string, minor: number): GateState | null {
  const changes = knownGates().get(name);
  if (changes === undefined) return null;
  return changes.findLast(({ since }) => since <= minor) ?? { stage: 'gone', byDefault: false };
}
