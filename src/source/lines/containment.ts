import { isTelling } from './runs.ts';
import { expressionsOf, onlySteers } from './template.ts';
import { unwrap } from './unwrap.ts';

/**
 * The share of a source's lines (from 1, both included) that the image's file has too, from 0 to 1. Comments, lines with
 * expressions and lines that only steer do not count; null where too few lines are left to tell anything.
 */
export function shareInImage(
  lines: readonly string[],
  from: number,
  to: number,
  image: ReadonlySet<string>,
): number | null {
  const patch = lines.slice(Math.max(0, from - 1), to).some((line) => line.trimStart().startsWith('@@ '));
  let counted = 0;
  let found = 0;
  for (let number = Math.max(1, from); number <= Math.min(to, lines.length); number++) {
    const line = (lines[number - 1] as string).trim();
    if (line === '' || /^(?:#|;|\/\/)/.test(line) || onlySteers(line) || expressionsOf(line).length > 0) continue;
    if (patch && /^(?:-|@@|\+\+)/.test(line)) continue;
    if (!isTelling(line) && !line.startsWith('[')) continue;
    counted += 1;
    if (unwrap(line).some((text) => image.has(text))) found += 1;
  }
  return counted < 2 ? null : found / counted;
}
