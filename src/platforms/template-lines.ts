import type { Location } from '../text/position.ts';

/** One branch of a conditional or loop that a line stands in. */
export interface Branch {
  /** The condition as written, `.NeedsCgroupV2`; for an `else` that of its `if`. */
  readonly condition: string;
  /** 0 for the `if` itself, then each `else`. */
  readonly index: number;
}

export interface TemplateLine {
  /** Without comments and without the directives that only steer; expressions stay as written. */
  readonly text: string;
  /** From the outermost to the innermost. */
  readonly branches: readonly Branch[];
  /** The conditions that stand in the middle of the line: with any, its text is not always the same. */
  readonly inner: readonly string[];
  /** From 1. */
  readonly number: number;
  /** As in the file. */
  readonly source: string;
}

export interface TemplateBlock {
  readonly condition: string;
  /** How many branches it has. */
  readonly count: number;
  /** Whether one of them is always taken. */
  readonly complete: boolean;
}

export interface TemplateText {
  readonly lines: readonly TemplateLine[];
  /** Whether there is any directive at all. */
  readonly hasDirectives: boolean;
  /** Every conditional and loop. */
  readonly blocks: readonly TemplateBlock[];
  /** True where it takes in another template, whose text is not here. */
  readonly includes: boolean;
}

const DIRECTIVE = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g;
const OPENS_GO = /^(?:if|range|with|define|block)\b/;
const OPENS_JINJA = /^(?:if|for|macro|block|call|filter|with)\b/;
const MOST_BLOCKS = 1000;

/**
 * Takes a Go, Jinja or Handlebars template apart. Which of the three it is need not be known: their directives don't
 * collide (text/template; jinja.palletsprojects.com; handlebarsjs.com, `{{#if}}` and `{{/if}}`).
 */
export function readTemplateLines(text: string): TemplateText {
  const open: { condition: string; index: number; complete: boolean; loop: boolean }[] = [];
  const blocks: TemplateBlock[] = [];
  const lines: TemplateLine[] = [];
  const sources = text.split('\n');
  let hasDirectives = false;
  let includes = false;
  let current = '';
  let inner: string[] = [];
  let branches: readonly Branch[] = [];

  const snapshot = (): readonly Branch[] => open.map(({ condition, index }) => ({ condition, index }));
  const write = (part: string) => {
    for (const [index, piece] of part.split('\n').entries()) {
      if (index > 0) endLine();
      if (current.trim() === '' && piece.trim() !== '') branches = snapshot();
      current += piece;
    }
  };
  const endLine = () => {
    const number = lines.length + 1;
    lines.push({ text: current, branches, inner, number, source: sources[number - 1] ?? '' });
    current = '';
    inner = [];
    branches = snapshot();
  };
  const steer = (word: Steering) => {
    const top = open.at(-1);
    const condition = word.kind === 'open' ? word.condition : top?.condition;
    if (current.trim() !== '' && condition !== undefined && word.kind !== 'close') inner.push(condition);
    if (word.kind === 'open' && open.length < MOST_BLOCKS) {
      open.push({ condition: word.condition, index: 0, complete: false, loop: word.loop });
    } else if (word.kind === 'else' && top !== undefined) {
      top.index += 1;
      if (!word.conditional && !top.loop) top.complete = true;
    } else if (word.kind === 'close' && top !== undefined) {
      open.pop();
      blocks.push({ condition: top.condition, count: top.index + 1, complete: top.complete });
    }
  };

  let at = 0;
  for (const match of text.matchAll(DIRECTIVE)) {
    hasDirectives = true;
    write(text.slice(at, match.index));
    at = match.index + match[0].length;
    const word = readDirective(match[0]);
    if (word.kind === 'expression') write(match[0]);
    else if (word.kind !== 'nothing') steer(word);
    if (word.kind === 'nothing' && word.includes) includes = true;
    if (word.kind !== 'expression') write('\n'.repeat(match[0].split('\n').length - 1));
  }
  write(text.slice(at));
  endLine();
  return { lines, hasDirectives, blocks, includes };
}

type Steering =
  | { readonly kind: 'open'; readonly condition: string; readonly loop: boolean }
  | { readonly kind: 'else'; readonly conditional: boolean }
  | { readonly kind: 'close' };
type Directive = Steering | { readonly kind: 'expression' } | { readonly kind: 'nothing'; readonly includes: boolean };

function readDirective(text: string): Directive {
  const nothing: Directive = { kind: 'nothing', includes: false };
  if (text.startsWith('{#')) return nothing;
  const jinja = text.startsWith('{%');
  const inner = text
    .slice(2, -2)
    .replace(/^[-~+]|[-~+]$/g, '')
    .trim();
  if (/^(?:\/\*|!)/.test(inner)) return nothing;
  if (/^(?:template|include|import|extends|partial)\b|^>/.test(inner)) return { kind: 'nothing', includes: true };
  if (jinja) {
    if (/^end/.test(inner)) return /^endset\b/.test(inner) ? nothing : { kind: 'close' };
    if (/^(?:else|elif)\b/.test(inner)) return { kind: 'else', conditional: inner.startsWith('elif') };
    if (!OPENS_JINJA.test(inner)) return nothing;
    return { kind: 'open', condition: afterWord(inner), loop: !inner.startsWith('if') };
  }
  if (/^(?:end$|\/)/.test(inner)) return { kind: 'close' };
  if (/^(?:else\b|\^$)/.test(inner)) return { kind: 'else', conditional: afterWord(inner) !== '' };
  if (inner.startsWith('#')) {
    return { kind: 'open', condition: afterWord(inner), loop: !/^#(?:if|unless)/.test(inner) };
  }
  if (OPENS_GO.test(inner)) return { kind: 'open', condition: afterWord(inner), loop: !/^(?:if|with)\b/.test(inner) };
  return /^\$?\w+\s*:?=|^(?:break|continue)$/.test(inner) ? nothing : { kind: 'expression' };
}

function afterWord(text: string): string {
  return text.replace(/^\S+\s*/, '').replace(/\s+/g, ' ');
}

/** The whole of a line, without the blanks around it. */
export function locateLine(path: string, line: TemplateLine): Location {
  const start = line.source.length - line.source.trimStart().length;
  const end = line.source.trimEnd().length;
  return {
    path,
    startLine: line.number,
    startColumn: start + 1,
    endLine: line.number,
    endColumn: Math.max(start, end) + 1,
  };
}
