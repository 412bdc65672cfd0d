import type { TomlDialect, TomlResult, TomlTable, TomlValue } from '../../text/toml/document.ts';
import { parseToml } from '../../text/toml/parse.ts';
import { fieldlessIn } from '../decoding/fieldless.ts';
import type { Family } from '../families.ts';
import { serverStructs } from '../fields/server-fields.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { type ConfigTable, configTable } from './config-tree.ts';
import { secondOpinionNotes } from './second-opinion-notes.ts';

/** What a document gives, whichever version has read it. */
export interface Reading {
  readonly root: ConfigTable;
  /** Tables nest deeper than is looked at. */
  readonly tooDeep: boolean;
  /** The file has more keys than are looked at. */
  readonly tooMany: boolean;
  readonly opinions: readonly ContainerdObservation[];
}

/** Keys of one file; what `containerd config default` prints has some 300. */
export const mostKeys = 10_000;

/**
 * What was read of an image's files, kept for the next version that reads them as this one does: many versions can fit, and
 * a few TOML libraries are all that they link.
 */
export interface Readings {
  parse(path: string, bytes: Uint8Array, dialect: TomlDialect, family: Family): TomlResult;
  of(document: TomlTable, text: string, path: string): Reading;
}

export function newReadings(): Readings {
  const files = new Map<string, { readonly bytes: Uint8Array; readonly results: Map<string, TomlResult> }>();
  const readings = new Map<TomlTable, Reading>();
  return {
    parse(path, bytes, dialect, family) {
      let file = files.get(path);
      if (file === undefined || !sameBytes(file.bytes, bytes)) {
        file = { bytes, results: new Map() };
        files.set(path, file);
      }
      const key = `${dialect} ${family.decoder} ${fieldsKey(family)}`;
      const known = file.results.get(key);
      if (known !== undefined) return known;
      const result = parseToml(bytes, dialect, fieldlessIn('Config', serverStructs, family));
      file.results.set(key, result);
      return result;
    },
    of(document, text, path) {
      const known = readings.get(document);
      if (known !== undefined) return known;
      const tooMany = countKeys(document, mostKeys + 1) > mostKeys;
      let tooDeep = false;
      const root = configTable(tooMany ? { ...document, entries: [] } : document, path, () => {
        tooDeep = true;
      });
      const opinions = tooMany ? [] : secondOpinionNotes(document, text, path);
      const reading = { root, tooDeep, tooMany, opinions };
      readings.set(document, reading);
      return reading;
    },
  };
}

/** Which of the fields that not every release has this one has: some libraries look less closely at what has none. */
function fieldsKey({ release }: Family): string {
  return Object.values(serverStructs)
    .flat()
    .map(([, , releases]) => (releases === undefined || isWithin(release, releases) ? '1' : '0'))
    .join('');
}

/** How many keys there are in a value, up to a number of them. */
function countKeys(value: TomlValue, upTo: number): number {
  const inside =
    value.type === 'table' ? value.entries.map((entry) => entry.value) : value.type === 'array' ? value.items : [];
  let count = inside.length;
  for (const one of inside) {
    if (count >= upTo) break;
    if (one.type === 'table' || one.type === 'array') count += countKeys(one, upTo - count);
  }
  return count;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, at) => byte === b[at]));
}
