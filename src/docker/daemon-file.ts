import { jsonMismatch } from '../containerd/go/json-fields.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { LineIndex } from '../text/lines.ts';
import { observe } from '../text/observation.ts';
import { type Location, locate, type Span } from '../text/position.ts';
import { parseYamlDocuments, type YamlDocument } from '../text/yaml.ts';
import { compareVersions, parseVersion, type Version } from '../versions/version.ts';
import type { DockerObservation } from './answer.ts';
import { daemonStructs } from './directive-types.ts';
import { directivesOf, isDirective } from './directives.ts';

/** One exec option and where it stands. */
export interface ExecOption {
  readonly text: string;
  readonly location: Location | null;
}

export interface DaemonFile {
  /** Null where the file has no `exec-opts` at all. */
  readonly execOptions: readonly ExecOption[] | null;
  /** The `exec-opts` key, else the beginning of the file. */
  readonly nearest: Location;
  readonly refusal: DockerObservation | null;
  /** Where each of its directives stands. */
  readonly directives: ReadonlyMap<string, Location>;
  /** The object itself; empty where it is refused. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Reads daemon.json as dockerd does (moby daemon/config/config.go, getConflictFreeConfiguration): no key may be unknown, each
 * value needs its type, of a key that is there twice the last one counts. Since 23.0 blanks alone are an empty configuration,
 * byte order marks are heeded, and nothing may stand behind the object.
 */
export function readDaemonFile(bytes: Uint8Array, path: string, version: Version | null): DaemonFile {
  const isOld = version !== null && compareVersions(version, parseVersion('23.0.0')!) < 0;
  const decoded = isOld ? decodeUtf8(bytes) : decodeMarked(bytes);
  const text = isOld ? firstValue(decoded.text) : decoded.text;
  const lines = new LineIndex(text);
  const start = locate(path, lines.span(0, 0));
  const none = {
    execOptions: null,
    nearest: start,
    refusal: null,
    directives: new Map<string, Location>(),
    values: {},
  };
  if (!isOld && decoded.invalidAt !== null) {
    return { ...none, refusal: observe('file-invalid', start, { path, message: 'it holds bytes that are not UTF-8' }) };
  }
  if (!isOld && text.trim() === '') return none;
  const parsed = parseObject(text);
  if (typeof parsed === 'string') {
    const refusal = observe('file-invalid', start, { path, message: parsed });
    return { ...none, refusal };
  }
  const [document] = parseYamlDocuments(text);
  const at = (span: Span | null | undefined) => (span ? locate(path, span) : start);
  const directives = new Map([...directivesOf(parsed)].map(([name, keys]) => [name, at(document?.locateKey(keys))]));
  for (const [key, location] of directives) {
    if (isDirective(key, version)) continue;
    const refusal = observe('directive-unknown', location, { key: key.slice(0, 200) });
    return { ...none, nearest: location, refusal, directives };
  }
  const mismatch = jsonMismatch(text, daemonStructs, 'Config');
  if (mismatch !== null) {
    const [key = ''] = mismatch.path;
    const location = directives.get(key) ?? start;
    return { ...none, nearest: location, refusal: observe('type-wrong', location, { key }), directives };
  }
  const value = parsed['exec-opts'];
  if (value === undefined || value === null) return { ...none, directives, values: parsed };
  const nearest = directives.get('exec-opts') ?? start;
  const texts = Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : '')) : [];
  const execOptions = texts.map((item, index) => ({ text: item, location: itemAt(document, index, path) ?? nearest }));
  return { execOptions, nearest, refusal: null, directives, values: parsed };
}

/** Go's `unicode.BOMOverride`: a mark says whether it is UTF-8 or UTF-16, and is no part of the text. */
function decodeMarked(bytes: Uint8Array): { readonly text: string; readonly invalidAt: number | null } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), invalidAt: null };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), invalidAt: null };
  const { text, invalidAt } = decodeUtf8(bytes);
  return { text: text.replace(/^\uFEFF/, ''), invalidAt };
}

/** The text up to the end of its first object or list, behind which a `json.Decoder` does not look. */
function firstValue(text: string): string {
  // A string that nothing closes goes on to the end.
  const tokens = /"(?:[^"\\]|\\[\s\S])*\\?(?:"|$)|[[\]{}]/g;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) return token.startsWith('"') ? text : text.slice(0, index + 1);
  }
  return text;
}

function itemAt(document: YamlDocument | undefined, index: number, path: string): Location | null {
  const span = document?.locate(['exec-opts', index]);
  return span ? locate(path, span) : null;
}

/** The object, or what is wrong with the text. */
function parseObject(text: string): Readonly<Record<string, unknown>> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (typeof value !== 'object' || Array.isArray(value)) return 'it is no JSON object';
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}
