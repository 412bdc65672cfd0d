import type { LineIndex } from '../lines.ts';
import type { DialectRules } from './dialects.ts';
import type { TomlError } from './document.ts';
import type { KeyPart } from './nodes.ts';

/** What `peek` answers at the end of the text. */
export const END = -1;

/** How deep values and keys may nest. The libraries have no limit (go-toml v2.4: 10000); no real file comes near. */
const MAX_DEPTH = 200;

/** Whether the caller keeps nothing of what stands under these keys. */
export type HasNoField = (keys: readonly string[]) => boolean;

/** How the reading functions give up. Never leaves `parseToml`, which turns it into a result. */
export class TomlFault extends Error {
  readonly error: TomlError;

  constructor(error: TomlError) {
    super(error.message);
    this.error = error;
  }
}

/** A place in a TOML text that moves forward, and what every reading function needs to know. */
export class Cursor {
  readonly text: string;
  readonly rules: DialectRules;
  readonly lines: LineIndex;
  /** Where a NUL ends the text for the dialect, or the text's length. */
  readonly end: number;
  offset = 0;
  /** The bracket of the innermost array or inline table that is being read. */
  innermost: '' | '[' | '{' = '';
  /** Set when the value just read lets another statement follow on its line. */
  emptyArrayOnLaterLine = false;
  /** Whether the caller has no field for what is being read, and the dialect looks at that less closely. */
  undecoded = false;
  #path: readonly string[] = [];
  #depth = 0;
  readonly #hasNoField: HasNoField;

  constructor(text: string, rules: DialectRules, lines: LineIndex, hasNoField: HasNoField) {
    this.text = text;
    this.rules = rules;
    this.lines = lines;
    this.#hasNoField = rules.undecodedValues === 'as others' ? () => false : hasNoField;
    const nul = rules.nul === 'end of text' ? text.indexOf('\0') : END;
    this.end = nul === END ? text.length : nul;
  }

  /** The code of the next character, or of one further on. */
  peek(ahead = 0): number {
    const at = this.offset + ahead;
    return at < this.end ? this.text.charCodeAt(at) : END;
  }

  next(): string {
    return this.offset < this.end ? (this.text[this.offset] ?? '') : '';
  }

  follows(part: string): boolean {
    return this.text.startsWith(part, this.offset) && this.offset + part.length <= this.end;
  }

  /** Moves over what a sticky pattern matches here and gives it; null when it does not match. */
  take(sticky: RegExp): string | null {
    sticky.lastIndex = this.offset;
    const found = sticky.exec(this.text)?.[0] ?? null;
    if (found === null || this.offset + found.length > this.end) return null;
    this.offset += found.length;
    return found;
  }

  /** Moves over `part` if it stands here. */
  skip(part: string): boolean {
    if (!this.follows(part)) return false;
    this.offset += part.length;
    return true;
  }

  expect(part: string, where: string): void {
    if (!this.skip(part)) this.fail(`expected \`${part}\` ${where}, ${this.found()}`);
  }

  skipSpaces(): void {
    this.take(/[ \t]*/y);
  }

  /** Moves over one line end. */
  skipLineEnd(): boolean {
    if (this.skip('\n') || this.skip('\r\n')) return true;
    if (!this.follows('\r')) return false;
    if (this.rules.loneCarriageReturn === 'refused') this.fail('a carriage return without a line feed');
    this.offset += 1;
    return true;
  }

  /** Moves over a comment, up to its line end. */
  skipComment(): boolean {
    if (!this.follows('#')) return false;
    if (this.rules.controlsInComments) {
      // BurntSushi/toml v0.3.1 ends a comment at a lone carriage return too, pelletier/go-toml v1 does not.
      this.take(this.rules.keys === 'burntsushi' ? /[^\r\n\0]*/y : /[^\n]*/y);
      if (this.text.startsWith('\r\n', this.offset - 1)) this.offset -= 1;
      return true;
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a comment may not hold
    this.take(/[^\x00-\x08\x0a-\x1f\x7f]*/y);
    const endsAtReturn = this.rules.loneCarriageReturn === 'line end' && this.follows('\r');
    if (this.offset < this.end && !this.follows('\n') && !this.follows('\r\n') && !endsAtReturn) {
      this.fail(`a comment may not hold control characters, ${this.found()}`);
    }
    return true;
  }

  /** Moves over spaces, line ends and comments. */
  skipBlank(): void {
    do this.skipSpaces();
    while (this.skipComment() || this.skipLineEnd());
  }

  /** Runs `read` as many levels deeper as a value lies. */
  deeper<T>(levels: number, read: () => T): T {
    this.#depth += levels;
    if (this.#depth > MAX_DEPTH) this.fail(`nested more than ${MAX_DEPTH} levels deep`);
    const value = read();
    this.#depth -= levels;
    return value;
  }

  /** Notes that the following statements belong to the table of a header. */
  enterTable(parts: readonly KeyPart[]): void {
    this.#path = parts.map(({ key }) => key);
    this.undecoded = this.#hasNoField(this.#path);
  }

  /** Runs `read` for the value of a key. */
  under<T>(parts: readonly KeyPart[], read: () => T): T {
    const [path, undecoded] = [this.#path, this.undecoded];
    this.#path = [...path, ...parts.map(({ key }) => key)];
    this.undecoded ||= this.#hasNoField(this.#path);
    const value = this.deeper(parts.length, read);
    this.#path = path;
    this.undecoded = undecoded;
    return value;
  }

  /** Runs `read` inside a bracket. */
  within(bracket: '[' | '{', read: () => void): void {
    const outer = this.innermost;
    this.innermost = bracket;
    this.deeper(1, read);
    this.innermost = outer;
  }

  /** What stands here, for a message. */
  found(): string {
    const code = this.text.codePointAt(this.offset);
    if (code === undefined) return 'but the text ends';
    if (code === 10 || code === 13) return 'but the line ends';
    if (code < 32 || code === 127)
      return `found the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return `found \`${String.fromCodePoint(code)}\``;
  }

  fail(message: string, offset = this.offset): never {
    throw new TomlFault({ message, position: this.lines.position(offset) });
  }
}
