/**
 * Characters that a reader cannot see or that reorder what he sees: control and format characters (with the bidirectional
 * ones), private use, lone surrogates, line and paragraph separators, and letters that look like a blank.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Writes every invisible character as `\n`, `\r`, `\t` or `\u{202e}`; the result is one line. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, spell);
}

/** How `visible` writes one character, or null for one that it leaves alone. */
export function spelling(character: string): string | null {
  const spelled = visible(character);
  return spelled === character ? null : spelled;
}

/** At most `limit` UTF-16 code units, never half of a surrogate pair; what is cut shows as `…`. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = Math.max(0, limit - 1);
  const last = text.charCodeAt(end - 1);
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end)}…`;
}

function spell(character: string): string {
  return SHORT[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
