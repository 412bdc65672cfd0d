import fc from 'fast-check';

/** One of the texts, each as often as its number says; the first is what a failing case shrinks to. */
export function oneOf<T extends string>(weights: Readonly<Record<T, number>>): fc.Arbitrary<T> {
  const entries = Object.entries(weights) as [T, number][];
  return fc.oneof(
    { withCrossShrink: true },
    ...entries.map(([text, weight]) => ({ arbitrary: fc.constant(text), weight: Math.round(weight * 10) })),
  );
}

/** The value in so many of a hundred cases, else null. */
export function sometimes<T>(percent: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(null), weight: Math.round(1000 - percent * 10) },
    { arbitrary: value, weight: Math.round(percent * 10) },
  );
}

/** True in so many of a hundred cases. */
export function chance(percent: number): fc.Arbitrary<boolean> {
  return sometimes(percent, fc.constant(true)).map((value) => value === true);
}

/** Each of the lines in so many of a hundred cases, in the order given. */
export function linesOf(lines: readonly (readonly [number, fc.Arbitrary<string>])[]): fc.Arbitrary<string[]> {
  return fc
    .tuple(...lines.map(([percent, line]) => sometimes(percent, line)))
    .map((chosen) => chosen.filter((line) => line !== null));
}
