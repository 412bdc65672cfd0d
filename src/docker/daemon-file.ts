import { decodeUtf8 } from '../text/decode.ts';
import { LineIndex } from '../text/lines.ts';
import { observe } from '../text/observation.ts';
import { type Location, locate, type Span } from '../text/position.ts';
import { parseYamlDocuments, type YamlDocument } from '../text/yaml.ts';
import type { DockerObservation } from './answer.ts';

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
}

/**
 * Reads daemon.json as dockerd does (moby daemon/config/config.go, getConflictFreeConfiguration): blanks alone are an
 * empty configuration, keys have to be spelt exactly, of a key that is there twice the last one counts.
 */
export function readDaemonFile(bytes: Uint8Array, path: string): DaemonFile {
  const text = decodeUtf8(bytes).text.replace(/^\uFEFF/, '');
  const lines = new LineIndex(text);
  const start = locate(path, lines.span(0, 0));
  if (text.trim() === '') return { execOptions: null, nearest: start, refusal: null };
  const parsed = parseObject(text);
  if (typeof parsed === 'string') {
    const refusal = observe('file-invalid', start, { path, message: parsed });
    return { execOptions: null, nearest: start, refusal };
  }
  const [document] = parseYamlDocuments(text);
  const at = (span: Span | null | undefined) => (span ? locate(path, span) : start);
  const keyAt = (key: string) => at(document?.locateKey([key]));
  const miscased = Object.keys(parsed).find((key) => key !== 'exec-opts' && key.toLowerCase() === 'exec-opts');
  if (miscased !== undefined) {
    const refusal = observe('directive-unknown', keyAt(miscased), { key: miscased });
    return { execOptions: null, nearest: keyAt(miscased), refusal };
  }
  const value = parsed['exec-opts'];
  if (value === undefined || value === null) return { execOptions: null, nearest: start, refusal: null };
  const nearest = keyAt('exec-opts');
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
    return { execOptions: null, nearest, refusal: observe('type-wrong', nearest, { key: 'exec-opts' }) };
  }
  const execOptions = value.map((item, index) => ({ text: item, location: itemAt(document, index, path) ?? nearest }));
  return { execOptions, nearest, refusal: null };
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
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no JSON object';
  return value as Readonly<Record<string, unknown>>;
}
