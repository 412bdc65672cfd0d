import type { Position, Span } from './position.ts';

/** Where the lines of a text begin and end. LF and CRLF always end a line. */
export class LineIndex {
  readonly #text: string;
  /** The offset of each line's first character. */
  readonly #starts: number[] = [0];

  /** @param loneCarriageReturns whether a CR that no LF follows ends a line too */
  constructor(text: string, loneCarriageReturns = false) {
    this.#text = text;
    const lineEnd = loneCarriageReturns ? /\r\n?|\n/g : /\n/g;
    for (const match of text.matchAll(lineEnd)) this.#starts.push(match.index + match[0].length);
  }

  /** How many lines there are; a text that ends with a line end has an empty last line. */
  get count(): number {
    return this.#starts.length;
  }

  /** The place of a character; an offset outside the text is moved to its nearer end. */
  position(offset: number): Position {
    const inside = Math.min(Math.max(offset, 0), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - (this.#starts[low] ?? 0) + 1, offset: inside };
  }

  span(start: number, end: number): Span {
    return { start: this.position(start), end: this.position(end) };
  }

  /** A line (counted from 1) without its line end; null when there is no such line. */
  line(number: number): string | null {
    const span = this.lineSpan(number);
    return span && this.#text.slice(span.start.offset, span.end.offset);
  }

  /** The stretch of a line (counted from 1) without its line end; null when there is no such line. */
  lineSpan(number: number): Span | null {
    const start = this.#starts[number - 1];
    if (start === undefined) return null;
    const next = this.#starts[number];
    let end = next ?? this.#text.length;
    if (next !== undefined) {
      if (this.#text[end - 1] === '\n') end -= 1;
      if (end > start && this.#text[end - 1] === '\r') end -= 1;
    }
    return this.span(start, end);
  }
}
