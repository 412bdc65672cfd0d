import type { Location } from '../../text/position.ts';

/** A file that kind or kubeadm writes, and where each stretch of it comes from. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
  /** In order of line and column; columns from 1, the end exclusive. */
  readonly stretches: readonly Stretch[];
}

export interface Stretch {
  readonly line: number;
  readonly startColumn: number;
  readonly endColumn: number;
  readonly origin: Location | null;
}

/** Collects a file line by line. */
export class FileWriter {
  readonly #lines: string[] = [];
  readonly #stretches: Stretch[] = [];

  /** One line out of pieces; a piece with a place is remembered. */
  line(pieces: readonly { readonly text: string; readonly origin?: Location | null }[]): void {
    let column = 1;
    const line = this.#lines.length + 1;
    for (const { text, origin } of pieces) {
      if (origin !== undefined) {
        this.#stretches.push({ line, startColumn: column, endColumn: column + text.length, origin });
      }
      column += text.length;
    }
    this.#lines.push(pieces.map((piece) => piece.text).join(''));
  }

  /** Nothing at the top of a file. */
  blankLine(): void {
    if (this.#lines.length > 0) this.line([]);
  }

  file(path: string): WrittenFile {
    const text = this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
    return { path, text, stretches: this.#stretches };
  }
}

/** Where a place in the written file comes from; null where nobody wrote it but kind or kubeadm. */
export function originOf(file: WrittenFile, location: Location): Location | null {
  const sameLine = file.stretches.filter((stretch) => stretch.line === location.startLine);
  const hit = sameLine.find(
    (stretch) => location.startColumn >= stretch.startColumn && location.startColumn < stretch.endColumn,
  );
  return (hit ?? sameLine.at(-1))?.origin ?? null;
}
