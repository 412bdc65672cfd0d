/** `[a."b.c".{{ .D }}]`: the header's keys, an expression kept as written; null where the line is no table header. */
export function readHeader(text: string): readonly string[] | null {
  const match = /^\s*\[(?!\[)(.*)\]\s*(?:#.*)?$/.exec(text);
  return match === null ? null : splitKey(match[1]!);
}

/** A `key = value` line; null where it is none. A comment behind the value is left out. */
export function readAssignment(text: string): { readonly keys: readonly string[]; readonly value: string } | null {
  const match = /^((?:[\w-]|"[^"]*"|'[^']*'|\{\{[^}]*\}\}|[.\s])+)=(.*)$/.exec(text.trim());
  if (match === null) return null;
  return { keys: splitKey(match[1]!), value: match[2]!.replace(/\s#[^"']*$/, '').trim() };
}

/** The text of a quoted value, or the value itself. */
export function unquote(value: string): string {
  return /^"([^"]*)"$/.exec(value)?.[1] ?? /^'([^']*)'$/.exec(value)?.[1] ?? value;
}

function splitKey(text: string): readonly string[] {
  const parts = text.match(/(?:"[^"]*"|'[^']*'|\{\{.*?\}\}|\$\{[^}]*\}|[^.\s"'])+/g) ?? [];
  return parts.map(unquote);
}
