/** Whether a value looks like something that is to be filled in before the file is used. */
export function isPlaceholder(written: string): boolean {
  return /\{\{|\{%|<%|\$\{|\$[A-Z(]|^__.*__$|^@@?.*@@?$|^<[^>]*>$|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(written.trim());
}

/** Whether a word of a command line is a piece of a template, which may have blanks inside its braces. */
export function isTemplatePiece(word: string): boolean {
  return /\{\{|\}\}|\{%/.test(word);
}
