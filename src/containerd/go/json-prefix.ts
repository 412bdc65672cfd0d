import { isJson } from '../../text/json.ts';

/**
 * The JSON object (or `null`) that a text begins with, or null where it begins with neither; what follows it does not
 * matter, as for Go's `json.Decoder.Decode`.
 */
export function leadingJsonObject(text: string): string | null {
  const start = text.search(/[^ \t\r\n]/);
  if (start < 0) return null;
  if (text.startsWith('null', start)) return 'null';
  if (text[start] !== '{') return null;
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
      if (depth > 0) continue;
      const object = text.slice(start, at + 1);
      return isJson(object) ? object : null;
    }
  }
  return null;
}
