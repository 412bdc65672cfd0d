import type { Location } from '../../text/position.ts';
import { note } from '../notes.ts';
import type { NoticeContext } from './context.ts';

const commentedFlag = /^(\s*)(#[#\s]*["']?systemd_?cgroup["']?\s*=\s*([^\s#]+)[^\r]*?)\s*$/i;

/** A commented setting is short. */
const longestLine = 1000;

/**
 * Comments that would have set the driver of a handler whose driver a default decides: those of the nearest table, or of
 * the whole file if the handler has no table.
 */
export function noticeComments({ handlers, documents, notes }: NoticeContext): void {
  const seen = new Set<string>();
  const texts = new Map<string, readonly string[]>();
  const stretches = new Set<string>();
  for (const { name, origin, driver } of handlers) {
    if (origin.by !== 'default' || driver !== 'cgroupfs' || origin.nearest === null) continue;
    const { nearest } = origin;
    let lines = texts.get(nearest.path);
    if (lines === undefined) {
      const document = documents.find(({ file }) => file.resolvedPath === nearest.path);
      lines = document?.text.split('\n') ?? [];
      texts.set(nearest.path, lines);
    }
    const [first, last] = stretch(lines, nearest);
    const key = `${nearest.path}:${first}:${last}`;
    if (stretches.has(key)) continue;
    stretches.add(key);
    for (let index = first; index < last; index += 1) {
      const line = lines[index] ?? '';
      const match = line.length > longestLine ? null : commentedFlag.exec(line);
      if (match === null || seen.has(`${nearest.path}:${index}`)) continue;
      seen.add(`${nearest.path}:${index}`);
      const [, indent = '', comment = '', value = ''] = match;
      const startColumn = indent.length + 1;
      const endColumn = startColumn + comment.length;
      const location = { path: nearest.path, startLine: index + 1, startColumn, endLine: index + 1, endColumn };
      notes.observations.push(note('commented-out-flag', location, { handler: name, value: value.slice(0, 40) }));
    }
  }
}

/** From the header to the next one; the whole file where no header is near. */
function stretch(lines: readonly string[], { startLine }: Location): readonly [first: number, last: number] {
  const isHeader = (line: string | undefined) => /^\s*\[/.test(line ?? '');
  if (!isHeader(lines[startLine - 1])) return [0, lines.length];
  let last = startLine;
  while (last < lines.length && !isHeader(lines[last])) last += 1;
  return [startLine, last];
}
