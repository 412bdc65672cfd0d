import { LineIndex } from '../../text/lines.ts';
import { type Location, locate, type Span } from '../../text/position.ts';
import type { Placing } from './value-tree.ts';

/**
 * Places of a text that stands as a string in a YAML file. In a literal block (`|`) each of its lines is a line of the
 * file, indented; of a string written in another way only the whole has a place.
 */
export function placingInBlock(path: string, fileText: string, string: Span, content: string): Placing {
  const file = new LineIndex(fileText);
  const whole = locate(path, string);
  const header = file.line(string.start.line) ?? '';
  const isLiteral = /^\|[-+0-9]*(?:\s|$)/.test(header.slice(string.start.column - 1));
  if (!isLiteral) return () => whole;
  const lines = content.split('\n');
  const firstText = lines.findIndex((line) => line.trim() !== '');
  const inFile = file.line(string.start.line + 1 + Math.max(firstText, 0)) ?? '';
  const indent = inFile.length - (lines[Math.max(firstText, 0)] ?? '').length;
  if (indent < 0 || inFile.slice(indent) !== lines[Math.max(firstText, 0)]) return () => whole;
  return (span): Location => ({
    path,
    startLine: string.start.line + span.start.line,
    startColumn: span.start.column + indent,
    endLine: string.start.line + span.end.line,
    endColumn: span.end.column + indent,
  });
}
