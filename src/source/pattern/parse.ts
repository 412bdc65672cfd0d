/**
 * The dialects in which tools write patterns: POSIX basic (`sed`), POSIX extended (`sed -E`, `awk`), and what Perl, Python,
 * Go and Ansible have in common.
 */
export type Dialect = 'basic' | 'extended' | 'perl';

export type Node =
  | { readonly kind: 'set'; readonly has: (character: string) => boolean; readonly literal?: string }
  | { readonly kind: 'start' | 'end' | 'word' | 'no-word' }
  | { readonly kind: 'group'; readonly index: number | null; readonly body: Node }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any-of'; readonly choices: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly body: Node;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    };

/** A pattern, and a text without which nothing matches it (in lower case where case does not count). */
export interface Pattern {
  readonly root: Node;
  readonly needs: string;
  readonly ignoreCase: boolean;
}

const LONGEST = 2000;
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /\d/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
};
const SHORTHANDS: Readonly<Record<string, RegExp>> = {
  s: /\s/,
  S: /\S/,
  w: /\w/,
  W: /\W/,
  d: /\d/,
  D: /\D/,
};

class Unsupported extends Error {}

/** Null where the pattern is broken or uses what is not read here (look-around, back-references). */
export function parsePattern(source: string, dialect: Dialect, ignoreCase = false): Pattern | null {
  if (source.length > LONGEST) return null;
  try {
    const flags = dialect === 'perl' ? /^\(\?([im]+)\)/.exec(source) : null;
    if (flags?.[1]?.includes('i') && !ignoreCase) return parsePattern(source.slice(flags[0].length), dialect, true);
    const plain = source.slice(flags?.[0].length ?? 0);
    const reader = new Reader(plain, dialect, ignoreCase);
    const root = reader.alternatives(0);
    if (reader.at !== plain.length) return null;
    const needs = requiredText(root);
    return { root, needs: ignoreCase ? needs.toLowerCase() : needs, ignoreCase };
  } catch (problem) {
    if (problem instanceof Unsupported) return null;
    throw problem;
  }
}

/** The longest text that stands in every match. */
function requiredText(node: Node): string {
  if (node.kind === 'group') return requiredText(node.body);
  if (node.kind === 'repeat') return node.least > 0 ? requiredText(node.body) : '';
  if (node.kind === 'set') return node.literal ?? '';
  if (node.kind !== 'all') return '';
  let best = '';
  let run = '';
  for (const part of node.parts) {
    if (part.kind === 'set' && part.literal !== undefined) {
      run += part.literal;
      continue;
    }
    const inner = requiredText(part);
    best = [best, run, inner].reduce((a, b) => (b.length > a.length ? b : a));
    run = '';
  }
  return run.length > best.length ? run : best;
}

class Reader {
  at = 0;
  #groups = 0;
  readonly #source: string;
  readonly #dialect: Dialect;
  readonly #ignoreCase: boolean;

  constructor(source: string, dialect: Dialect, ignoreCase: boolean) {
    this.#source = source;
    this.#dialect = dialect;
    this.#ignoreCase = ignoreCase;
  }

  /** The operator that stands here, by the name that it has in the extended dialect. */
  #operator(): { readonly name: string; readonly length: number } | null {
    const [first = '', second = ''] = [this.#source[this.at], this.#source[this.at + 1]];
    if (this.#dialect === 'basic') {
      if (first === '\\' && '(){}|+?'.includes(second) && second !== '') return { name: second, length: 2 };
      return first === '*' ? { name: '*', length: 1 } : null;
    }
    return '(){|+?*'.includes(first) && first !== '' ? { name: first, length: 1 } : null;
  }

  alternatives(depth: number): Node {
    if (depth > 20) throw new Unsupported();
    const choices = [this.#sequence(depth)];
    while (this.#operator()?.name === '|') {
      this.at += this.#operator()?.length ?? 1;
      choices.push(this.#sequence(depth));
    }
    return choices.length === 1 ? (choices[0] as Node) : { kind: 'any-of', choices };
  }

  #sequence(depth: number): Node {
    const parts: Node[] = [];
    while (this.at < this.#source.length) {
      const operator = this.#operator();
      if (operator?.name === '|' || operator?.name === ')') break;
      const atom = this.#atom(depth, parts.length === 0);
      parts.push(this.#repeated(atom));
    }
    return { kind: 'all', parts };
  }

  #repeated(atom: Node): Node {
    let node = atom;
    for (;;) {
      const operator = this.#operator();
      if (operator === null || !'*+?{'.includes(operator.name)) return node;
      let [least, most] = operator.name === '+' ? [1, Infinity] : operator.name === '?' ? [0, 1] : [0, Infinity];
      let length = operator.length;
      if (operator.name === '{') {
        const counts = /^(\d{0,3})(,?)(\d{0,3})\\?\}/.exec(this.#source.slice(this.at + length, this.at + length + 12));
        if (counts === null || (counts[1] === '' && counts[3] === '')) {
          if (this.#dialect === 'perl') return node;
          throw new Unsupported();
        }
        least = Number(counts[1]);
        most = counts[2] === '' ? least : counts[3] === '' ? Infinity : Number(counts[3]);
        length += counts[0].length;
      }
      this.at += length;
      let greedy = true;
      if (this.#dialect === 'perl' && this.#source[this.at] === '?') {
        greedy = false;
        this.at += 1;
      } else if (this.#dialect === 'perl' && this.#source[this.at] === '+') throw new Unsupported();
      node = { kind: 'repeat', body: node, least, most, greedy };
    }
  }

  #atom(depth: number, first: boolean): Node {
    const operator = this.#operator();
    if (operator?.name === '(') return this.#group(depth, operator.length);
    if (operator !== null && !(operator.name === '*' && first) && operator.name !== '{') throw new Unsupported();
    const character = this.#take();
    if (character === '.') return { kind: 'set', has: (one) => one !== '\n' };
    if (character === '[') return this.#bracket();
    if (character === '^' && (this.#dialect !== 'basic' || first)) return { kind: 'start' };
    if (character === '$' && (this.#dialect !== 'basic' || this.#endsHere())) return { kind: 'end' };
    if (character !== '\\') return this.#literal(character);
    return this.#escape(this.#take());
  }

  #endsHere(): boolean {
    return this.at === this.#source.length || ['|', ')'].includes(this.#operator()?.name ?? '');
  }

  #escape(escaped: string): Node {
    const shorthand = SHORTHANDS[escaped];
    if (shorthand !== undefined) return { kind: 'set', has: (one) => shorthand.test(one) };
    if (escaped === 'b' || escaped === '<' || escaped === '>') return { kind: 'word' };
    if (escaped === 'B') return { kind: 'no-word' };
    if (escaped === 't') return this.#literal('\t');
    if (escaped === 'n') return this.#literal('\n');
    if (escaped === 'r') return this.#literal('\r');
    if (escaped === 'A' && this.#dialect === 'perl') return { kind: 'start' };
    if (/[zZ]/.test(escaped) && this.#dialect === 'perl') return { kind: 'end' };
    if (/[0-9A-Za-z]/.test(escaped) || escaped === '') throw new Unsupported();
    return this.#literal(escaped);
  }

  #group(depth: number, length: number): Node {
    this.at += length;
    let index: number | null = null;
    if (this.#dialect === 'perl' && this.#source[this.at] === '?') {
      const kind = /^\?(?::|P?<\w+>)/.exec(this.#source.slice(this.at, this.at + 80))?.[0];
      if (kind === undefined) throw new Unsupported();
      this.at += kind.length;
      if (kind !== '?:') index = ++this.#groups;
    } else index = ++this.#groups;
    const body = this.alternatives(depth + 1);
    const close = this.#operator();
    if (close?.name !== ')') throw new Unsupported();
    this.at += close.length;
    return { kind: 'group', index, body };
  }

  #bracket(): Node {
    const negated = this.#source[this.at] === '^';
    if (negated) this.at += 1;
    const tests: ((one: string) => boolean)[] = [];
    for (let first = true; first || this.#source[this.at] !== ']'; first = false) {
      const named = /^\[:(\w+):\]/.exec(this.#source.slice(this.at, this.at + 12));
      if (named !== null) {
        const known = CLASSES[named[1] ?? ''];
        if (known === undefined) throw new Unsupported();
        tests.push((one) => known.test(one));
        this.at += named[0].length;
        continue;
      }
      let low = this.#take();
      if (low === '\\' && /[\\\]tnsSwWdD[./-]/.test(this.#source[this.at] ?? '')) {
        const escaped = this.#take();
        const shorthand = SHORTHANDS[escaped];
        if (shorthand !== undefined) {
          tests.push((one) => shorthand.test(one));
          continue;
        }
        low = escaped === 't' ? '\t' : escaped === 'n' ? '\n' : escaped;
      }
      if (this.#source[this.at] === '-' && (this.#source[this.at + 1] ?? ']') !== ']') {
        this.at += 1;
        const high = this.#take();
        tests.push((one) => one >= low && one <= high);
      } else tests.push(this.#same(low));
    }
    this.at += 1;
    return { kind: 'set', has: (one) => tests.some((test) => test(one)) !== negated };
  }

  #literal(character: string): Node {
    return { kind: 'set', has: this.#same(character), literal: character };
  }

  #same(character: string): (one: string) => boolean {
    if (!this.#ignoreCase) return (one) => one === character;
    const wanted = character.toLowerCase();
    return (one) => one.toLowerCase() === wanted;
  }

  #take(): string {
    const character = this.#source[this.at];
    if (character === undefined) throw new Unsupported();
    this.at += 1;
    return character;
  }
}
