/** Puts questions that come in at about the same time into one batch. */
export function inBatches<Question, Answer>(
  size: number,
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  interface Waiting {
    readonly question: Question;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (reason: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  const send = () => {
    clearTimeout(timer);
    const batch = waiting;
    waiting = [];
    ask(batch.map(({ question }) => question)).then(
      (answers) => {
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
      },
      (reason) => {
        for (const { reject } of batch) reject(reason);
      },
    );
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      clearTimeout(timer);
      if (waiting.length >= size) send();
      else timer = setTimeout(send, 50);
    });
}
