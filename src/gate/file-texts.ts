import type { FileTree, Provenance } from '../image/file-tree.ts';
import { decodeUtf8 } from '../text/decode.ts';

/** The text of a file that a finding points at, by lines, and where the file comes from. */
export interface FileText {
  readonly lines: readonly string[];
  readonly provenance: Provenance | null;
}

/** Reads each file of the findings once. Files that do not come from the image are handed in by path. */
export class FileTexts {
  readonly #tree: FileTree;
  readonly #given: ReadonlyMap<string, Uint8Array>;
  readonly #read = new Map<string, Promise<FileText | null>>();

  constructor(tree: FileTree, given: ReadonlyMap<string, Uint8Array>) {
    this.#tree = tree;
    this.#given = given;
  }

  /** Null where there is no such file, or it cannot be read. */
  get(path: string): Promise<FileText | null> {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const reading = this.#load(path);
    this.#read.set(path, reading);
    return reading;
  }

  async #load(path: string): Promise<FileText | null> {
    const given = this.#given.get(path);
    if (given !== undefined) return { lines: splitLines(given), provenance: null };
    const result = await this.#tree.read(path);
    return result.ok ? { lines: splitLines(result.bytes), provenance: result.entry.provenance } : null;
  }
}

function splitLines(bytes: Uint8Array): readonly string[] {
  return decodeUtf8(bytes).text.split(/\r\n|\n/);
}
