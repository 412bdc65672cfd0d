import { jsonMismatch } from '../containerd/go/json-fields.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { LineIndex } from '../text/lines.ts';
import { observe } from '../text/observation.ts';
import { type Location, locate, type Span } from '../text/position.ts';
import { parseYamlDocuments, type YamlDocument } from '../text/yaml.ts';
import type { Version } from '../versions/version.ts';
import type { DockerObservation } from './answer.ts';
import { daemonStructs } from './directive-types.ts';
import { refusedValue } from './directive-values.ts';
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
}

/**
 * Reads daemon.json as dockerd does (moby daemon/config/config.go, getConflictFreeConfiguration): blanks alone are an
 * empty configuration, no key may be unknown, each value needs its type, of a key that is there twice the last one counts.
 */
export function readDaemonFile(bytes: Uint8Array, path: string, version: Version | null): DaemonFile {
  const text = decodeUtf8(bytes).text.replace(/^\uFEFF/, '');
  const lines = new LineIndex(text);
  const start = locate(path, lines.span(0, 0));
  const none = { execOptions: null, nearest: start, refusal: null, directives: new Map<string, Location>() };
  if (text.trim() === '') return none;
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
  const refused = refusedValue(parsed, version);
  if (refused !== null) {
    const location = directives.get(refused.key) ?? start;
    const detail = { key: refused.key, value: refused.value.slice(0, 200) };
    return { ...none, nearest: location, refusal: observe('value-refused', location, detail), directives };
  }
  const value = parsed['exec-opts'];
  if (value === undefined || value === null) return { ...none, directives };
  const nearest = directives.get('exec-opts') ?? start;
  const texts = Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : '')) : [];
  const execOptions = texts.map((item, index) => ({ text: item, location: itemAt(document, index, path) ?? nearest }));
  return { execOptions, nearest, refusal: null, directives };
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
