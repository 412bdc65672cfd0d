import type { TarEntry, TarEntryType } from './entry.ts';

const types: readonly TarEntryType[] = ['file', 'directory', 'symlink', 'hardlink', 'other', 'whiteout'];
const sparseBit = 0x80;

/** The entries of a tar in columns: a hundred thousand of them pass to another thread at once, and cost little there. */
export interface EntryList {
  readonly count: number;
  /** All names, and all links, with a NUL character between them (which no name can hold). */
  readonly names: string;
  readonly links: string;
  readonly types: Uint8Array;
  readonly modes: Uint16Array;
  readonly offsets: Float64Array;
  readonly sizes: Float64Array;
}

/** Collects entries in the order of the archive. */
export class EntryListBuilder {
  readonly #names: string[] = [];
  readonly #links: string[] = [];
  readonly #types: number[] = [];
  readonly #modes: number[] = [];
  readonly #offsets: number[] = [];
  readonly #sizes: number[] = [];

  get count(): number {
    return this.#names.length;
  }

  add(entry: TarEntry): void {
    this.#names.push(entry.name);
    this.#links.push(entry.link);
    this.#types.push(types.indexOf(entry.type) | (entry.sparse ? sparseBit : 0));
    this.#modes.push(entry.mode);
    this.#offsets.push(entry.offset);
    this.#sizes.push(entry.size);
  }

  build(): EntryList {
    return {
      count: this.count,
      names: this.#names.join('\0'),
      links: this.#links.join('\0'),
      types: Uint8Array.from(this.#types),
      modes: Uint16Array.from(this.#modes),
      offsets: Float64Array.from(this.#offsets),
      sizes: Float64Array.from(this.#sizes),
    };
  }
}

export function* entriesOf(list: EntryList): Generator<TarEntry> {
  if (list.count === 0) return;
  const names = list.names.split('\0');
  const links = list.links.split('\0');
  for (let index = 0; index < list.count; index++) {
    const type = list.types[index]!;
    yield {
      name: names[index]!,
      type: types[type & ~sparseBit]!,
      mode: list.modes[index]!,
      link: links[index]!,
      offset: list.offsets[index]!,
      size: list.sizes[index]!,
      sparse: (type & sparseBit) !== 0,
    };
  }
}
