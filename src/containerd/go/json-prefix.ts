import { isJson } from '../../text/json.ts';

/**
 * Whether a text begins with a JSON object (or `null`); what follows it does not matter, as for Go's
 * `json.Decoder.Decode`.
 */
export function isJsonObject(text: string): boolean {
  const start = text.search(/[^ \t\r\n]/);
  if (start < 0) return false;
  if (text.startsWith('null', start)) return true;
  if (text[start] !== '{') return false;
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const symbol = text[at];
    if (quoted) {
      if (symbol === '\\') at += 1;
      else if (symbol === '"') quoted = false;
    } else if (symbol === '"') quoted = true;
    else if (symbol === '{' || symbol === '[') depth += 1;
    else if (symbol === '}' || symbol === ']') {
      depth -= 1;
      if (depth === 0) return isJson(text.slice(start, at + 1));
    }
  }
  return false;
}
