import { note, relatedTo } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import type { SpellingNote } from './decode.ts';

/** The setting that all this is about, as its Go field is called. */
export const flagField = 'SystemdCgroup';

function isFlagField(field: string): boolean {
  return field === flagField;
}

/** What the spellings of keys come to; with `randomly`, those among which the program picks anew at each start. */
export function spellingNotes(spellings: readonly SpellingNote[]): {
  readonly observations: readonly ContainerdObservation[];
  readonly doubts: readonly ContainerdObservation[];
} {
  const observations: ContainerdObservation[] = [];
  const random = new Map<string, SpellingNote[]>();
  for (const spelling of spellings) {
    const { entry, field, fate, winner, path } = spelling;
    const isFlag = isFlagField(field);
    // What is built in has no line to point at.
    if (entry.keyLocation.path === '') continue;
    if (fate === 'random') {
      const key = [...path, field].join('\n');
      random.set(key, [...(random.get(key) ?? []), spelling]);
      continue;
    }
    if (entry.key !== field) {
      const counts = fate === 'counts';
      observations.push(note('odd-key-case', entry.keyLocation, { key: entry.key, field, counts, isFlag }));
    }
    if (fate === 'lost' && winner !== null) {
      const detail = { key: entry.key, winner: winner.key, isFlag };
      const { location } = winner.value;
      const related = relatedTo(location.path === '' ? null : location, 'this spelling wins');
      observations.push(note('overridden-by-spelling', entry.value.location, detail, related));
    }
  }
  const doubts = [...random.values()].map(([first, ...others]) => {
    const spellingList = [first!, ...others].map(({ entry }) => entry.key).join(', ');
    const related = others.map(({ entry }) => ({
      location: entry.keyLocation,
      role: 'another spelling of the same key',
    }));
    return note('random-spelling', first!.entry.keyLocation, { field: first!.field, spellings: spellingList }, related);
  });
  return { observations, doubts };
}
