/**
 * A hidden comment `<!-- name json -->`. Whatever `value` holds, it neither ends the comment nor starts another: every
 * `<`, `>` and `-` in it is written as a JSON escape, which `JSON.parse` undoes; so are `@` and `#`, and nobody is mentioned.
 */
export function htmlComment(name: string, value: unknown): string {
  const json = JSON.stringify(value).replace(/[<>\-`@#]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => unicodeEscape(character.charCodeAt(i))).join(''),
  );
  return `<!-- ${name} ${json} -->`;
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
