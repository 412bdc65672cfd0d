import type { Cursor } from './cursor.ts';
import { readGoToml1Header, readGoToml1Key } from './keys-go-toml-1.ts';
import type { Key, KeyPart } from './nodes.ts';
import { readQuotedKey, readString } from './strings.ts';

/** Reads the key before `=`, up to the `=`. */
export function readKey(cursor: Cursor): Key {
  if (cursor.rules.keys === 'go-toml-1') return readGoToml1Key(cursor);
  return readParts(cursor, cursor.rules.dottedKeys, true);
}

/** Reads what stands between the brackets of a header, up to the closing bracket. */
export function readHeaderKey(cursor: Cursor): Key {
  if (cursor.rules.escapesInQuotedHeaderKeys === 'kept') return readGoToml1Header(cursor);
  cursor.skipSpaces();
  return readParts(cursor, true, false);
}

function readParts(cursor: Cursor, dotted: boolean, beforeEquals: boolean): Key {
  const start = cursor.offset;
  const parts: KeyPart[] = [];
  for (;;) {
    parts.push(readPart(cursor));
    const end = cursor.offset;
    cursor.skipSpaces();
    if (!dotted && cursor.follows('.')) cursor.fail('this version of containerd reads no dotted keys');
    if (!cursor.skip('.')) {
      if (beforeEquals && !cursor.follows('=')) cursor.fail(`expected \`=\` after the key, ${cursor.found()}`);
      return { parts, raw: cursor.text.slice(start, end), span: cursor.lines.span(start, end) };
    }
    cursor.skipSpaces();
  }
}

function readPart(cursor: Cursor): KeyPart {
  const start = cursor.offset;
  let key: string;
  if (cursor.follows('"') || cursor.follows("'")) {
    // BurntSushi/toml v0.3.1 reads quoted keys with the same code as strings, triple quotes included (lex.go).
    key = cursor.rules.keys === 'burntsushi' ? readString(cursor) : readQuotedKey(cursor);
  } else {
    key = cursor.take(/[A-Za-z0-9_-]+/y) ?? cursor.fail(`expected a key, ${cursor.found()}`);
  }
  return { key, span: cursor.lines.span(start, cursor.offset) };
}
