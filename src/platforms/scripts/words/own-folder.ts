import { readCommands, type ShellText } from '../../../text/shell/commands.ts';

/** Stands for the folder of the script itself, however the script asks for it. */
export const OWN_FOLDER = '$(dirname $0)';

/** The commands of a shell text; backquotes are `$(…)`, and whatever says the folder that the text lies in is `OWN_FOLDER`. */
export function readShellCommands(text: string, firstLine = 1): ShellText {
  return readCommands(text, { embedded: false, expand: plainly }, firstLine);
}

function plainly(written: string): string {
  return ownFolder(written.startsWith('`') ? `$(${written.slice(1, -1)})` : written);
}

/** `$(dirname "$0")`, `$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)`, `${0%/*}` and their like, said in one way. */
function ownFolder(written: string): string {
  if (!/\$\{?(?:0|BASH_SOURCE)\b|^\$\{0%/.test(written) || written.includes('..')) return written;
  return /\bdirname\b/.test(written) || /%\/\*\}$/.test(written) ? OWN_FOLDER : written;
}
