import { decodeUtf8 } from '../text/decode.ts';
import { isJson } from '../text/json.ts';
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

/**
 * Reads the documents of a file as kubeadm does: YAML 1.1, of which JSON is a part, as sigs.k8s.io/yaml takes it: `yes` is
 * a boolean, the last of two keys wins.
 */
export const readConfigDocuments = onceForEach((path, bytes) => {
  const opened = openText(path, bytes);
  if (!opened.ok) return opened;
  const documents: ConfigDocument[] = [];
  for (const document of parseYamlDocuments(opened.text, asInKubernetes)) {
    const read = readDocument(opened, document);
    if (!read.ok) return read;
    documents.push(...read.documents);
  }
  return { ok: true, documents };
});

/**
 * Reads a file as the kubelet does, which looks at nothing behind the first document; `documents` has the later ones too, as
 * far as they can be read. One that begins with `{` has to be JSON and nothing else, any other is YAML as above. Observed
 * on kubelets 1.20 to 1.36; source: Kubernetes apimachinery pkg/runtime/serializer/recognizer, json and yaml.
 */
export const readKubeletDocument = onceForEach((path, bytes) => {
  const opened = openText(path, bytes);
  if (!opened.ok) return opened;
  const asJson = !opened.marked && /^\s*\{/.test(opened.text);
  if (asJson) {
    if (!isJson(opened.text)) {
      return failure(opened, 'what begins with a brace has to be JSON, and it is not', opened.text.indexOf('{'));
    }
  } else {
    const control = unprintable.exec(opened.text);
    if (control !== null) return failure(opened, 'it has a control character', control.index);
  }
  // what stands behind the end of a document is as little looked at as what comes after
  const text = opened.text.replace(/^\.\.\.[ \t].*$/gm, (end) => '...'.padEnd(end.length));
  const [first, ...others] = parseYamlDocuments(text, { goYaml2: !asJson });
  if (first === undefined) return { ok: true, documents: [] };
  const read = readDocument(opened, first);
  if (!read.ok) {
    const directive = text.search(/\n%/);
    if (asJson || directive === -1) return read;
    // a line that begins like a directive ends the document, whatever it is
    const [before] = parseYamlDocuments(text.slice(0, directive + 1), { goYaml2: true });
    const readBefore = before === undefined ? read : readDocument(opened, before);
    return readBefore.ok ? readBefore : read;
  }
  const later = others.flatMap((document) => {
    const one = readDocument(opened, document);
    return one.ok ? one.documents : [];
  });
  return { ok: true, documents: [...read.documents, ...later] };
});

type ReadDocuments = (path: string, bytes: Uint8Array) => ConfigDocuments;

/** Remembers what was read of a file: each version of the kubelet that fits reads the same bytes. */
function onceForEach(read: ReadDocuments): ReadDocuments {
  const known = new WeakMap<Uint8Array, { readonly path: string; readonly documents: ConfigDocuments }>();
  return (path, bytes) => {
    const before = known.get(bytes);
    if (before?.path === path) return before.documents;
    const documents = read(path, bytes);
    known.set(bytes, { path, documents });
    return documents;
  };
}

/** What ends a line in YAML 1.1 as LF does. */
const lineBreak = /\r(?!\n)|[\u0085\u2028\u2029]/g;

const asInKubernetes = { goYaml2: true };

/** What the YAML reader of Kubernetes takes nowhere in a text. */
const unprintable = /[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

interface OpenedText {
  readonly ok: true;
  readonly path: string;
  readonly text: string;
  /** Whether a byte order mark, which is not in the text, came first. */
  readonly marked: boolean;
  readonly lines: LineIndex;
}

type Failed = Extract<ConfigDocuments, { readonly ok: false }>;

function openText(path: string, bytes: Uint8Array): OpenedText | Failed {
  const { text: written, invalidAt, marked } = decode(bytes);
  const text = written.replace(lineBreak, '\n');
  const opened: OpenedText = { ok: true, path, text, marked, lines: new LineIndex(text) };
  return invalidAt === null ? opened : failure(opened, 'it is neither UTF-8 nor UTF-16', invalidAt);
}

/** Reads UTF-8, or UTF-16 with its byte order mark. */
function decode(bytes: Uint8Array): Pick<OpenedText, 'text' | 'marked'> & { readonly invalidAt: number | null } {
  const encoding = { '255 254': 'utf-16le', '254 255': 'utf-16be' }[bytes.subarray(0, 2).join(' ')];
  if (encoding === undefined) {
    const { text, invalidAt } = decodeUtf8(bytes);
    const marked = text.startsWith('\uFEFF');
    return { text: marked ? text.slice(1) : text, marked, invalidAt };
  }
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), marked: true, invalidAt: null };
  } catch {
    return { text: '', marked: true, invalidAt: 0 };
  }
}

function failure({ path, text, lines }: OpenedText, problem: string, offset: number): Failed {
  const templated = ['{{', '{%', '<%'].some((brace) => text.includes(brace));
  return { ok: false, problem, location: locate(path, lines.span(offset, offset + 1)), templated };
}

function readDocument(opened: OpenedText, document: YamlDocument): ConfigDocuments {
  const { path, text, lines } = opened;
  const problem = document.problems[0];
  if (problem !== undefined && document.value === null) {
    return failure(opened, problem.message, problem.span.start.offset);
  }
  const span = document.locate([]) ?? lines.span(0, 0);
  const reader: Reader = { document, path, text, badKeys: [] };
  const root = document.value === null ? null : convert(reader, document.value, []);
  if (reader.badKeys[0] !== undefined) return failure(opened, 'a key is no text', reader.badKeys[0]);
  const repeated = document.problems.map((one) => locate(path, one.span));
  return { ok: true, documents: [{ root, location: locate(path, span), repeated }] };
}

export function isNull(value: ConfigValue): boolean {
  return value.type === 'scalar' && value.value === null;
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

interface Reader {
  readonly document: YamlDocument;
  readonly path: string;
  readonly text: string;
  /** Where a key is none that the YAML reader of Kubernetes takes, as with a template's braces: a map whose key is a map. */
  readonly badKeys: number[];
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
      const keyText = reader.text.slice(keySpan.start.offset, keySpan.end.offset);
      if (isNoKey(key, keyText)) reader.badKeys.push(keySpan.start.offset);
      return { key, keyLocation: locate(reader.path, keySpan), value: convert(reader, item, [...path, key]) };
    });
    return { type: 'map', entries, location };
  }
  if (typeof value !== 'object' || value === null) {
    return { type: 'scalar', value: scalarOf(value as ConfigScalar['value'], written), written, location };
  }
  reader.badKeys.push(span.start.offset);
  return { type: 'scalar', value: written, written, location };
}

/** A map, a list or null, none of which Kubernetes' reader takes for a key. */
function isNoKey(key: string, written: string): boolean {
  return key.startsWith('(a key that is no scalar')
    ? !/^["']/.test(written)
    : key === '' && /^(~|null|)$/i.test(written);
}

/** Where go-yaml 2 sees a text or a number in a plain scalar and YAML 1.1 does not. */
function scalarOf(value: ConfigScalar['value'], written: string): ConfigScalar['value'] {
  if (
    typeof value === 'number' &&
    (/^[-+\d_]+:[\d:._]+$/.test(written) || (!Number.isFinite(value) && /\d/.test(written)))
  ) {
    return written;
  }
  if (typeof value === 'string' && /^[-+]?0o[0-7_]+$/.test(written)) return Number(written.replaceAll('_', ''));
  return value;
}
