/** A place in a text. Lines and columns count from 1, columns in UTF-16 code units, offset from 0 in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of text; `end` is exclusive. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/**
 * A stretch of a named file, as the JSON report writes it: lines and columns from 1, columns in UTF-16 code units,
 * `endColumn` exclusive.
 */
export interface Location {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The location of `span` in the file `path`. */
export function locate(path: string, span: Span): Location {
  return {
    path,
    startLine: span.start.line,
    startColumn: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
  };
}

/** The beginning of a file, where there is no better place in it: line 1, columns 1 to 1. */
export function startOfFile(path: string): Location {
  return { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
}
