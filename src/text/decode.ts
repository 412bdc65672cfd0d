/** Bytes read as UTF-8. */
export interface DecodedText {
  /** A byte order mark stays in the text as U+FEFF. Each byte that is not part of valid UTF-8 becomes one U+FFFD. */
  readonly text: string;
  /** Where in `text` the first such U+FFFD stands (in UTF-16 code units); null when the bytes are valid UTF-8. */
  readonly invalidAt: number | null;
}

/**
 * Reads bytes as UTF-8 the way Go ranges over a string (Go 1.19, unicode/utf8): an invalid byte stands for itself alone,
 * and surrogates and overlong forms are invalid.
 */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), invalidAt: null };
  } catch {
    return decodeDamaged(bytes);
  }
}

function decodeDamaged(bytes: Uint8Array): DecodedText {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces: string[] = [];
  let length = 0;
  let invalidAt: number | null = null;
  let validFrom = 0;
  const flush = (end: number): void => {
    if (end === validFrom) return;
    const piece = decoder.decode(bytes.subarray(validFrom, end));
    pieces.push(piece);
    length += piece.length;
  };
  for (let at = 0; at < bytes.length; ) {
    const size = validSize(bytes, at);
    if (size > 0) {
      at += size;
      continue;
    }
    flush(at);
    invalidAt ??= length;
    pieces.push('\uFFFD');
    length += 1;
    at += 1;
    validFrom = at;
  }
  flush(bytes.length);
  return { text: pieces.join(''), invalidAt };
}

/** How many bytes the character at `at` takes; 0 when it is invalid. */
function validSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + size > bytes.length) return 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + size; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return size;
}
