import { gunzipSync } from 'node:zlib';
import { findRuns, soughtLine } from '../lines/runs.ts';
import type { Repository, SourceFile } from '../repository.ts';
import type { Evidence } from './evidence.ts';
import { partOfLine, wholeLine } from './place.ts';
import type { WrittenLine } from './written-lines.ts';

/** A text that a file of the repository holds in another form. */
interface EncodedText {
  readonly file: SourceFile;
  /** Where it stands, from 1; columns from 0, the end exclusive, null for the whole line. */
  readonly line: number;
  readonly columns: readonly [number, number] | null;
  readonly form: string;
  readonly text: string;
}

/** Files that describe a machine; programs hold strings of this kind for everything. */
const FILES =
  /\.(?:ya?ml|json|ign|bu|fcc|tf|tfvars|hcl|tpl|tftpl|txt|cfg|ks|sh|bash|toml|mime|nix|py|[cm]?[jt]s)$|(?:^|\/)[^./]+$/i;
const HOLDS = /[A-Za-z0-9+/]{40}|data:|\\n/;
const LONGEST = 256 * 1024;
const MOST = 2000;
/** How many characters of decoded texts are kept of one repository. */
const MOST_TEXT = 16 * 1024 * 1024;
const ALONE = /^\s*([A-Za-z0-9+/]{20,}={0,2})\s*$/;
const WITHIN = /(?<![\w+/=%])([A-Za-z0-9+/]{40,}={0,2})(?![\w+/=])/g;
const DATA_URL = /data:[\w/+.-]*(?:;[\w.=-]+)*,[^"'\s<>)]+/g;

const KNOWN = new WeakMap<Repository, readonly EncodedText[]>();

/**
 * Places that hold the image's file as base64 (gzip within it too), as a `data:` URL, or as a string with `\n`, such as
 * cloud-init, Ignition and JSON have.
 */
export function encodedLines(evidence: Evidence): readonly WrittenLine[] {
  const { question, lines, repository } = evidence;
  if (question.location === null || lines === null) return [];
  const plain = lines.map((line) => line.replace(/\r$/, ''));
  const sought = soughtLine(plain, question.location.startLine - 1);
  if (sought === null) return [];
  const texts = KNOWN.get(repository) ?? encodedTexts(repository);
  KNOWN.set(repository, texts);
  const found: WrittenLine[] = [];
  for (const { file, line, columns, form, text } of texts) {
    const held = { ...file, path: file.path, aside: file.aside, text, lines: text.split(/\r?\n/) };
    const [run] = findRuns(held, sought)
      .filter(({ sameSection, length }) => sameSection !== false && length >= 2)
      .sort((a, b) => b.length - a.length);
    if (run === undefined) continue;
    found.push({
      candidate: {
        location: columns === null ? wholeLine(file, line) : partOfLine(file, line, ...columns),
        kind: 'line',
        note: `it holds the file as ${form}; the setting is line ${run.line} of that`,
        aside: file.aside,
      },
      fit: 'maybe',
      named: false,
      length: run.length,
      identical: false,
      whole: false,
    });
  }
  return found;
}

function encodedTexts(repository: Repository): readonly EncodedText[] {
  const found: EncodedText[] = [];
  let left = MOST_TEXT;
  for (const file of repository.files.values()) {
    if (file.aside || !FILES.test(file.path) || !HOLDS.test(file.text)) continue;
    for (let index = 0; index < file.lines.length && found.length < MOST && left > 0; index++) {
      const alone = blockAt(file, index);
      if (alone === null) {
        for (const one of textsOn(file, index)) {
          left -= one.text.length;
          found.push(one);
        }
        continue;
      }
      index = alone.last;
      const above = file.lines[alone.first - 1] ?? '';
      const line = /[|>][-+0-9]*\s*$/.test(above) ? alone.first : alone.first + 1;
      const decoded = decodeBase64(alone.text);
      left -= decoded?.text.length ?? 0;
      if (decoded !== null) found.push({ file, line, columns: null, ...decoded });
    }
  }
  return found;
}

/** Lines that are base64 and nothing else, joined. */
function blockAt(
  file: SourceFile,
  first: number,
): { readonly first: number; readonly last: number; readonly text: string } | null {
  let text = '';
  let last = first;
  const start = (file.lines[first] ?? '').trim();
  if (start.length < 20 || start.includes(' ')) return null;
  for (; text.length < LONGEST; last++) {
    const piece = ALONE.exec((file.lines[last] ?? '').slice(0, LONGEST))?.[1];
    if (piece === undefined) {
      // The last line of a block may be short.
      const end = /^\s*([A-Za-z0-9+/]{1,19}={0,2})\s*$/.exec(file.lines[last] ?? '')?.[1];
      if (text !== '' && end !== undefined) text += end;
      else last -= 1;
      break;
    }
    text += piece;
  }
  return text.length < 40 ? null : { first, last, text };
}

function textsOn(file: SourceFile, index: number): readonly EncodedText[] {
  const line = file.lines[index] as string;
  if (line.length < 40 || line.length > LONGEST) return [];
  const at = (match: RegExpExecArray): Pick<EncodedText, 'file' | 'line' | 'columns'> => ({
    file,
    line: index + 1,
    columns: [match.index, match.index + match[0].length],
  });
  const found: EncodedText[] = [];
  for (const match of line.includes('data:') ? line.matchAll(DATA_URL) : []) {
    const decoded = decodeDataUrl(match[0]);
    if (decoded !== null) found.push({ ...at(match), ...decoded });
  }
  if (found.length > 0) return found;
  for (const match of line.matchAll(WITHIN)) {
    const decoded = decodeBase64(match[1] as string);
    if (decoded !== null) found.push({ ...at(match), ...decoded });
  }
  for (const { start, end } of line.includes('\\n') ? quotedParts(line) : []) {
    const text = line
      .slice(start + 1, end - 1)
      .replace(/\\(.)/g, (whole, one: string) =>
        one === 'n' ? '\n' : one === 't' ? '\t' : one === '"' || one === '\\' ? one : whole,
      );
    found.push({ file, line: index + 1, columns: [start, end], form: 'one string with \\n', text });
  }
  return found;
}

/** Strings in double quotes that have an escaped line break (columns from 0, the end exclusive), in one pass. */
function quotedParts(line: string): readonly { readonly start: number; readonly end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let start: number | null = null;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"' && start === null) start = at;
    else if (line[at] === '"' && start !== null) {
      if (at - start > 40 && line.slice(start, at).includes('\\n')) parts.push({ start, end: at + 1 });
      start = null;
    }
  }
  return parts;
}

function decodeDataUrl(url: string): Pick<EncodedText, 'form' | 'text'> | null {
  const comma = url.indexOf(',');
  const [head, body] = [url.slice(0, comma), url.slice(comma + 1)];
  if (head.endsWith(';base64')) {
    const decoded = decodeBase64(body);
    return decoded === null ? null : { ...decoded, form: `a data: URL in ${decoded.form}` };
  }
  try {
    return { form: 'a data: URL', text: decodeURIComponent(body) };
  } catch {
    return null;
  }
}

function decodeBase64(text: string): Pick<EncodedText, 'form' | 'text'> | null {
  const bytes = Buffer.from(text, 'base64');
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const plain = gzipped ? gunzipSync(bytes, { maxOutputLength: LONGEST }) : bytes;
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(plain);
    return decoded.includes('\n') ? { form: gzipped ? 'gzip in base64' : 'base64', text: decoded } : null;
  } catch {
    return null;
  }
}
