import { breakCommands } from './terminal.ts';
import { visible } from './visible.ts';

/**
 * What is safe as the text of an annotation, before it is encoded: line feeds stay, everything else invisible is spelled
 * out, and no line of it reads as a command.
 */
export function annotationText(text: string): string {
  return breakCommands(
    text
      .split(/\r\n|\r|\n/)
      .map(visible)
      .join('\n'),
  );
}

/** The same for what must be one line, such as a title or a path. */
export function singleLine(text: string): string {
  return breakCommands(visible(text));
}
