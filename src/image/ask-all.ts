/** How many questions a tree is asked at once: more would wait in line all the same, and their answers lie in memory. */
const AT_ONCE = 32;

/** Asks about every item, several at a time, for an answer may take a round trip. The answers stand in the items' order. */
export async function askAll<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next;
      next += 1;
      answers[at] = await ask(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return answers;
}

/** The same where it may be seen on the way that there is enough: only a few items more are asked about than are taken. */
export async function* askAhead<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): AsyncGenerator<Answer, undefined> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield* await askAll(items.slice(from, from + AT_ONCE), ask);
  return undefined;
}
