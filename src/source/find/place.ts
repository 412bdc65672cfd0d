import type { Location } from '../../text/position.ts';
import type { SourceFile } from '../repository.ts';

/** A line of a file of the repository without the blanks around it; a line outside the file is moved into it. */
export function wholeLine(file: SourceFile, line: number): Location {
  const number = Math.min(Math.max(line, 1), Math.max(1, file.lines.length));
  const text = file.lines[number - 1] ?? '';
  const start = text.length - text.trimStart().length;
  const end = Math.max(start, text.trimEnd().length);
  return { path: file.path, startLine: number, startColumn: start + 1, endLine: number, endColumn: end + 1 };
}

/** The part of a line (columns from 0, the end exclusive). */
export function partOfLine(file: SourceFile, line: number, start: number, end: number): Location {
  const whole = wholeLine(file, line);
  return { ...whole, startColumn: start + 1, endColumn: end + 1 };
}
