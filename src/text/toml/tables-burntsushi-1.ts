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
  readonly #top: Place = { key: '', isImplied: false, isArray: false, below: new Map() };
  #context: Place = this.#top;
  #current: OpenTable | null;

  constructor(span: Span, arraysAgain: boolean) {
    this.document = newTable('document', span);
    this.#current = this.document;
    this.#arraysAgain = arraysAgain;
  }

  openTable(key: Key, header: Span): string | null {
    const opened = this.#parent(key.parts);
    if (typeof opened === 'string') return opened;
    const { parent, place } = opened;
    const part = lastOf(key.parts);
    const wrong = this.#put(parent, place, part, newTable('header', header));
    if (wrong !== null) return wrong;
    place.isArray = false;
    this.#context = place;
    this.#current = tableIn(entryOf(parent, part.key)?.value);
    if (this.#current) addHeader(this.#current, header);
    return null;
  }

  openArrayTable(key: Key, header: Span): string | null {
    const opened = this.#parent(key.parts);
    if (typeof opened === 'string') return opened;
    const { parent, place } = opened;
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
    this.#context = place;
    place.isArray = false;
    return null;
  }

  assign(key: Key, value: TomlValue): string | null {
    let table = this.#current;
    let place = this.#context;
    for (const part of key.parts.slice(0, -1)) {
      if (!table) return `${JSON.stringify(place.key)} is no table`;
      place = below(place, part.key);
      place.isImplied = true;
      const wrong = this.#put(table, place, part, newTable('dotted', part.span));
      if (wrong !== null) return wrong;
      table = tableIn(entryOf(table, part.key)?.value);
    }
    if (!table) return `${JSON.stringify(place.key)} is no table`;
    const part = lastOf(key.parts);
    const own = below(place, part.key);
    const existing = entryOf(table, part.key)?.value;
    if (value.type === 'array') {
      own.isArray = true;
      if (value.items.some(({ type }) => type === 'table')) {
        if (existing && !(existing.type === 'array' && existing.arrayOfTables)) return twice(part);
        own.isImplied = false;
        putEntry(table, part, value);
        return null;
      }
    } else if (existing && value.type === 'table' && !(this.#arraysAgain && own.isArray)) {
      return twice(part);
    }
    const wrong = this.#put(table, own, part, value);
    if (value.type !== 'array') own.isArray = false;
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

  #put(table: OpenTable, place: Place, part: KeyPart, value: TomlValue): string | null {
    if (entryOf(table, part.key)) {
      const { isImplied, isArray } = place;
      if (isArray ? !this.#arraysAgain && !isImplied : !isImplied) return twice(part);
      place.isImplied = false;
      if (!isArray) return null;
    }
    putEntry(table, part, value);
    return null;
  }

  /** The table that holds a header's last part, and what is remembered of the header's name. */
  #parent(parts: readonly KeyPart[]): { readonly parent: OpenTable; readonly place: Place } | string {
    let table = this.document;
    let place = this.#top;
    for (const part of parts.slice(0, -1)) {
      place = below(place, part.key);
      const existing = entryOf(table, part.key)?.value;
      if (!existing) place.isImplied = true;
      const next = existing ? tableIn(existing) : putTable(table, part, 'implicit');
      if (!next) return `${JSON.stringify(part.key)} is already defined, and not as a table`;
      table = next;
    }
    return { parent: table, place: below(place, lastOf(parts).key) };
  }
}

/** What the reader remembers of a name. All elements of an array of tables share theirs. */
interface Place {
  readonly key: string;
  isImplied: boolean;
  isArray: boolean;
  readonly below: Map<string, Place>;
}

function below(place: Place, key: string): Place {
  const known = place.below.get(key);
  if (known !== undefined) return known;
  const added: Place = { key, isImplied: false, isArray: false, below: new Map() };
  place.below.set(key, added);
  return added;
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
