/** Beyond this a line holds no line of a configuration. In UTF-16 code units. */
const LONGEST = 500;
const WRAPPED =
  /^(?:-\s+)?(?:(?:echo|printf)\s+(?:-[neE]+\s+)?|["'][\w.-]+["']\s*:\s*|\w+\s*\+?=\s*)?(["'`])(.*)\1\s*[,;+)\]\\]*\s*(?:(?:\||>>?|&&|;)\s*\S.*)?$/;

/**
 * What a line of a source may put into a file: the line itself, and the text within its quotes, continuation or `echo`.
 * Blanks around are taken away.
 */
export function unwrap(line: string): readonly string[] {
  const plain = line.trim();
  if (plain.length > LONGEST) return [plain];
  const texts = new Set([plain]);
  const bare = plain.replace(/(?:\\n)?\s*\\$/, '').trim();
  texts.add(bare);
  const inner = WRAPPED.exec(plain)?.[2];
  if (inner !== undefined) {
    texts.add(
      inner
        .replace(/(?:\\[rn])+$/, '')
        .replaceAll('\\"', '"')
        .replaceAll("\\'", "'")
        .trim(),
    );
  }
  // A line that a patch adds.
  if (/^\+(?!\+)/.test(plain)) texts.add(plain.slice(1).trim());
  texts.delete('');
  return [...texts];
}
