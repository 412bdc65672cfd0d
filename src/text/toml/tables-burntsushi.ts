import type { Span } from '../position.ts';
import type { TomlTable, TomlValue } from './document.ts';
import {
  addHeader,
  entryOf,
  type Key,
  type KeyPart,
  newArray,
  newTable,
  type OpenTable,
  putEntry,
  putTable,
} from './nodes.ts';
import type { Tables } from './tables.ts';

/**
 * What may be defined again in BurntSushi/toml v0.3.1 (establishContext and setValue in parse.go): headers go into inline
 * tables; names that a header only implied are remembered as text with dots, and one definition of each is let pass.
 */
export class BurntSushiTables implements Tables {
  readonly document: OpenTable;
  readonly #implied = new Set<string>();
  /** The table that the last header opened, by name and, unless the name is no table's, itself. */
  #context: readonly string[] = [];
  #current: OpenTable | null;

  constructor(span: Span) {
    this.document = newTable('document', span);
    this.#current = this.document;
  }

  openTable(key: Key, header: Span): string | null {
    const parent = this.#parent(key);
    if (typeof parent === 'string') return parent;
    const part = key.parts.at(-1) as KeyPart;
    const existing = entryOf(parent, part.key)?.value;
    const path = key.parts.map((each) => each.key);
    if (existing && !this.#implied.delete(path.join('.'))) return `${JSON.stringify(part.key)} is defined twice`;
    this.#current = existing ? tableIn(existing) : putTable(parent, part, 'header', header);
    if (this.#current) addHeader(this.#current, header);
    this.#context = path;
    return null;
  }

  openArrayTable(key: Key, header: Span): string | null {
    const parent = this.#parent(key);
    if (typeof parent === 'string') return parent;
    const part = key.parts.at(-1) as KeyPart;
    const existing = entryOf(parent, part.key)?.value;
    if (existing && !(existing.type === 'array' && existing.arrayOfTables)) {
      return `${JSON.stringify(part.key)} is already defined, and not as an array of tables`;
    }
    const array = existing ?? newArray(true, [], header);
    if (!existing) putEntry(parent, part, array);
    const table = newTable('header', header);
    addHeader(table, header);
    array.items.push(table);
    this.#current = table;
    this.#context = key.parts.map((each) => each.key);
    return null;
  }

  assign(key: Key, value: TomlValue): string | null {
    const table = this.#current;
    const part = key.parts[0] as KeyPart;
    if (!table) return `${JSON.stringify(this.#context.at(-1))} is no table`;
    if (!entryOf(table, part.key)) {
      putEntry(table, part, value);
      return null;
    }
    // The reader takes this for the definition of an implied table, and drops the value.
    if (this.#implied.delete([...this.#context, part.key].join('.'))) return null;
    return `the key ${JSON.stringify(part.key)} is defined twice`;
  }

  /** The last of several values of a key wins. */
  assignInline(table: TomlTable, key: Key, value: TomlValue): null {
    putEntry(table, key.parts[0] as KeyPart, value);
    return null;
  }

  #parent(key: Key): OpenTable | string {
    let table = this.document;
    const path: string[] = [];
    for (const part of key.parts.slice(0, -1)) {
      path.push(part.key);
      const existing = entryOf(table, part.key)?.value;
      if (!existing) this.#implied.add(path.join('.'));
      const next = existing ? tableIn(existing) : putTable(table, part, 'implicit');
      if (!next) return `${JSON.stringify(part.key)} is already defined, and not as a table`;
      table = next;
    }
    return table;
  }
}

/** The table itself, or the last one of an array of tables. */
function tableIn(value: TomlValue | undefined): OpenTable | null {
  if (value?.type === 'table') return value;
  const last = value?.type === 'array' && value.arrayOfTables ? value.items.at(-1) : undefined;
  return last?.type === 'table' ? last : null;
}
