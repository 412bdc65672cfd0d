import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** A comparison of a real program with our own reading of it, over inputs made at random. */
export interface Differential<Input> {
  readonly inputs: fc.Arbitrary<Input>;
  readonly seed: number;
  readonly runs: number;
  /** How many questions are under way at once. */
  readonly workers: number;
  compare(input: Input): Promise<Comparison>;
  show(input: Input): string;
}

/** `unsure`: our answer says itself that it may be wrong, so there is nothing to compare. */
export type Comparison =
  /** `kinds` are names for what was in the answer, to see that the inputs lead everywhere. */
  | { readonly verdict: 'same'; readonly kinds: readonly string[] }
  | { readonly verdict: 'unsure'; readonly why: string }
  | { readonly verdict: 'different'; readonly real: string; readonly ours: string };

export interface Outcome {
  readonly same: number;
  readonly unsure: number;
  /** How many of the same answers had each of the `kinds`. */
  readonly kinds: ReadonlyMap<string, number>;
  /** How often each reason for being unsure was given. */
  readonly doubts: ReadonlyMap<string, number>;
  /** A text for each disagreement: the input, made smaller where that could be done, and both answers. */
  readonly disagreements: readonly string[];
}

const shrunkAtMost = Number(process.env.SHRINK ?? 3);
const shrinkSeconds = 30;
const shownAtMost = 20;

/** Asks about every input; disagreements are collected, and the first few are made smaller. */
export async function compareMany<Input>(differential: Differential<Input>): Promise<Outcome> {
  const { inputs, seed, runs, workers, compare } = differential;
  const all = fc.sample(inputs, { seed, numRuns: runs });
  const verdicts = await compareEach(all, workers, compare);
  const disagreements: string[] = [];
  for (const [at, verdict] of verdicts.entries()) {
    if (verdict.verdict !== 'different') continue;
    const smaller = disagreements.length < shrunkAtMost ? await shrink(differential, at) : null;
    const input = smaller ?? all[at]!;
    const answers = smaller === null ? verdict : await compare(smaller);
    if (answers.verdict !== 'different') throw new Error('the same input gave two answers');
    disagreements.push(
      `input ${at} of seed ${seed}\n${differential.show(input)}\nreal: ${answers.real}\nours: ${answers.ours}\n`,
    );
  }
  return outcomeOf(verdicts, disagreements);
}

/** Asks about each of these inputs, so many at once. */
export async function compareEach<Input>(
  all: readonly Input[],
  workers: number,
  compare: (input: Input) => Promise<Comparison>,
): Promise<readonly Comparison[]> {
  const verdicts: Comparison[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) verdicts[at] = await compare(all[at]!);
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return verdicts;
}

export function outcomeOf(verdicts: readonly Comparison[], disagreements: readonly string[]): Outcome {
  const count = (wanted: Comparison['verdict']) => verdicts.filter(({ verdict }) => verdict === wanted).length;
  const kinds = tally(verdicts.flatMap((one) => (one.verdict === 'same' ? [...new Set(one.kinds)] : [])));
  const doubts = tally(verdicts.flatMap((one) => (one.verdict === 'unsure' ? [one.why] : [])));
  return { same: count('same'), unsure: count('unsure'), kinds, doubts, disagreements };
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The smallest input near number `at` that still gives two answers, as far as that goes in half a minute. */
async function shrink<Input>({ inputs, seed, compare }: Differential<Input>, at: number): Promise<Input | null> {
  const property = fc.asyncProperty(inputs, async (input) => (await compare(input)).verdict !== 'different');
  const details = await fc.check(property, {
    seed,
    path: String(at),
    numRuns: 1,
    interruptAfterTimeLimit: shrinkSeconds * 1000,
    endOnFailure: false,
  });
  return details.counterexample?.[0] ?? null;
}

/** The seed given in the environment, or one of today. */
export function seedOfThisRun(): number {
  const given = process.env.SEED;
  return given === undefined || given === '' ? Math.floor(Date.now() / 1000) % 0x7fffffff : Number(given);
}

/**
 * Prints what came out, and the first disagreements in full. The counts also go to the file that `REAL_TALLY` names, one line
 * with those of the same and the different.
 */
export function report(what: string, { same, unsure, kinds, doubts, disagreements }: Outcome): void {
  const list = (counts: ReadonlyMap<string, number>) => [...counts].map(([name, n]) => `${name} ${n}`).join(', ');
  console.log(`${what}: ${same} the same (${list(kinds)})`);
  if (unsure > 0) console.log(`${what}: ${unsure} not compared, as our answer is unsure (${list(doubts)})`);
  const shown = disagreements.slice(0, shownAtMost);
  if (disagreements.length > 0)
    console.log(`${what}: ${disagreements.length} different, of which ${shown.length} follow`);
  for (const disagreement of shown) console.log(`${what}: DIFFERENT: ${disagreement}`);
  const { REAL_TALLY } = process.env;
  if (REAL_TALLY !== undefined) appendFileSync(REAL_TALLY, `${same} ${disagreements.length}\n`);
}
