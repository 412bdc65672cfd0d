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
 * What may be defined again by the TOML specification and pelletier/go-toml v2 (internal/tracker/seen.go). v2.2 also lets
 * a dotted key go into a table that is only the parent of an earlier header.
 */
export class SpecTables implements Tables {
  readonly document: OpenTable;
  readonly #dottedKeyIntoHeaderParent: boolean;
  /** The header whose statements each dotted key's table belongs to. */
  readonly #sections = new WeakMap<TomlTable, TomlTable>();
  /** What was put where keys may clash. */
  readonly #overlooked = new WeakSet<TomlValue>();
  #current: OpenTable;

  constructor(span: Span, dottedKeyIntoHeaderParent: boolean) {
    this.document = newTable('document', span);
    this.#current = this.document;
    this.#dottedKeyIntoHeaderParent = dottedKeyIntoHeaderParent;
  }

  openTable(key: Key, header: Span): string | null {
    const parent = this.#parent(key);
    if (typeof parent === 'string') return parent;
    const part = lastOf(key);
    const existing = this.#known(parent, part);
    if (!existing) {
      this.#current = putTable(parent, part, 'header', header);
    } else if (existing.type !== 'table' || existing.form === 'inline') {
      return `${quoted(part)} is already defined, and not as a table that a header may open`;
    } else if (existing.form !== 'implicit') {
      return `the table ${quoted(part)} is defined twice`;
    } else {
      this.#current = existing;
    }
    addHeader(this.#current, header);
    return null;
  }

  openArrayTable(key: Key, header: Span): string | null {
    const parent = this.#parent(key);
    if (typeof parent === 'string') return parent;
    const part = lastOf(key);
    const existing = this.#known(parent, part);
    if (existing && !(existing.type === 'array' && existing.arrayOfTables)) {
      return `${quoted(part)} is already defined, and not as an array of tables`;
    }
    const array = existing ?? newArray(true, [], header);
    if (!existing) putEntry(parent, part, array);
    this.#current = newTable('header', header);
    addHeader(this.#current, header);
    array.items.push(this.#current);
    return null;
  }

  assign(key: Key, value: TomlValue, mayClash: boolean): string | null {
    if (mayClash) return this.#putUnlessThere(this.#current, key, value);
    return this.#put(this.#current, this.#current, key, value);
  }

  assignInline(table: TomlTable, key: Key, value: TomlValue, mayClash: boolean): string | null {
    if (mayClash) return this.#putUnlessThere(table, key, value);
    return this.#put(table, table, key, value);
  }

  #put(from: OpenTable, section: TomlTable, key: Key, value: TomlValue): string | null {
    let table = from;
    for (const part of key.parts.slice(0, -1)) {
      const existing = this.#known(table, part);
      if (!existing) {
        table = putTable(table, part, 'dotted');
        this.#sections.set(table, section);
        continue;
      }
      const open =
        existing.type === 'table' &&
        ((existing.form === 'dotted' && this.#sections.get(existing) === section) ||
          (existing.form === 'implicit' && this.#dottedKeyIntoHeaderParent));
      if (!open) return `${quoted(part)} is already defined, and a dotted key may not add to it`;
      table = existing;
    }
    const part = lastOf(key);
    if (this.#known(table, part)) return `the key ${quoted(part)} is defined twice`;
    putEntry(table, part, value);
    return null;
  }

  #putUnlessThere(from: OpenTable, key: Key, value: TomlValue): null {
    let table = from;
    for (const part of key.parts.slice(0, -1)) {
      const existing = entryOf(table, part.key)?.value;
      if (existing && existing.type !== 'table') return null;
      table = existing ?? putTable(table, part, 'dotted');
      if (!existing) this.#overlooked.add(table);
    }
    const part = lastOf(key);
    if (entryOf(table, part.key)) return null;
    putEntry(table, part, value);
    this.#overlooked.add(value);
    return null;
  }

  /** The value of a key, unless it was put where keys may clash. */
  #known(table: TomlTable, part: KeyPart): TomlValue | undefined {
    const value = entryOf(table, part.key)?.value;
    return value && this.#overlooked.has(value) ? undefined : value;
  }

  /** The table that holds a header's last part. */
  #parent(key: Key): OpenTable | string {
    let table = this.document;
    for (const part of key.parts.slice(0, -1)) {
      const existing = this.#known(table, part);
      if (!existing) {
        table = putTable(table, part, 'implicit');
      } else if (existing.type === 'table' && existing.form !== 'inline') {
        table = existing;
      } else if (existing.type === 'array' && existing.arrayOfTables && existing.items.at(-1)?.type === 'table') {
        table = existing.items.at(-1) as OpenTable;
      } else {
        return `${quoted(part)} is already defined, and not as a table that a header may open`;
      }
    }
    return table;
  }
}

function lastOf(key: Key): KeyPart {
  return key.parts.at(-1) as KeyPart;
}

function quoted(part: KeyPart): string {
  return JSON.stringify(part.key);
}
