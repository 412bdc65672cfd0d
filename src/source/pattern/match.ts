import type { Node, Pattern } from './parse.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** What each group holds, from 1; the whole match is 0. */
  readonly groups: readonly (string | undefined)[];
}

/** How many steps matching may take; patterns come from strangers. One budget serves a whole edit. */
export class Budget {
  #left: number;

  constructor(steps = 300_000) {
    this.#left = steps;
  }

  /** False once it is used up: what was matched since means nothing. */
  get holds(): boolean {
    return this.#left > 0;
  }

  spend(): boolean {
    this.#left -= 1;
    return this.#left > 0;
  }

  exhaust(): void {
    this.#left = 0;
  }
}

/** The first match at or after `from`, the leftmost one; null where there is none, or the budget is used up. */
export function findMatch(pattern: Pattern, text: string, from: number, budget: Budget): Match | null {
  if (!(pattern.ignoreCase ? text.toLowerCase() : text).includes(pattern.needs)) return null;
  for (let start = from; start <= text.length; start++) {
    const found = matchAt(pattern.root, text, start, budget);
    if (found !== null || !budget.holds) return found;
  }
  return null;
}

type Groups = readonly (readonly [number, number] | undefined)[];
type Next = (at: number, groups: Groups, depth: number) => Match | null;

const DEEPEST = 3000;

function matchAt(pattern: Node, text: string, start: number, budget: Budget): Match | null {
  return step(pattern, text, start, [], 0, budget, (end, groups) => ({
    start,
    end,
    groups: [text.slice(start, end), ...groups.slice(1).map((group) => group && text.slice(group[0], group[1]))],
  }));
}

function step(
  node: Node,
  text: string,
  at: number,
  groups: Groups,
  depth: number,
  budget: Budget,
  next: Next,
): Match | null {
  if (!budget.spend()) return null;
  if (depth > DEEPEST) {
    budget.exhaust();
    return null;
  }
  const deeper = depth + 1;
  switch (node.kind) {
    case 'set':
      return at < text.length && node.has(text[at] as string) ? next(at + 1, groups, deeper) : null;
    case 'start':
      return at === 0 ? next(at, groups, deeper) : null;
    case 'end':
      return at === text.length ? next(at, groups, deeper) : null;
    case 'word':
    case 'no-word':
      return atWordEdge(text, at) === (node.kind === 'word') ? next(at, groups, deeper) : null;
    case 'group':
      return step(node.body, text, at, groups, deeper, budget, (end, inner, level) => {
        if (node.index === null) return next(end, inner, level);
        const kept = [...inner];
        kept[node.index] = [at, end];
        return next(end, kept, level);
      });
    case 'all': {
      const run = (index: number, from: number, held: Groups, level: number): Match | null => {
        const part = node.parts[index];
        if (part === undefined) return next(from, held, level);
        return step(part, text, from, held, level, budget, (end, inner, below) => run(index + 1, end, inner, below));
      };
      return run(0, at, groups, deeper);
    }
    case 'any-of':
      for (const choice of node.choices) {
        const found = step(choice, text, at, groups, deeper, budget, next);
        if (found !== null || !budget.holds) return found;
      }
      return null;
    case 'repeat': {
      const run = (count: number, from: number, held: Groups, level: number): Match | null => {
        const more = (): Match | null =>
          count < node.most
            ? step(node.body, text, from, held, level, budget, (end, inner, below) =>
                end === from && count >= node.least ? null : run(count + 1, end, inner, below),
              )
            : null;
        if (count < node.least) return more();
        if (node.greedy) return more() ?? (budget.holds ? next(from, held, level) : null);
        return next(from, held, level) ?? (budget.holds ? more() : null);
      };
      return run(0, at, groups, deeper);
    }
  }
}

function atWordEdge(text: string, at: number): boolean {
  return /\w/.test(text[at - 1] ?? '') !== /\w/.test(text[at] ?? '');
}
