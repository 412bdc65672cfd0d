import { breakCommands } from './terminal.ts';
import { visible } from './visible.ts';

/**
 * A plain-text SARIF message (SARIF 2.1.0, 3.11): lines stay, other invisible characters are spelled out, and neither an
 * embedded link `[text](target)` nor a placeholder `{0}` comes of it.
 */
export function sarifText(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => breakCommands(visible(line)))
    .join('\n')
    .replace(/\](?=\()/g, '] ')
    .replace(/\{(?=\d+\})/g, '{ ');
}
