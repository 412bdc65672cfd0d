import { fits, isTelling } from './runs.ts';
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

/** How many lines of a file are compared with a source's, and how many of the source's have expressions in them. */
const MOST_LINES = 500;

/**
 * The share of the image's lines that some line of a source (from 1, both included) makes, from 0 to 1: nearly all, where it
 * is a template, however much of that its conditions left out. Null where too few lines are left to tell anything.
 */
export function shareMade(lines: readonly string[], from: number, to: number, image: readonly string[]): number | null {
  const own = lines.slice(Math.max(0, from - 1), to);
  const written = new Set(own.flatMap((line) => unwrap(line)));
  const templated = own.filter((line) => expressionsOf(line).length > 0 && !onlySteers(line)).slice(0, MOST_LINES);
  const sought = image.map((line) => line.trim()).filter((line) => isTelling(line) || /^\[/.test(line));
  if (sought.length < 2 || sought.length > MOST_LINES) return null;
  const made = sought.filter((line) => written.has(line) || templated.some((one) => fits(one, line) !== null));
  return made.length / sought.length;
}
