import type { Span } from '../position.ts';
import type { DialectRules } from './dialects.ts';
import type { TomlTable, TomlValue } from './document.ts';
import type { Key } from './nodes.ts';
import { BurntSushiTables } from './tables-burntsushi.ts';
import { BurntSushi1Tables } from './tables-burntsushi-1.ts';
import { GoToml1Tables } from './tables-go-toml-1.ts';
import { SpecTables } from './tables-spec.ts';

/**
 * Builds the document from its statements. Each function gives what is wrong with the statement, or null. With
 * `mayClash`, nothing is: a key that is there already is left out, and one that is put gives way to later headers.
 */
export interface Tables {
  readonly document: TomlTable;
  openTable(key: Key, header: Span): string | null;
  openArrayTable(key: Key, header: Span): string | null;
  assign(key: Key, value: TomlValue, mayClash: boolean): string | null;
  assignInline(table: TomlTable, key: Key, value: TomlValue, mayClash: boolean): string | null;
}

/** An empty document that grows by the dialect's rules about what may be defined again. */
export function newTables(rules: DialectRules, span: Span): Tables {
  switch (rules.tables) {
    case 'burntsushi':
      return new BurntSushiTables(span);
    case 'burntsushi-1':
      return new BurntSushi1Tables(span, rules.arraysAgain);
    case 'go-toml-1':
      return new GoToml1Tables(span);
    case 'spec':
      return new SpecTables(span, rules.dottedKeyIntoHeaderParent);
  }
}
