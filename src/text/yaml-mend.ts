import { type Document, parseAllDocuments } from 'yaml';

/** A text that was changed in places, and where each of its characters stands in the one that was given. */
export interface Mended {
  readonly documents: readonly Document.Parsed[];
  /** The offset in the given text of one in the text that was parsed. */
  original(offset: number): number;
}

interface Edit {
  /** In the given text. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** More than any line of a configuration is indented by. */
const indentation = ' '.repeat(100);
/** Characters that are parsed again and again at most, whatever is wrong. */
const mostParsed = 1 << 20;
/** Longer texts are taken as they are, in characters. */
const longestMended = 1 << 15;

/**
 * Parses YAML as libyaml and its descendants do, go-yaml among them, where the library is stricter: the lines of a flow
 * collection and of a quoted text may be indented as little as they like, a comment may come right behind what it ends, and
 * `\'` is an escape. Each such place that the library finds wrong is written another way, until it finds none; what is
 * wrong then stays as it was. Source: go-yaml scannerc.go `yaml_parser_unroll_indent`, `yaml_parser_scan_flow_scalar`.
 */
export function parseMended(text: string): Mended {
  const strict = parse(text);
  const edits: Edit[] = [];
  let documents = strict;
  for (let left = text.length > longestMended ? 0 : mostParsed; left > 0; ) {
    const more = nextEdits(documents, text, edits);
    if (more.length === 0) break;
    edits.push(...more);
    edits.sort((a, b) => a.at - b.at);
    const mended = applied(text, edits);
    left -= mended.length;
    documents = parse(mended);
  }
  if (edits.length === 0 || firstWrong(documents) <= firstWrong(strict)) {
    return { documents: strict, original: (offset) => offset };
  }
  return { documents, original: (offset) => originalOf(offset, edits) };
}

function parse(text: string): readonly Document.Parsed[] {
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    // The library compares each key with all others of its map, which takes long; `readMap` does without.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return 'empty' in parsed ? [] : parsed;
}

/** The number of the first document that has an error; that of all documents where none has. */
function firstWrong(documents: readonly Document.Parsed[]): number {
  const found = documents.findIndex(({ errors }) => errors.length > 0);
  return found === -1 ? documents.length : found;
}

/** What to change for the first error, and for all like it where one does not bring about another. */
function nextEdits(documents: readonly Document.Parsed[], text: string, before: readonly Edit[]): readonly Edit[] {
  const errors = documents[firstWrong(documents)]?.errors ?? [];
  const first = errors[0]?.code;
  const alike = first === 'BAD_DQ_ESCAPE' ? errors.filter(({ code }) => code === first) : errors.slice(0, 1);
  const known = new Set(before.map(({ at }) => at));
  const found: Edit[] = [];
  for (const { code, message, pos } of alike) {
    const edit = editFor(code, message, originalOf(pos[0], before), text);
    if (edit === null || known.has(edit.at)) return [];
    known.add(edit.at);
    found.push(edit);
  }
  return found;
}

function editFor(code: string, message: string, offset: number, text: string): Edit | null {
  if (code === 'BAD_DQ_ESCAPE' && text.startsWith("\\'", offset)) return { at: offset, removed: 2, inserted: '\\x27' };
  if (code === 'BAD_INDENT' && message.startsWith('Flow ')) {
    return indented(text[offset] === '\n' ? offset + 1 : text.lastIndexOf('\n', offset - 1) + 1, text);
  }
  if (code === 'MISSING_CHAR' && message.startsWith('Comments ')) return { at: offset, removed: 0, inserted: ' ' };
  if (code !== 'MISSING_CHAR' || !message.startsWith('Missing closing ')) return null;
  const end = text.indexOf('\n', offset);
  return end === -1 ? null : indented(end + 1, text);
}

/** The end of a document ends everything. */
function indented(at: number, text: string): Edit | null {
  if (at >= text.length || /^(---|\.\.\.)(\s|$)/.test(text.slice(at, at + 4))) return null;
  return { at, removed: 0, inserted: indentation };
}

function applied(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, removed, inserted } of edits) {
    parts.push(text.slice(from, at), inserted);
    from = at + removed;
  }
  return parts.join('') + text.slice(from);
}

function originalOf(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { at, removed, inserted } of edits) {
    if (offset - shift < at) break;
    if (offset - shift < at + inserted.length) return at;
    shift += inserted.length - removed;
  }
  return offset - shift;
}
