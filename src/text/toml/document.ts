import type { Position, Span } from '../position.ts';

/**
 * The TOML that a given containerd release accepts depends on the library it links:
 * - `burntsushi-0.3`: containerd 1.4 (BurntSushi/toml v0.3.1)
 * - `go-toml-1.8`: containerd 1.5 (pelletier/go-toml v1.8.1)
 * - `go-toml-1.9`: containerd 1.6 and 1.7 (pelletier/go-toml v1.9.3 to v1.9.5)
 * - `go-toml-2.2`: containerd 2.0 to 2.3 (pelletier/go-toml v2.2.3 to v2.3.0)
 * - `go-toml-2.4`: containerd 2.4.0-beta.0, and Debian's 2.1.9 (pelletier/go-toml v2.4.3)
 * - `burntsushi-0.3`, `-0.4`, `-1.2`, `-1.5`, `-1.6`: CRI-O up to 1.21, to 1.23, to 1.27, to 1.35.0, and later
 *   (BurntSushi/toml v0.3.1, v0.4.1, v1.1.0 to v1.2.1, v1.3.2 to v1.5.0, v1.6.0)
 * - `toml-1.0`: the specification itself
 */
export type TomlDialect =
  | 'burntsushi-0.3'
  | 'burntsushi-0.4'
  | 'burntsushi-1.2'
  | 'burntsushi-1.5'
  | 'burntsushi-1.6'
  | 'go-toml-1.8'
  | 'go-toml-1.9'
  | 'go-toml-2.2'
  | 'go-toml-2.4'
  | 'toml-1.0';

export type TomlValue = TomlScalar | TomlArray | TomlTable;

export type TomlScalar =
  | { readonly type: 'string'; readonly value: string; readonly raw: string; readonly span: Span }
  | { readonly type: 'integer'; readonly value: bigint; readonly raw: string; readonly span: Span }
  | { readonly type: 'float'; readonly value: number; readonly raw: string; readonly span: Span }
  | { readonly type: 'boolean'; readonly value: boolean; readonly raw: string; readonly span: Span }
  | { readonly type: 'datetime'; readonly value: string; readonly raw: string; readonly span: Span };

export interface TomlArray {
  readonly type: 'array';
  /** True for `[[header]]` arrays, whose items are tables. */
  readonly arrayOfTables: boolean;
  readonly items: TomlValue[];
  readonly span: Span;
}

export interface TomlTable {
  readonly type: 'table';
  /** How the table came to be: the document itself, `[header]`, only as the parent of one, `a.b = 1`, or `{…}`. */
  readonly form: 'document' | 'header' | 'implicit' | 'dotted' | 'inline';
  /** In the order in which the keys first appear. Keys are unique. */
  readonly entries: TomlEntry[];
  /** The `[…]` header lines that opened this very table, brackets included; more than one where a dialect merges them. */
  readonly headers: Span[];
  /** The first header, the inline table's braces, or the first key of an implicit or dotted table. */
  readonly span: Span;
}

export interface TomlEntry {
  /** The decoded key: this part alone, without dots. */
  readonly key: string;
  /** The key as written, quotes included: in a `[header]` the part of it that names this key. */
  readonly keySpan: Span;
  readonly value: TomlValue;
}

export interface TomlError {
  /** What is wrong, in our words, without a position: "the table is defined twice". */
  readonly message: string;
  readonly position: Position;
}

export type TomlResult =
  | { readonly ok: true; readonly document: TomlTable }
  | { readonly ok: false; readonly error: TomlError };
