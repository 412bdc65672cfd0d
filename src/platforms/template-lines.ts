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

/** A conditional one of whose branches is always taken. */
export interface TemplateBlock {
  readonly condition: string;
  /** How many branches it has. */
  readonly count: number;
}

export interface TemplateText {
  readonly lines: readonly TemplateLine[];
  /** Whether there is any directive at all. */
  readonly hasDirectives: boolean;
  /** The conditionals that have an `else`, each once. */
  readonly blocks: readonly TemplateBlock[];
  /** True where it takes in another template, whose text is not here. */
  readonly includes: boolean;
}

const CLOSERS: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };
const OPENS_GO = /^(?:if|range|with|define|block)\b/;
const OPENS_JINJA = /^(?:if|for|macro|block|call|filter|with)\b/;
/** Beyond these a text is no template that people wrote, and is not followed any further. */
const DEEPEST = 16;
const MOST_BLOCKS = 200;
const LONGEST_LINE = 4000;
const LONGEST_TEXT = 1 << 18;

/**
 * Takes a Go, Jinja or Handlebars template apart. Which of the three it is need not be known: their directives don't
 * collide (text/template; jinja.palletsprojects.com; handlebarsjs.com, `{{#if}}` and `{{/if}}`).
 */
export function readTemplateLines(whole: string): TemplateText {
  const open: { condition: string; index: number; complete: boolean; loop: boolean }[] = [];
  const blocks: TemplateBlock[] = [];
  const lines: TemplateLine[] = [];
  const sources = whole.slice(0, LONGEST_TEXT).split('\n');
  const text = sources.join('\n');
  let hasDirectives = false;
  let includes = false;
  let current = '';
  let inner: string[] = [];
  let now: readonly Branch[] = [];
  let branches = now;

  const write = (part: string) => {
    for (const [index, piece] of part.split('\n').entries()) {
      if (index > 0) endLine();
      if (current.trim() === '' && piece.trim() !== '') branches = now;
      current += piece;
    }
  };
  const endLine = () => {
    const number = lines.length + 1;
    lines.push({
      text: current.length > LONGEST_LINE ? '' : current,
      branches,
      inner,
      number,
      source: sources[number - 1] ?? '',
    });
    current = '';
    inner = [];
    branches = now;
  };
  const steer = (word: Steering) => {
    const top = open.at(-1);
    const condition = word.kind === 'open' ? word.condition : top?.condition;
    if (current.trim() !== '' && condition !== undefined && word.kind !== 'close') inner.push(condition);
    if (word.kind === 'open' && open.length < DEEPEST) {
      open.push({ condition: word.condition, index: 0, complete: false, loop: word.loop });
    } else if (word.kind === 'else' && top !== undefined) {
      top.index += 1;
      if (!word.conditional && !top.loop) top.complete = true;
    } else if (word.kind === 'close' && top !== undefined) {
      open.pop();
      const { condition, index, complete } = top;
      const known = blocks.some((block) => block.condition === condition && block.count === index + 1);
      if (complete && !known && blocks.length < MOST_BLOCKS) blocks.push({ condition, count: index + 1 });
    }
    now = open.map(({ condition, index }) => ({ condition, index }));
  };

  let at = 0;
  for (const [start, end] of directivesOf(text)) {
    hasDirectives = true;
    write(text.slice(at, start));
    at = end;
    const directive = text.slice(start, end);
    const word = readDirective(directive);
    if (word.kind === 'expression') write(directive);
    else if (word.kind !== 'nothing') steer(word);
    if (word.kind === 'nothing' && word.includes) includes = true;
    if (word.kind !== 'expression') write('\n'.repeat(directive.split('\n').length - 1));
  }
  write(text.slice(at));
  endLine();
  return { lines, hasDirectives, blocks, includes };
}

/** Where the directives begin and end. */
function* directivesOf(text: string): Generator<readonly [number, number]> {
  const endless = new Set<string>();
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    const opener = text.slice(at, at + 2);
    const closer = CLOSERS[opener];
    const end = closer === undefined || endless.has(closer) ? -1 : text.indexOf(closer, at + 2);
    if (end < 0) {
      if (closer !== undefined) endless.add(closer);
      at += 1;
      continue;
    }
    yield [at, end + 2];
    at = end + 2;
  }
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
