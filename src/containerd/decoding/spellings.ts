import { compareBytewise } from '../../text/bytewise.ts';
import type { Decoder } from '../families.ts';
import type { ConfigEntry, ConfigTable } from '../files/config-tree.ts';

/** Which entries of a table fill one field. */
export interface Spelled {
  /** In the order in which the program applies them: the last one wins. */
  readonly applied: readonly ConfigEntry[];
  /** Spellings that this decoder would take and did not, because another was there. */
  readonly passedOver: readonly ConfigEntry[];
  /** More than one is applied, in an order that differs from run to run. */
  readonly random: boolean;
}

/**
 * The entries of `table` that count as `field`.
 * - BurntSushi 0.3.1 (`decode.go`, `unifyStruct`): any case by `strings.EqualFold`; several in the random order of a Go map.
 * - go-toml 1.8 and 1.9 (`marshal.go`, `valueFromTree`): the field, all lower, all upper, first letter lower, in this
 *   order; the first that is there is the only one.
 * - go-toml 2 (`unmarshaler.go`, `structFieldPath`): any case by `strings.ToLower`; in document order at the top of a file, and bytewise
 *   inside a plugin's table, which is written out and read again first.
 */
export function entriesOfField(table: ConfigTable, field: string, decoder: Decoder, documentOrder: boolean): Spelled {
  if (decoder === 'go-toml-1') {
    const candidates = goTomlSpellings(field).flatMap((name) => table.entries.get(name) ?? []);
    return { applied: candidates.slice(0, 1), passedOver: candidates.slice(1), random: false };
  }
  const matching = [...table.entries.values()].filter(
    ({ key }) => key === field || (key.length <= 2 * field.length && countsAs(key, field, decoder)),
  );
  if (matching.length < 2) return { applied: matching, passedOver: [], random: false };
  if (decoder === 'burntsushi') {
    const exactLast = [...matching.filter((entry) => entry.key !== field), ...matching.filter((e) => e.key === field)];
    return { applied: exactLast, passedOver: [], random: true };
  }
  if (documentOrder) return { applied: matching, passedOver: [], random: false };
  const sorted = matching.toSorted((a, b) => compareBytewise(a.key, b.key));
  return { applied: sorted, passedOver: [], random: false };
}

/** Whether `key` would fill `field` if it stood alone. */
export function countsAs(key: string, field: string, decoder: Decoder): boolean {
  if (decoder === 'go-toml-1') return goTomlSpellings(field).includes(key);
  return decoder === 'burntsushi' ? fold(key) === fold(field) : lower(key) === lower(field);
}

/** Whether `key` is the field in another case, whatever the decoder makes of it. */
export function isSpellingOf(key: string, field: string): boolean {
  return key.length === field.length && fold(key) === fold(field);
}

function goTomlSpellings(field: string): readonly string[] {
  return [
    ...new Set([field, field.toLowerCase(), field.toUpperCase(), field.slice(0, 1).toLowerCase() + field.slice(1)]),
  ];
}

/** Go's `strings.EqualFold`, as far as a field's ASCII name goes: beside its own cases only ſ is s, and K is k. */
function fold(text: string): string {
  return text.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase();
}

/** Go's `strings.ToLower`, which goes by single symbols: İ is i, K is k, and ſ stays. */
function lower(text: string): string {
  return text.replaceAll('\u0130', 'i').replaceAll('\u212a', 'k').toLowerCase();
}
