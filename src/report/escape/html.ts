import { breakCommands } from './terminal.ts';
import { visible } from './visible.ts';

/** Text or a quoted attribute in HTML that stands in Markdown, such as a `<summary>`; no mention, link or markup comes of it. */
export function htmlText(text: string): string {
  return breakCommands(visible(text.replace(/\s+/gu, ' ').trim()))
    .replace(/[&<>"'`*_[\]|~$\\]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@|(?<!&)#(?=\w)|:(?=\/|[\w+-]+:)|\bwww(?=\.)|\bGH-(?=\d)/gi, (start) => `${start}&#8203;`);
}

/**
 * A hidden comment `<!-- name json -->`. Whatever `value` holds, it neither ends the comment nor starts another: every
 * `<`, `>` and `-` in it is written as a JSON escape, which `JSON.parse` undoes.
 */
export function htmlComment(name: string, value: unknown): string {
  const json = JSON.stringify(value).replace(/[<>\-`]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => unicodeEscape(character.charCodeAt(i))).join(''),
  );
  return `<!-- ${name} ${json} -->`;
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
