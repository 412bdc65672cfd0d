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
 * What may be defined again in BurntSushi/toml v0.4.1 to v1.6.0 (addContext and setValue in parse.go). Beside what the
 * specification allows: dotted keys go into any table; a value of a key whose table dotted keys implied is dropped, once; up to
 * v1.5 a key that has or gets an array may be given again, and the later one counts.
 */
export class BurntSushi1Tables implements Tables {
  readonly document: OpenTable;
  readonly #arraysAgain: boolean;
  readonly #implied = new Set<string>();
  readonly #arrays = new Set<string>();
  #context: readonly string[] = [];
  #current: OpenTable | null;

  constructor(span: Span, arraysAgain: boolean) {
    this.document = newTable('document', span);
    this.#current = this.document;
    this.#arraysAgain = arraysAgain;
  }

  openTable(key: Key, header: Span): string | null {
    const parent = this.#parent(key.parts);
    if (typeof parent === 'string') return parent;
    const path = key.parts.map((part) => part.key);
    const part = lastOf(key.parts);
    const wrong = this.#put(parent, path, part, newTable('header', header));
    if (wrong !== null) return wrong;
    this.#arrays.delete(nameOf(path));
    this.#context = path;
    this.#current = tableIn(entryOf(parent, part.key)?.value);
    if (this.#current) addHeader(this.#current, header);
    return null;
  }

  openArrayTable(key: Key, header: Span): string | null {
    const parent = this.#parent(key.parts);
    if (typeof parent === 'string') return parent;
    const part = lastOf(key.parts);
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
    this.#arrays.delete(nameOf(this.#context));
    return null;
  }

  assign(key: Key, value: TomlValue): string | null {
    let table = this.#current;
    let path = this.#context;
    for (const part of key.parts.slice(0, -1)) {
      if (!table) return `${JSON.stringify(path.at(-1))} is no table`;
      path = [...path, part.key];
      this.#implied.add(nameOf(path));
      const wrong = this.#put(table, path, part, newTable('dotted', part.span));
      if (wrong !== null) return wrong;
      table = tableIn(entryOf(table, part.key)?.value);
    }
    if (!table) return `${JSON.stringify(path.at(-1))} is no table`;
    const part = lastOf(key.parts);
    const own = [...path, part.key];
    const existing = entryOf(table, part.key)?.value;
    if (value.type === 'array') {
      this.#arrays.add(nameOf(own));
      if (value.items.some(({ type }) => type === 'table')) {
        if (existing && !(existing.type === 'array' && existing.arrayOfTables)) return twice(part);
        this.#implied.delete(nameOf(own));
        putEntry(table, part, value);
        return null;
      }
    } else if (existing && value.type === 'table' && !(this.#arraysAgain && this.#arrays.has(nameOf(own)))) {
      return twice(part);
    }
    const wrong = this.#put(table, own, part, value);
    if (value.type !== 'array') this.#arrays.delete(nameOf(own));
    return wrong;
  }

  assignInline(from: TomlTable, key: Key, value: TomlValue): string | null {
    let table: OpenTable = from;
    for (const part of key.parts.slice(0, -1)) {
      const existing = entryOf(table, part.key)?.value;
      if (existing && existing.type !== 'table') return twice(part);
      table = existing ?? putTable(table, part, 'dotted');
    }
    const part = lastOf(key.parts);
    const existing = entryOf(table, part.key)?.value;
    const again = this.#arraysAgain && (value.type === 'array' || existing?.type === 'array');
    if (existing && !again) return twice(part);
    putEntry(table, part, value);
    return null;
  }

  #put(table: OpenTable, path: readonly string[], part: KeyPart, value: TomlValue): string | null {
    const name = nameOf(path);
    if (entryOf(table, part.key)) {
      const isImplied = this.#implied.has(name);
      if (this.#arrays.has(name) ? !this.#arraysAgain && !isImplied : !isImplied) return twice(part);
      this.#implied.delete(name);
      if (!this.#arrays.has(name)) return null;
    }
    putEntry(table, part, value);
    return null;
  }

  /** The table that holds a header's last part. */
  #parent(parts: readonly KeyPart[]): OpenTable | string {
    let table = this.document;
    const path: string[] = [];
    for (const part of parts.slice(0, -1)) {
      path.push(part.key);
      const existing = entryOf(table, part.key)?.value;
      if (!existing) this.#implied.add(nameOf(path));
      const next = existing ? tableIn(existing) : putTable(table, part, 'implicit');
      if (!next) return `${JSON.stringify(part.key)} is already defined, and not as a table`;
      table = next;
    }
    return table;
  }
}

function nameOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

function lastOf(parts: readonly KeyPart[]): KeyPart {
  return parts.at(-1) as KeyPart;
}

function twice(part: KeyPart): string {
  return `the key ${JSON.stringify(part.key)} is defined twice`;
}

/** The table itself, or the last one of an array of tables. */
function tableIn(value: TomlValue | undefined): OpenTable | null {
  if (value?.type === 'table') return value;
  const last = value?.type === 'array' && value.arrayOfTables ? value.items.at(-1) : undefined;
  return last?.type === 'table' ? last : null;
}
