import { readFileSync, writeFileSync } from 'node:fs';

/** Programs of one kind, and how they are asked. */
export interface Asked<Program, Question> {
  /** Where the answers lie: by question, then by version. */
  readonly file: URL;
  readonly programs: readonly Program[];
  readonly questions: Readonly<Record<string, Question>>;
  /** Rejects where the program gives no answer: the question stays open. */
  ask(program: Program, question: Question): Promise<string>;
}

/** Asks what has no answer yet, and everything with RECORD=all, and writes down what is answered. */
export async function recordAnswers<Program extends { readonly version: string }, Question>({
  file,
  programs,
  questions,
  ask,
}: Asked<Program, Question>): Promise<void> {
  const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const answers: Record<string, Map<string, string>> = {};
  for (const name of Object.keys(questions)) answers[name] = new Map(Object.entries(before[name] ?? {}));

  const isOpen = (name: string, version: string): boolean =>
    process.env.RECORD === 'all' || !answers[name]!.has(version);
  const all = programs.flatMap((program) =>
    Object.entries(questions)
      .filter(([name]) => isOpen(name, program.version))
      .map((asked) => [program, ...asked] as const),
  );
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) {
      const [program, name, question] = all[at]!;
      try {
        answers[name]!.set(program.version, await ask(program, question));
      } catch (error) {
        console.error(`${program.version} ${name}: ${String(error).slice(0, 500)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));

  const inOrder = Object.entries(answers).map(([name, byVersion]) => {
    const sorted = [...byVersion].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    return [name, Object.fromEntries(sorted)] as const;
  });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
}
