import type { Family } from '../families.ts';
import { type FieldType, fieldsOf, parseFieldType, type Structs } from './fields.ts';
import { countsAs } from './spellings.ts';

/**
 * Makes the function that tells whether nothing in the struct `root` takes what stands under these keys. What a field of
 * another type than a struct or map holds has a place, fitting or not.
 */
export function fieldlessIn(root: string, structs: Structs, family: Family): (keys: readonly string[]) => boolean {
  const known = new Map<string, Map<string, FieldType | null>>();
  const typeOf = (struct: string, key: string): FieldType | null => {
    const fields = known.get(struct) ?? new Map<string, FieldType | null>();
    known.set(struct, fields);
    let type = fields.get(key);
    if (type === undefined) {
      const field = fieldsOf(structs, struct, family.release).find(
        ([name]) => name === key || (key.length <= 2 * name.length && countsAs(key, name, family.decoder)),
      );
      type = field === undefined ? null : parseFieldType(field[1]);
      fields.set(key, type);
    }
    return type;
  };
  return (keys) => {
    let type: FieldType = { kind: 'struct', name: root, embedded: false };
    for (const key of keys) {
      if (type.kind === 'map') type = type.item;
      else if (type.kind !== 'struct') return false;
      else {
        const next = typeOf(type.name, key);
        if (next === null) return true;
        type = next;
      }
    }
    return false;
  };
}
