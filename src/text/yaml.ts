import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import { LineIndex } from './lines.ts';
import type { Span } from './position.ts';
import { parseMended } from './yaml-mend.ts';
import { findRefusal } from './yaml-refusals.ts';
import { tagged } from './yaml-tags.ts';

/** What is wrong with a document, and where. */
export interface YamlProblem {
  readonly message: string;
  readonly span: Span;
}

/** One document of a YAML or JSON file. */
export interface YamlDocument {
  /** Objects (without a prototype), arrays, strings, numbers, booleans and null; null too where the document is broken. */
  readonly value: unknown;
  /** Syntax errors, keys that are written twice (the last one wins), and limits that were passed. Empty: all is well. */
  readonly problems: readonly YamlProblem[];
  /** Where the value at a path of keys and indexes is written, an alias by its own place; null when there is none. */
  locate(path: readonly (string | number)[]): Span | null;
  /** Where the last key of the path is written; null when there is none, or it is an index. */
  locateKey(path: readonly (string | number)[]): Span | null;
}

/** Larger texts are not read: no node's configuration comes near. In UTF-16 code units. */
const MAX_LENGTH = 1 << 18;
const MAX_DOCUMENTS = 1000;
/** How many values a text may have, those that aliases repeat included. */
const MAX_VALUES = 100_000;
const TOO_MANY = `more than ${MAX_VALUES} values`;
const MAX_DEPTH = 64;

interface Located {
  readonly value: unknown;
  readonly span: Span;
  readonly entries?: ReadonlyMap<string, { readonly keySpan: Span; readonly located: Located }>;
  readonly items?: readonly Located[];
}

/** What an anchor names: nothing before its end is read, so that a value cannot contain itself. */
interface Anchored {
  located: Located | null;
  /** How many values it has. */
  size: number;
}

export interface YamlOptions {
  /**
   * As go-yaml 2 does, which Kubernetes has. Keys that `<<` brings take the place of those before them; else a map's own keys
   * always win, as in go-yaml 3. Of several maps that one `<<` names the first wins. `"\/"` and halves of a surrogate pair
   * are no escapes, a tab is no indentation, and a value has to be what its tag says.
   */
  readonly goYaml2?: boolean;
}

interface Reading {
  readonly goYaml2: boolean;
  readonly text: string;
  readonly lines: LineIndex;
  readonly original: (offset: number) => number;
  readonly problems: YamlProblem[];
  readonly anchors: Map<string, Anchored>;
  valuesLeft: number;
}

/**
 * Reads a file of YAML documents, of which JSON is one kind, as Kubernetes does (sigs.k8s.io/yaml: YAML 1.1, so `yes` is
 * a boolean). A text without any document, such as one of comments only, gives an empty list.
 */
export function parseYamlDocuments(text: string, { goYaml2 = false }: YamlOptions = {}): YamlDocument[] {
  const lines = new LineIndex(text);
  if (text.length > MAX_LENGTH) return [broken(`longer than ${MAX_LENGTH} characters`, lines.span(0, 0))];
  if ((text.match(/^---/gm)?.length ?? 0) > MAX_DOCUMENTS) {
    return [broken(`more than ${MAX_DOCUMENTS} documents`, lines.span(0, 0))];
  }
  const { documents, original } = parseMended(text);
  const spanAt = (from: number, to: number): Span => lines.span(original(from), original(to));
  let valuesLeft = MAX_VALUES;
  return documents.map((document) => {
    const problems = document.errors.map(({ message, pos }) => ({ message, span: spanAt(pos[0], pos[1]) }));
    const whole = spanAt(document.range[0], document.range[1]);
    const refusal = goYaml2 && problems.length === 0 ? findRefusal(document, text, original) : null;
    if (refusal !== null) problems.push({ message: refusal.message, span: lines.span(refusal.at, refusal.at + 1) });
    if (problems.length > 0) return documentOf({ value: null, span: whole }, problems);
    const reading: Reading = {
      goYaml2,
      text,
      lines,
      original,
      problems,
      anchors: new Map(),
      valuesLeft,
    };
    const root = readNode(document.contents, whole, reading, 0);
    valuesLeft = reading.valuesLeft;
    return documentOf(root ?? { value: null, span: whole }, problems);
  });
}

function broken(message: string, span: Span): YamlDocument {
  return documentOf({ value: null, span }, [{ message, span }]);
}

function documentOf(root: Located, problems: readonly YamlProblem[]): YamlDocument {
  const at = (path: readonly (string | number)[]): Located | undefined => {
    let located: Located | undefined = root;
    for (const step of path) {
      located = typeof step === 'number' ? located?.items?.[step] : located?.entries?.get(step)?.located;
    }
    return located;
  };
  return {
    value: root.value,
    problems,
    locate: (path) => at(path)?.span ?? null,
    locateKey: (path) => at(path.slice(0, -1))?.entries?.get(String(path.at(-1)))?.keySpan ?? null,
  };
}

/** Reads a node and what is below it; null once a limit is passed, which is then among the problems. */
function readNode(node: unknown, parent: Span, reading: Reading, depth: number): Located | null {
  const span = spanOf(node, reading) ?? { start: parent.start, end: parent.start };
  if (depth > MAX_DEPTH) return giveUp(`nested more than ${MAX_DEPTH} levels deep`, span, reading);
  if (!take(1, reading)) return giveUp(TOO_MANY, span, reading);
  if (isAlias(node)) return readAlias(node.source, span, reading);
  const anchored: Anchored = { located: null, size: 0 };
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
    reading.anchors.set(node.anchor, anchored);
  }
  const before = reading.valuesLeft;
  anchored.located = readValue(node, span, reading, depth);
  anchored.size = before - reading.valuesLeft;
  return anchored.located;
}

function readValue(node: unknown, span: Span, reading: Reading, depth: number): Located | null {
  if (isMap(node)) return readMap(node.items, span, reading, depth);
  if (!isSeq(node)) {
    const value = checkedValue(node, span, reading);
    return value === undefined ? null : { value, span };
  }
  const items: Located[] = [];
  for (const item of node.items) {
    const located = readNode(item, span, reading, depth + 1);
    if (!located) return null;
    items.push(located);
  }
  return { value: items.map((item) => item.value), span, items };
}

/** What the anchor names stands here once more, and its values count once more. */
function readAlias(name: string, span: Span, reading: Reading): Located | null {
  const target = reading.anchors.get(name);
  if (target === undefined) return giveUp(`no anchor is named ${name}`, span, reading);
  if (target.located === null) return giveUp(`the value of the anchor ${name} contains itself`, span, reading);
  if (!take(target.size, reading)) return giveUp(TOO_MANY, span, reading);
  return { ...target.located, span };
}

function take(values: number, reading: Reading): boolean {
  reading.valuesLeft -= values;
  return reading.valuesLeft >= 0;
}

function giveUp(message: string, span: Span, reading: Reading): null {
  reading.problems.push({ message, span });
  return null;
}

type Entries = Map<string, { keySpan: Span; located: Located }>;

function readMap(
  pairs: readonly { key: unknown; value: unknown }[],
  span: Span,
  reading: Reading,
  depth: number,
): Located | null {
  const own: Entries = new Map();
  const merged: Entries = new Map();
  for (const { key, value } of pairs) {
    const keySpan = spanOf(key, reading) ?? span;
    const located = readNode(value, { start: keySpan.end, end: keySpan.end }, reading, depth + 1);
    if (!located) return null;
    if (isScalar(key) && key.source === '<<' && key.type === 'PLAIN' && isMergeable(located, reading)) {
      const sources = located.items ?? [located];
      if (!sources.every((source) => source.entries)) return giveUp('a merge needs maps', keySpan, reading);
      const into = reading.goYaml2 ? own : merged;
      for (const source of reading.goYaml2 ? sources.toReversed() : sources) {
        for (const [name, entry] of source.entries ?? []) {
          if (reading.goYaml2) {
            if (into.has(name)) reading.problems.push({ message: twice(name), span: keySpan });
            into.set(name, entry);
          } else if (!into.has(name)) into.set(name, entry);
        }
      }
      continue;
    }
    const named = isScalar(key) ? checkedValue(key, keySpan, reading) : null;
    if (named === undefined) return null;
    const name = isScalar(key) ? String(named ?? '') : textOf(keySpan, reading);
    if (own.has(name)) reading.problems.push({ message: twice(name), span: keySpan });
    own.set(name, { keySpan, located });
  }
  for (const [name, entry] of merged) if (!own.has(name)) own.set(name, entry);
  const value: Record<string, unknown> = Object.create(null);
  for (const [name, entry] of own) value[name] = entry.located.value;
  return { value, span, entries: own };
}

/** Where merges are made in order, a map may have no key `<<` of its own. */
function isMergeable(value: Located, { goYaml2 }: Reading): boolean {
  return goYaml2 || value.entries !== undefined || (value.items?.every((item) => item.entries) ?? false);
}

function twice(name: string): string {
  return `the key ${JSON.stringify(name)} is written twice`;
}

/** A key that is no scalar, such as a template's braces, is named by what kind of thing it is. */
function textOf(span: Span, reading: Reading): string {
  return `(a key that is no scalar, line ${reading.lines.position(span.start.offset).line})`;
}

/** A scalar's value; undefined where go-yaml 2 refuses it, which is then among the problems. */
function checkedValue(node: unknown, span: Span, reading: Reading): unknown {
  const value = scalarValue(node);
  if (!reading.goYaml2 || !isScalar(node)) return value;
  const written = reading.text.slice(span.start.offset, span.end.offset);
  if (node.type === 'QUOTE_DOUBLE' && badEscape.test(written)) {
    giveUp('an escape that there is not', span, reading);
    return undefined;
  }
  const decoded =
    node.tag === undefined ? value : tagged(node.tag, node.value instanceof Uint8Array ? node.value : value, written);
  if (decoded === undefined) giveUp(`no value for the tag ${node.tag}`, span, reading);
  return decoded;
}

/** `\/`, and a half of a surrogate pair. */
const badEscape = /^(?:[^\\]|\\(?!\/|u[dD][89a-fA-F])[\s\S])*\\(?:\/|u[dD][89a-fA-F])/;

function scalarValue(node: unknown): unknown {
  const value = isScalar(node) ? node.value : null;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return isScalar(node) && node.source !== undefined ? node.source : String(value);
}

function spanOf(node: unknown, reading: Reading): Span | null {
  const range = isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? node.range : null;
  return range ? reading.lines.span(reading.original(range[0]), reading.original(range[1])) : null;
}
