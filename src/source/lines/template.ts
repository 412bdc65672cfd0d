/** Conditions that begin and end on one line, and expressions, of Jinja, Go, Handlebars, ERB, shell, HCL, `@NAME@` and printf. */
const EXPRESSION =
  /\{\{[-~]?\s*#?(?:if|unless|with|range|each)\b.*\{\{[-~]?\s*(?:end|\/\w+)\s*[-~]?\}\}|\{%[-+]?\s*(?:if|for)\b.*\{%[-+]?\s*end\w+\s*[-+]?%\}|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|%\{[^}]*\}|@[A-Za-z_]\w*@|%[sdvtq](?!\w)|\{[A-Za-z_][\w.()[\]'"]*\}/g;
const STEERING =
  /^\s*(?:\{%.*%\}|\{\{[-~]?\s*(?:if|else|end|range|with|define|block|template|#|\/|\/\*).*\}\}|\{#.*#\}|<%-?\s*[^=].*%>|%\{.*\})\s*$/;
const LONGEST = 2000;

/** Whether a line of a template only steers, and is no line of what comes out. */
export function onlySteers(line: string): boolean {
  return line.length <= LONGEST && STEERING.test(line);
}

/** The expressions on a line, each with its place (from 0). */
export function expressionsOf(line: string): readonly { readonly text: string; readonly start: number }[] {
  if (line.length > LONGEST) return [];
  return [...line.matchAll(EXPRESSION)].map((match) => ({ text: match[0], start: match.index }));
}

/** Whether the written-out parts of a template's line are, in order, those of `made`, and say enough to tell it. */
export function couldMake(templateLine: string, made: string): boolean {
  const line = templateLine.trim();
  const wanted = made.trim();
  const parts = literalParts(line);
  if (parts.length < 2) return false;
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.join('').replace(/\W/g, '').length < 5) return false;
  if (!wanted.startsWith(first) || !wanted.endsWith(last) || wanted.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = wanted.indexOf(part, at);
    if (found < 0 || found + part.length > wanted.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

function literalParts(line: string): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  for (const { text, start } of expressionsOf(line)) {
    parts.push(line.slice(at, start));
    at = start + text.length;
  }
  if (parts.length > 0) parts.push(line.slice(at));
  return parts;
}
