import { breakCommands } from './terminal.ts';
import { visible } from './visible.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A double-quoted XML attribute. Characters that XML 1.0 forbids are spelled out. */
export function xmlAttribute(text: string): string {
  return escapeXml(breakCommands(visible(text)));
}

/** XML character data; line feeds stay. */
export function xmlText(text: string): string {
  return escapeXml(
    breakCommands(
      text
        .split(/\r\n|\r|\n/)
        .map(visible)
        .join('\n'),
    ),
  );
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(/[\u{fffe}\u{ffff}]/gu, '\u{fffd}');
}
