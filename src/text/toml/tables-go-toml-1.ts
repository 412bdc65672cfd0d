import type { Span } from '../position.ts';
import type { TomlArray, TomlTable, TomlValue } from './document.ts';
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
 * What may be defined again in pelletier/go-toml v1 (parser.go and toml.go of v1.9.5; v1.8.1 is the same). Headers are
 * compared as they are written, so one table may be opened twice with different quotes or spaces; dotted keys go into any
 * table but an inline one; an array of nothing but inline tables is an array of tables.
 */
export class GoToml1Tables implements Tables {
  readonly document: OpenTable;
  /** Inline tables, and the tables that a header made within them. */
  readonly #inline = new WeakSet<TomlTable>();
  readonly #arraysOfTables = new WeakSet<TomlArray>();
  /** When each header was last opened, by its text. */
  readonly #opened = new Map<string, number>();
  /** When each array of tables last got an item, by its header's text; and the lengths of these texts. */
  readonly #appended = new Map<string, number>();
  readonly #appendedLengths = new Set<number>();
  #clock = 0;
  /** What the last header names, and what stands there. */
  #current: readonly KeyPart[] = [];
  #currentValue: TomlValue | undefined;

  constructor(span: Span) {
    this.document = newTable('document', span);
    this.#currentValue = this.document;
  }

  openTable(key: Key, header: Span): string | null {
    if (this.#isOpened(key.raw)) return 'the table is defined twice';
    this.#clock += 1;
    this.#opened.set(key.raw, this.#clock);
    const wrong = this.#create(key.parts, 'implicit');
    if (wrong !== null) return wrong;
    const found = this.#find(key.parts, this.document);
    if (found?.type === 'table' && this.#inline.has(found)) return 'a header may not open an inline table or add to it';
    const table = this.#tableIn(found);
    if (table) addHeader(table, header);
    this.#current = key.parts;
    this.#currentValue = found;
    return null;
  }

  openArrayTable(key: Key, header: Span): string | null {
    // What goes wrong on the way to the last part is no error to this library.
    this.#create(key.parts.slice(0, -1), 'implicit');
    const existing = this.#find(key.parts, this.document);
    if (existing && !this.#isArrayOfTables(existing))
      return 'the name is already defined, and not as an array of tables';
    const array = existing ?? newArray(true, [], header);
    this.#arraysOfTables.add(array);
    const table = newTable('header', header);
    addHeader(table, header);
    array.items.push(table);
    if (!existing) this.#set(this.document, key.parts, array, 'implicit');
    this.#clock += 1;
    this.#appended.set(key.raw, this.#clock);
    this.#appendedLengths.add(key.raw.length);
    this.#opened.set(key.raw, this.#clock);
    this.#current = key.parts;
    this.#currentValue = this.#find(key.parts, this.document);
    return null;
  }

  assign(key: Key, value: TomlValue): string | null {
    const prefix = key.parts.slice(0, -1);
    let target = this.#find(prefix, this.#currentValue);
    if (!target) {
      const path = [...this.#current, ...prefix];
      const wrong = this.#create(path, 'dotted');
      if (wrong !== null) return wrong;
      target = this.#find(path, this.document);
    }
    const table = this.#tableIn(target);
    if (!table) return 'a key may not be put into what is no table';
    if (this.#inline.has(table)) return 'a key may not be added to an inline table';
    const part = key.parts.at(-1) as KeyPart;
    if (entryOf(table, part.key)) return `the key ${JSON.stringify(part.key)} is defined twice`;
    this.#noteInline(value);
    putEntry(table, part, value);
    return null;
  }

  /** The last of several values of a key wins. */
  assignInline(table: TomlTable, key: Key, value: TomlValue): null {
    this.#noteInline(value);
    this.#set(table, key.parts, value, 'dotted');
    return null;
  }

  /** SetPath: a part of the path that holds something other than a table is passed over. */
  #set(from: OpenTable, parts: readonly KeyPart[], value: TomlValue, form: 'implicit' | 'dotted'): void {
    let table = from;
    for (const part of parts.slice(0, -1)) {
      const existing = entryOf(table, part.key)?.value;
      table = existing ? (this.#tableIn(existing) ?? table) : putTable(table, part, form);
    }
    putEntry(table, parts.at(-1) as KeyPart, value);
  }

  /** createSubTree: makes the tables of a path that do not exist. */
  #create(parts: readonly KeyPart[], form: 'implicit' | 'dotted'): string | null {
    let table = this.document;
    for (const part of parts) {
      const existing = entryOf(table, part.key)?.value;
      if (existing) {
        const next = this.#tableIn(existing);
        if (!next) return `${JSON.stringify(part.key)} is already defined, and not as a table`;
        table = next;
        continue;
      }
      const added = putTable(table, part, form);
      if (this.#inline.has(table)) this.#inline.add(added);
      table = added;
    }
    return null;
  }

  /** GetPath: what stands at a path, going into the last item of each array of tables on the way. */
  #find(parts: readonly KeyPart[], from: TomlValue | undefined): TomlValue | undefined {
    let found: TomlValue | undefined = from;
    for (const part of parts) {
      const table: OpenTable | null = this.#tableIn(found);
      found = table ? entryOf(table, part.key)?.value : undefined;
    }
    return found;
  }

  #noteInline(value: TomlValue): void {
    if (value.type === 'table') this.#inline.add(value);
    if (value.type !== 'array') return;
    for (const item of value.items) this.#noteInline(item);
    if (value.items.length > 0 && value.items.every((item) => item.type === 'table')) this.#arraysOfTables.add(value);
  }

  /** Whether a header of this text was opened and no array of tables above it got an item since. */
  #isOpened(raw: string): boolean {
    const opened = this.#opened.get(raw);
    if (opened === undefined) return false;
    for (let dot = raw.indexOf('.'); dot >= 0; dot = raw.indexOf('.', dot + 1)) {
      if (this.#appendedLengths.has(dot) && (this.#appended.get(raw.slice(0, dot)) ?? 0) > opened) return false;
    }
    return true;
  }

  #isArrayOfTables(value: TomlValue): value is TomlArray {
    return value.type === 'array' && this.#arraysOfTables.has(value);
  }

  /** The table itself, or the last one of an array of tables. */
  #tableIn(value: TomlValue | undefined): OpenTable | null {
    if (value?.type === 'table') return value;
    const last = value && this.#isArrayOfTables(value) ? value.items.at(-1) : undefined;
    return last?.type === 'table' ? last : null;
  }
}
