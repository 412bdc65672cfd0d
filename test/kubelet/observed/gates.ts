/** What a kubelet makes of one gate with one value. */
export type GateAnswer = 'taken' | 'unknown' | 'locked' | 'needs';

/** What kubelets of several versions make of each gate: one letter for each version, in order. */
export interface ObservedGates {
  readonly versions: readonly string[];
  readonly gates: Readonly<Record<string, string>>;
}

const letters: Readonly<Record<string, string>> = {
  'taken taken': 'k',
  'unknown unknown': '-',
  'taken locked': 'L',
  'locked taken': 'l',
  'needs taken': 'n',
  'taken needs': 'N',
};

/** Both answers in one letter: a gate that cannot be off has a capital, one that cannot be on a small one. */
export function answerLetter(on: GateAnswer, off: GateAnswer): string {
  const letter = letters[`${on} ${off}`];
  if (letter === undefined) throw new Error(`no letter for ${on} when on and ${off} when off`);
  return letter;
}
