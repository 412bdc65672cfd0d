/** Puts `content` between the marks `<!-- open -->` and `<!-- /close -->` of a Markdown text. Throws where one is missing. */
export function fillPart(text: string, open: string, close: string, content: string): string {
  const start = text.indexOf(`<!-- ${open} -->`);
  const end = text.indexOf(`<!-- /${close} -->`);
  if (start < 0 || end < 0) throw new Error(`there is no part ${close} to fill`);
  return `${text.slice(0, start)}<!-- ${open} -->\n\n${content}\n\n${text.slice(end)}`;
}
