/**
 * JSON with two blanks of indentation and a final line feed, in which no character reorders or hides text and no runner
 * finds a command. Nothing is lost: such characters are written as JSON escapes.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\u{7f}-\u{9f}]/gu, escapeUnits)
    .replace(/##(?=[a-z]*\[)/gi, '#\\u0023');
  return `${text}\n`;
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
