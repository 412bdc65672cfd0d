import { LineIndex } from '../../text/lines.ts';
import { type Location, locate } from '../../text/position.ts';
import type { Family } from '../families.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { type ConfigEntry, walk } from './config-tree.ts';
import type { Plugins } from './plugin-ids.ts';

/** One part of a key, up to the dot or what else comes after it. */
const PART = /[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w-]+))[ \t]*/y;
/** A key that is no field's. */
const ANY = '\0';
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b' };
const ESCAPED_INLINE = /[{,][ \t]*"(?:[^"\\\n]|\\.)*"[ \t]*[.=]/;

interface WrittenKey {
  readonly parts: readonly string[];
  readonly escaped: boolean;
  readonly end: number;
}

/**
 * go-toml 2.2 crashes where it reports a key that containerd has no field for and that is written with escapes: it takes
 * the key for a part of the file, and it is a copy (`strict.go` `keyLocation`, `danger.SubsliceOffset`; go-toml 2.3 no longer
 * does). Whether the copy lies where the crash is avoided differs from start to start. 2.0.0 to 2.2.7 were seen to crash.
 * @param hasNoField tells whether nothing takes what stands under these keys
 */
export function escapedKeyNotes(
  text: string,
  path: string,
  family: Family,
  hasNoField: (keys: readonly string[]) => boolean,
): readonly ContainerdObservation[] {
  if (!crashes(family) || !text.includes('\\')) return [];
  const lines = new LineIndex(text);
  let table: readonly string[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const header = /^[ \t]*\[\[?/.exec(line)?.[0].length ?? 0;
    const key = keyAt(line, header);
    if (key !== null) {
      const full = header > 0 ? key.parts : [...table, ...key.parts];
      if (header > 0) table = key.parts;
      const inline = line.includes('\\') && ESCAPED_INLINE.test(line.slice(key.end));
      if ((key.escaped && hasNoField(full)) || (inline && hasNoField([...full, ANY]))) {
        const end = header + line.slice(header, key.end).trimEnd().length;
        return [crashNote(full, locate(path, lines.span(start + header, start + end)))];
      }
    }
    start += line.length + 1;
  }
  return [];
}

/** The same for the plugins' tables, which are written out first: only what cannot be written plainly is escaped then. */
export function escapedPluginKeyNotes(plugins: Plugins, family: Family): readonly ContainerdObservation[] {
  if (!crashes(family)) return [];
  const isEscaped = ({ key }: ConfigEntry): boolean => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped
    return /[\x00-\x1f\x7f]/.test(key) || (key.includes("'") && /["\\]/.test(key));
  };
  for (const [id, { value }] of plugins) {
    if (value.kind !== 'table') continue;
    for (const { path, entry } of walk(value)) {
      if (isEscaped(entry)) return [crashNote([id, ...path, entry.key], entry.keyLocation)];
    }
  }
  return [];
}

function crashes(family: Family): boolean {
  return family.has('crashesAtEscapedUnknownKeys') && family.dialects.includes('go-toml-2.2');
}

function keyAt(line: string, from: number): WrittenKey | null {
  const parts: string[] = [];
  let escaped = false;
  let end = from;
  for (;;) {
    PART.lastIndex = end;
    const match = PART.exec(line);
    if (match === null) return null;
    const [, basic, literal, bare] = match;
    parts.push(basic === undefined ? (literal ?? bare ?? '') : decoded(basic));
    escaped ||= basic?.includes('\\') ?? false;
    end = PART.lastIndex;
    if (line[end] !== '.') break;
    end += 1;
  }
  return line[end] === '=' || line[end] === ']' ? { parts, escaped, end } : null;
}

function decoded(basic: string): string {
  return basic.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, single) => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : (ESCAPES[single] ?? single ?? '');
  });
}

function crashNote(keys: readonly string[], location: Location): ContainerdObservation {
  return note('escaped-key-may-crash', location, { key: keys.join('.').slice(0, 200) });
}
