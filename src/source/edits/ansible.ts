import { Budget, findMatch } from '../pattern/match.ts';
import { type Pattern, parsePattern } from '../pattern/parse.ts';
import { perlReplacement, substitute } from '../pattern/substitute.ts';
import type { Edit, EditedLine, Wanted } from './edit.ts';

/** The arguments of a task, as text. */
export type Arguments = ReadonlyMap<string, string>;

/**
 * `ansible.builtin.lineinfile` (Ansible 2.16): the last line that the pattern matches is replaced; without one the line goes
 * after the last match of `insertafter`, before that of `insertbefore`, and to the end of the file where there is no match.
 */
export function lineInFile(args: Arguments): Edit {
  const regexp = args.get('regexp') ?? args.get('regex');
  const search = args.get('search_string');
  const line = args.get('line') ?? '';
  const after = anchorOf(args.get('insertafter'), 'EOF');
  const before = anchorOf(args.get('insertbefore'), 'BOF');
  const wanted: Wanted[] = [];
  if (regexp !== undefined) wanted.push(perlWanted(regexp, 'replaced'));
  if (search !== undefined) wanted.push({ ...perlWanted(search, 'replaced'), literal: true });
  for (const anchor of [after, before]) if (anchor !== null) wanted.push(perlWanted(anchor, 'anchor'));
  const absent = args.get('state') === 'absent';

  const apply = (lines: readonly string[]): readonly EditedLine[] | null => {
    const budget = new Budget();
    const pattern = regexp === undefined ? null : parsePattern(regexp, 'perl');
    if (regexp !== undefined && pattern === null) return null;
    const hits = (text: string): boolean =>
      pattern !== null
        ? findMatch(pattern, text, 0, budget) !== null
        : search !== undefined
          ? text.includes(search)
          : text === line;
    const kept = unedited(lines);
    if (absent) {
      const left = kept.filter(({ text }) => !hits(text));
      return budget.holds ? left : null;
    }
    const last = lines.findLastIndex(hits);
    if (!budget.holds) return null;
    if (last >= 0) {
      const match = pattern === null ? null : findMatch(pattern, lines[last] as string, 0, budget);
      const text = args.get('backrefs') && match !== null ? perlReplacement(line)(match.groups) : line;
      return kept.map((one, index) => (index === last ? { text, from: index } : one));
    }
    if (/^(?:true|yes)$/i.test(args.get('backrefs') ?? '')) return kept;
    if (lines.includes(line)) return kept;
    const anchored = after ?? before;
    const anchor = anchored === null ? null : parsePattern(anchored, 'perl');
    if (anchored !== null && anchor === null) return null;
    const at = anchor === null ? -1 : lines.findLastIndex((text) => findMatch(anchor, text, 0, budget) !== null);
    if (!budget.holds) return null;
    const end = lines.at(-1) === '' ? lines.length - 1 : lines.length;
    const place = args.get('insertbefore') === 'BOF' ? 0 : at < 0 ? end : after === null ? at : at + 1;
    return [...kept.slice(0, place), { text: line, from: null }, ...kept.slice(place)];
  };
  return { tool: 'lineinfile', wanted, writes: absent ? [] : [line], apply, keeps: true };
}

/** `ansible.builtin.replace` (Ansible 2.16): Python's `re.subn` with MULTILINE over the whole file. */
export function replaceAll(args: Arguments): Edit {
  const source = args.get('regexp') ?? '';
  const replacement = args.get('replace') ?? '';
  const wanted = [perlWanted(source, 'replaced')];
  for (const name of ['after', 'before']) {
    const limit = args.get(name);
    if (limit !== undefined) wanted.push(perlWanted(limit, 'anchor'));
  }
  const limited = wanted.length > 1;
  const apply = limited ? null : substituting(source, 'perl', false, perlReplacement(replacement));
  return { tool: 'replace', wanted, writes: replacement.split('\n'), apply, keeps: true };
}

/** `ansible.builtin.blockinfile`: lines between two markers, at the anchor or at the end. */
export function blockInFile(args: Arguments): Edit {
  const block = (args.get('block') ?? args.get('content') ?? '').split('\n');
  const anchor = anchorOf(args.get('insertafter'), 'EOF') ?? anchorOf(args.get('insertbefore'), 'BOF');
  const wanted = anchor === null ? [] : [perlWanted(anchor, 'anchor')];
  return { tool: 'blockinfile', wanted, writes: block, apply: null, keeps: true };
}

/** Replaces a pattern on each line. A pattern that goes over a line's end is not followed. */
export function substituting(
  source: string,
  dialect: Wanted['dialect'],
  ignoreCase: boolean,
  replace: (groups: readonly (string | undefined)[]) => string,
  which: 'all' | number = 'all',
): Edit['apply'] {
  const pattern: Pattern | null = /\\n|\n|\(\?[a-z]*s/.test(source) ? null : parsePattern(source, dialect, ignoreCase);
  if (pattern === null) return null;
  return (lines) => {
    const budget = new Budget();
    const edited = lines.map((line, from) => ({
      text: substitute(line, { pattern, replace, which }, budget) ?? line,
      from,
    }));
    return budget.holds ? edited : null;
  };
}

/** Replaces a text by another one, wherever it stands on a line. */
export function replacingText(find: string, put: string, once = false): Edit['apply'] {
  if (find === '' || find.includes('\n')) return null;
  return (lines) =>
    lines.map((line, from) => ({
      text: once ? line.replace(find, () => put) : line.replaceAll(find, () => put),
      from,
    }));
}

export function unedited(lines: readonly string[]): readonly EditedLine[] {
  return lines.map((text, from) => ({ text, from }));
}

function anchorOf(value: string | undefined, word: string): string | null {
  return value === undefined || value === word || value === '' ? null : value;
}

function perlWanted(source: string, role: Wanted['role']): Wanted {
  return { source, dialect: 'perl', literal: false, ignoreCase: false, role };
}
