import { type FieldType, isDuration, parseFieldType } from '../containerd/decoding/fields.ts';
import { isSpellingOf } from '../containerd/decoding/spellings.ts';
import { isWithin, releaseOf } from '../containerd/releases.ts';
import type { Span } from '../text/position.ts';
import type { TomlTable, TomlValue } from '../text/toml/document.ts';
import type { Version } from '../versions/version.ts';
import { crioStructs } from './fields.ts';

/** A value that CRI-O cannot put into its Go variable. */
export interface WrongType {
  readonly key: string;
  readonly span: Span;
  /** Only some releases have the field, and the version is not known. */
  readonly inSomeReleases: boolean;
}

/**
 * The values of a file that do not fit their fields (BurntSushi/toml decode.go, `unify*`, of v0.3.1 to v1.6.0): keys match in
 * any case, keys without a field are passed over, and so is anything but a table where a map of tables is wanted, by a slip
 * in `unifyMap`.
 */
export function wrongTypes(document: TomlTable, version: Version | null): readonly WrongType[] {
  const found: WrongType[] = [];
  checkStruct(document, 'Document', version, false, found);
  return found;
}

function checkStruct(table: TomlTable, name: string, version: Version | null, rare: boolean, found: WrongType[]): void {
  for (const { key, value } of table.entries) {
    const field = (crioStructs[name] ?? []).find(([wanted]) => isSpellingOf(key, wanted));
    if (field === undefined) continue;
    const [, type, releases] = field;
    if (version !== null && releases !== undefined && !isWithin(releaseOf(version), releases)) continue;
    check(value, parseFieldType(type), key, version, rare || (version === null && releases !== undefined), found);
  }
}

function check(
  value: TomlValue,
  type: FieldType,
  key: string,
  version: Version | null,
  rare: boolean,
  found: WrongType[],
): void {
  if (value.type === 'table' && type.kind === 'struct') checkStruct(value, type.name, version, rare, found);
  else if (type.kind === 'map') {
    if (value.type !== 'table') return;
    for (const entry of value.entries) check(entry.value, type.item, entry.key, version, rare, found);
  } else if (value.type === 'array' && type.kind === 'list') {
    for (const item of value.items) check(item, type.item, key, version, rare, found);
  } else if (!fitsScalar(value, type)) found.push({ key, span: value.span, inSomeReleases: rare });
}

function fitsScalar(value: TomlValue, type: FieldType): boolean {
  switch (type.kind) {
    case 'string':
      return value.type === 'string';
    case 'bool':
      return value.type === 'boolean';
    case 'int':
      return value.type === 'integer';
    case 'nanoseconds':
      return value.type === 'integer' || (value.type === 'string' && isDuration(value.value));
    default:
      return false;
  }
}
