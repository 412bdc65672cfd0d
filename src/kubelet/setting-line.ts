import { decodeUtf8 } from '../text/decode.ts';
import type { Setting } from './config-file.ts';

/** In UTF-16 code units. */
const longestLine = 1000;

/** `cgroupDriver: value` in a text that is no YAML, such as a template. */
export function findDriverLine(path: string, bytes: Uint8Array): Setting | null {
  return findLine(path, bytes, /^(\s*"?cgroupDriver"?\s*:\s*)(["']?)([^"'#,\r]+?)\2\s*,?\s*(#.*)?$/);
}

/** `cgroup-driver: value` below kubeletExtraArgs, in such a text. */
export function findArgumentLine(path: string, bytes: Uint8Array): Setting | null {
  return findLine(path, bytes, /^(\s*cgroup[-_]driver\s*:\s*)(["']?)([^"'#,\s]+)\2/);
}

/** The first line that fits. `pattern` has three groups: what stands before the value, its quote, and the value. */
function findLine(path: string, bytes: Uint8Array, pattern: RegExp): Setting | null {
  for (const [index, line] of decodeUtf8(bytes).text.split('\n').entries()) {
    if (line.length > longestLine) continue;
    const [, before, quote, value] = pattern.exec(line) ?? [];
    if (before === undefined || quote === undefined || value === undefined) continue;
    const startColumn = before.length + quote.length + 1;
    const endColumn = startColumn + value.length;
    return { value, location: { path, startLine: index + 1, startColumn, endLine: index + 1, endColumn } };
  }
  return null;
}
