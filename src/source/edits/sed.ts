import { Budget, findMatch } from '../pattern/match.ts';
import { type Pattern, parsePattern } from '../pattern/parse.ts';
import { type Substitution, sedReplacement, substitute } from '../pattern/substitute.ts';
import type { Edit, EditedLine, Wanted } from './edit.ts';
import { readSedScript, type SedAddress, type SedCommand, sedDialect } from './sed-script.ts';

/** The edit that a `sed` script makes; null where the script does not look like one that edits. */
export function sedEdit(scripts: readonly string[], extended: boolean, keeps: boolean): Edit | null {
  const read = scripts.map(readSedScript);
  if (scripts.length === 0) return null;
  const commands = read.every((one) => one !== null) ? read.flat() : null;
  if (commands === null) {
    return { tool: 'sed', wanted: [], writes: [scripts.join('\n')], apply: null, keeps };
  }
  const all = flatten(commands);
  const dialect = sedDialect(extended);
  const wanted: Wanted[] = [];
  for (const { addresses, action } of all) {
    for (const address of addresses) {
      if (address.kind !== 'pattern' || address.source === '') continue;
      const { source, ignoreCase } = address;
      wanted.push({ source, ignoreCase, dialect, literal: false, role: 'anchor' });
    }
    if (action.kind === 'substitute' && action.pattern !== '') {
      wanted.push({ source: action.pattern, ignoreCase: action.ignoreCase, dialect, literal: false, role: 'replaced' });
    }
  }
  const writes = all.flatMap(({ action }) =>
    action.kind === 'substitute' ? action.replacement.split(/\\n|\n/) : 'text' in action ? action.text.split('\n') : [],
  );
  return { tool: 'sed', wanted, writes, apply: (lines) => new Run(extended).apply(commands, lines), keeps };
}

function flatten(commands: readonly SedCommand[]): readonly SedCommand[] {
  return commands.flatMap((command) =>
    command.action.kind === 'group' ? [command, ...flatten(command.action.commands)] : [command],
  );
}

/** One run of a script over a file. */
class Run {
  readonly #budget = new Budget();
  readonly #extended: boolean;
  readonly #patterns = new Map<string, Pattern | null>();
  readonly #ranges = new Map<SedCommand, 'open' | 'closed'>();
  /** What an empty pattern stands for: the last one that was used. */
  #last: { source: string; ignoreCase: boolean } = { source: '', ignoreCase: false };
  #unread = false;

  constructor(extended: boolean) {
    this.#extended = extended;
  }

  apply(commands: readonly SedCommand[], lines: readonly string[]): readonly EditedLine[] | null {
    const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
    const out: EditedLine[] = [];
    for (let index = 0; index < count; index++) {
      const state = { text: lines[index] as string, gone: false, before: [] as string[], after: [] as string[] };
      this.#runAll(commands, state, index + 1, count);
      if (this.#unread || !this.#budget.holds) return null;
      for (const text of state.before) out.push({ text, from: null });
      if (!state.gone) out.push({ text: state.text, from: index });
      for (const text of state.after) out.push({ text, from: null });
    }
    if (count < lines.length) out.push({ text: '', from: count });
    return out;
  }

  #runAll(
    commands: readonly SedCommand[],
    state: { text: string; gone: boolean; before: string[]; after: string[] },
    number: number,
    count: number,
  ): void {
    for (const command of commands) {
      if (state.gone || this.#unread) return;
      if (this.#selects(command, state.text, number, count) === command.negated) continue;
      const { action } = command;
      switch (action.kind) {
        case 'substitute': {
          const { source, ignoreCase } = this.#pick(action.pattern, action.ignoreCase);
          const pattern = this.#pattern(source, ignoreCase);
          if (pattern === null) return;
          const what: Substitution = { pattern, replace: sedReplacement(action.replacement), which: action.which };
          state.text = substitute(state.text, what, this.#budget) ?? state.text;
          break;
        }
        case 'append':
          state.after.push(...action.text.split('\n'));
          break;
        case 'insert':
          state.before.push(...action.text.split('\n'));
          break;
        case 'change':
          state.before.push(...action.text.split('\n'));
          state.gone = true;
          break;
        case 'delete':
          state.gone = true;
          break;
        case 'group':
          this.#runAll(action.commands, state, number, count);
      }
    }
  }

  #selects(command: SedCommand, text: string, number: number, count: number): boolean {
    const [first, second] = command.addresses;
    if (first === undefined) return true;
    if (second === undefined) return this.#hits(first, text, number, count);
    const state = this.#ranges.get(command);
    if (state === 'open') {
      const ends = second.kind === 'line' ? number >= second.number : this.#hits(second, text, number, count);
      if (ends) this.#ranges.set(command, 'closed');
      return second.kind !== 'line' || number <= second.number;
    }
    const zero = first.kind === 'line' && first.number === 0;
    if (zero) {
      if (state === 'closed' || number > 1) return false;
      this.#ranges.set(command, this.#hits(second, text, number, count) ? 'closed' : 'open');
      return true;
    }
    if (!this.#hits(first, text, number, count)) return false;
    if (!(second.kind === 'line' && second.number <= number)) this.#ranges.set(command, 'open');
    return true;
  }

  #hits(address: SedAddress, text: string, number: number, count: number): boolean {
    if (address.kind === 'line') return address.number === number;
    if (address.kind === 'last') return number === count;
    const { source, ignoreCase } = this.#pick(address.source, address.ignoreCase);
    const pattern = this.#pattern(source, ignoreCase);
    return pattern !== null && findMatch(pattern, text, 0, this.#budget) !== null;
  }

  #pick(source: string, ignoreCase: boolean): { source: string; ignoreCase: boolean } {
    if (source !== '') this.#last = { source, ignoreCase };
    return this.#last;
  }

  #pattern(source: string, ignoreCase: boolean): Pattern | null {
    const key = `${ignoreCase} ${source}`;
    const known = this.#patterns.get(key);
    const pattern = known === undefined ? parsePattern(source, sedDialect(this.#extended), ignoreCase) : known;
    this.#patterns.set(key, pattern);
    if (pattern === null) this.#unread = true;
    return pattern;
  }
}
