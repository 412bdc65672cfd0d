import { decodeUtf8 } from '../text/decode.ts';
import { LineIndex } from '../text/lines.ts';
import { type Location, locate } from '../text/position.ts';
import { parseYamlDocuments, type YamlDocument } from '../text/yaml.ts';

/** A value of a YAML or JSON document, with the place where it is written. */
export type ConfigValue = ConfigMap | ConfigList | ConfigScalar;

export interface ConfigMap {
  readonly type: 'map';
  /** In order. Of a key that is written twice the last value counts. */
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
  /** The later places of keys that are written twice. */
  readonly repeated: readonly Location[];
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

/** Bytes that are read of a configuration; none of them comes near. */
export const largestConfig = 256 * 1024;

/** What was read of a file before: each version of the kubelet that fits reads the same bytes. */
const known = new WeakMap<Uint8Array, { readonly path: string; readonly documents: ConfigDocuments }>();

/** Reads YAML 1.1, of which JSON is a part, as sigs.k8s.io/yaml takes it: `yes` is a boolean, the last of two keys wins. */
export function readConfigDocuments(path: string, bytes: Uint8Array): ConfigDocuments {
  const before = known.get(bytes);
  if (before?.path === path) return before.documents;
  const documents = parseDocuments(path, bytes);
  known.set(bytes, { path, documents });
  return documents;
}

function parseDocuments(path: string, bytes: Uint8Array): ConfigDocuments {
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
  const documents: ConfigDocument[] = [];
  for (const document of parseYamlDocuments(text)) {
    const problem = document.problems[0];
    if (problem !== undefined && document.value === null) return failure(problem.message, problem.span.start.offset);
    const span = document.locate([]) ?? lines.span(0, 0);
    const reader: Reader = { document, path, text, braces: [] };
    const root = document.value === null ? null : convert(reader, document.value, []);
    if (reader.braces[0] !== undefined) return failure('a map cannot be the key of a map', reader.braces[0]);
    documents.push({
      root,
      location: locate(path, span),
      repeated: document.problems.map((repeated) => locate(path, repeated.span)),
    });
  }
  return { ok: true, documents };
}

/** The value of the last entry with this very key; null where there is none. */
export function field(value: ConfigValue | null | undefined, key: string): ConfigEntry | null {
  if (value?.type !== 'map') return null;
  return value.entries.find((entry) => entry.key === key) ?? null;
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
  readonly document: YamlDocument;
  readonly path: string;
  readonly text: string;
  /** Where a template's braces read as a map whose key is a map, which the YAML reader of Kubernetes refuses. */
  readonly braces: number[];
}

function convert(reader: Reader, value: unknown, path: readonly (string | number)[]): ConfigValue {
  const span = reader.document.locate(path)!;
  const location = locate(reader.path, span);
  if (Array.isArray(value)) {
    return { type: 'list', items: value.map((item, index) => convert(reader, item, [...path, index])), location };
  }
  const written = reader.text.slice(span.start.offset, span.end.offset);
  if (typeof value === 'object' && value !== null && !written.startsWith('{{')) {
    const entries = Object.entries(value).map(([key, item]): ConfigEntry => {
      const keySpan = reader.document.locateKey([...path, key]) ?? span;
      return { key, keyLocation: locate(reader.path, keySpan), value: convert(reader, item, [...path, key]) };
    });
    return { type: 'map', entries, location };
  }
  if (typeof value !== 'object' || value === null) {
    return { type: 'scalar', value: value as ConfigScalar['value'], written, location };
  }
  reader.braces.push(span.start.offset);
  return { type: 'scalar', value: written, written, location };
}
