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

/** The message after `::error …::`, encoded as the runner decodes it (actions/toolkit, packages/core/src/command.ts). */
export function commandMessage(text: string): string {
  return annotationText(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** The value of a property such as `file=`; one line. */
export function commandProperty(text: string): string {
  return singleLine(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
