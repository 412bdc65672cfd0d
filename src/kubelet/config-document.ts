import { type Document, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { decodeUtf8 } from '../text/decode.ts';
import { LineIndex } from '../text/lines.ts';
import { type Location, locate } from '../text/position.ts';

/** A value of a YAML or JSON document, with the place where it is written. */
export type ConfigValue = ConfigMap | ConfigList | ConfigScalar;

export interface ConfigMap {
  readonly type: 'map';
  /** In order; a key that is written twice is here twice. */
  readonly entries: readonly ConfigEntry[];
  readonly location: Location;
}

export interface ConfigEntry {
  readonly key: string;
  readonly keyLocation: Location;
  readonly value: ConfigValue;
}

export interface ConfigList {
  readonly type: 'list';
  readonly items: readonly ConfigValue[];
  readonly location: Location;
}

export interface ConfigScalar {
  readonly type: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it stands in the file, quotes included. */
  readonly written: string;
  readonly location: Location;
}

export interface ConfigDocument {
  /** Null where the document is empty. */
  readonly root: ConfigValue | null;
  readonly location: Location;
}

export type ConfigDocuments =
  | { readonly ok: true; readonly documents: readonly ConfigDocument[] }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly location: Location;
      /** Whether the text has a template's braces, which may be why it is no YAML. */
      readonly templated: boolean;
    };

const deepest = 64;
const mostValues = 100_000;
const mostAliases = 100;

/** Reads YAML 1.1, of which JSON is a part, as sigs.k8s.io/yaml takes it: `yes` is a boolean, the last of two keys wins. */
export function readConfigDocuments(path: string, bytes: Uint8Array): ConfigDocuments {
  const { text, invalidAt } = decodeUtf8(bytes);
  const lines = new LineIndex(text);
  const templated = ['{{', '{%', '<%'].some((brace) => text.includes(brace));
  const failure = (problem: string, offset: number): ConfigDocuments => ({
    ok: false,
    problem,
    location: locate(path, lines.span(offset, offset + 1)),
    templated,
  });
  if (invalidAt !== null) return failure('it is not UTF-8', invalidAt);

  const reader = { path, text, lines, values: mostValues, aliases: mostAliases };
  const documents: ConfigDocument[] = [];
  const parsed = parseSafely(text);
  if (parsed === null) return failure('it is nested too deeply', 0);
  for (const document of parsed) {
    const error = document.errors[0];
    if (error !== undefined) return failure(error.message, error.pos[0]);
    const location = locate(path, lines.span(document.range[0], document.range[1]));
    const empty = document.contents === null || (isScalar(document.contents) && document.contents.source === '');
    const root = empty ? null : convert(document.contents, document, reader, 0);
    if (root === 'too-much') return failure('it is nested too deeply or has too many values', 0);
    if (typeof root === 'string') return failure(root, document.range[0]);
    documents.push({ root, location });
  }
  return { ok: true, documents };
}

/** Null where the nesting is too deep for the parser. */
function parseSafely(text: string): readonly Document.Parsed[] | null {
  try {
    const parsed = parseAllDocuments(text, {
      version: '1.1',
      schema: 'yaml-1.1',
      uniqueKeys: false,
      prettyErrors: false,
      strict: false,
      logLevel: 'silent',
    });
    return 'empty' in parsed ? [] : parsed;
  } catch {
    return null;
  }
}

/** The value of the last entry with this very key; null where there is none. */
export function field(value: ConfigValue | null | undefined, key: string): ConfigEntry | null {
  if (value?.type !== 'map') return null;
  return value.entries.findLast((entry) => entry.key === key) ?? null;
}

/** A scalar that is a string, or null. */
export function text(value: ConfigValue | null | undefined): string | null {
  return value?.type === 'scalar' && typeof value.value === 'string' ? value.value : null;
}

/** Whether a value looks like something that is to be filled in before the file is used. */
export function isPlaceholder(written: string): boolean {
  return /\{\{|\{%|<%|\$\{|\$[A-Z(]|^__.*__$|^@@?.*@@?$|^<[^>]*>$|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(written.trim());
}

interface Reader {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  values: number;
  aliases: number;
}

function convert(node: unknown, document: Document, reader: Reader, depth: number): ConfigValue | string {
  reader.values -= 1;
  if (reader.values < 0 || depth > deepest) return 'too-much';
  if (isAlias(node)) {
    reader.aliases -= 1;
    if (reader.aliases < 0) return 'too-much';
    const target = node.resolve(document);
    return target === undefined ? `there is no anchor "${node.source}"` : convert(target, document, reader, depth + 1);
  }
  if (isMap(node)) return convertMap(node, document, reader, depth);
  if (isSeq(node)) {
    const items: ConfigValue[] = [];
    for (const item of node.items) {
      const converted = convert(item, document, reader, depth + 1);
      if (typeof converted === 'string') return converted;
      items.push(converted);
    }
    return { type: 'list', items, location: place(node.range, reader) };
  }
  if (!isScalar(node)) return { type: 'scalar', value: null, written: '', location: place(null, reader) };
  const { value, range } = node;
  const written = range ? reader.text.slice(range[0], range[1]) : '';
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return { type: 'scalar', value: plain ? value : written, written, location: place(range, reader) };
}

function convertMap(
  node: { readonly items: readonly { readonly key: unknown; readonly value: unknown }[]; readonly range?: Range },
  document: Document,
  reader: Reader,
  depth: number,
): ConfigValue | string {
  const entries: ConfigEntry[] = [];
  for (const { key, value } of node.items) {
    if (!isScalar(key)) {
      // A template's braces read as a map within a map; what stands there is shown as it is.
      const written = node.range ? reader.text.slice(node.range[0], node.range[1]) : '';
      return { type: 'scalar', value: written, written, location: place(node.range, reader) };
    }
    const converted = convert(value, document, reader, depth + 1);
    if (typeof converted === 'string') return converted;
    if (key.value === '<<' && converted.type === 'map') entries.unshift(...converted.entries);
    else entries.push({ key: String(key.value), keyLocation: place(key.range, reader), value: converted });
  }
  return { type: 'map', entries, location: place(node.range, reader) };
}

type Range = readonly [number, number, number] | null | undefined;

function place(range: Range, reader: Reader): Location {
  return locate(reader.path, reader.lines.span(range?.[0] ?? 0, range?.[1] ?? range?.[0] ?? 0));
}
