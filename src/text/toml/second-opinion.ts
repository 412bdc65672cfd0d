import { parse } from '@iarna/toml';
import type { TomlTable, TomlValue } from './document.ts';
import { entryOf } from './nodes.ts';
import { parseToml } from './parse.ts';

/** A value that two readers of one text give differently. */
interface Disagreement {
  readonly agree: false;
  /** The keys, and the indexes into arrays, that lead to the value; empty when it is the text that one of them refuses. */
  readonly path: readonly string[];
  /** What we read there and what the second reader does, to be shown; `nothing` where there is no value. */
  readonly ours: string;
  readonly theirs: string;
}

export type SecondOpinion =
  | { readonly agree: true }
  | Disagreement
  | { readonly agree: 'not-applicable'; readonly reason: string };

/** Reads TOML into JavaScript's own values; throws where it refuses. */
type SecondReader = (text: string) => unknown;

/**
 * Compares a document with what @iarna/toml 3.0.0 reads in the same text: an opinion for each of the paths, the first
 * difference at or below it, or one opinion alone where the second reader cannot be asked or refuses the text. The empty
 * path stands for the whole document.
 *
 * That library reads TOML 1.0.0-rc.1, knows no dialects and has faults of its own, so it is not asked about a text that is
 * not TOML 1.0, and a difference that TOML 1.0 explains is none (`"\u0041"` in a header on containerd 1.5 to 1.7). Line
 * ends are made LF for it, since it refuses comments before CRLF. Dates and times are not compared, and where it refuses
 * a text with one, or with a number like `0e1`, that is known and says nothing.
 *
 * @param document what `parseToml` read in `text`, in whichever dialect
 */
export function secondOpinions(
  document: TomlTable,
  text: string,
  paths: readonly (readonly string[])[],
  secondReader: SecondReader = parse,
): readonly SecondOpinion[] {
  const unmarked = text.replace(/^\uFEFF/, '');
  const standard = parseToml(new TextEncoder().encode(unmarked), 'toml-1.0');
  if (!standard.ok) return [{ agree: 'not-applicable', reason: 'the text is not TOML 1.0' }];
  if (hasDangerousKey(unmarked, standard.document)) {
    return [{ agree: 'not-applicable', reason: 'the second reader is not safe with a key that objects inherit' }];
  }
  const theirs = readTheirs(unmarked, secondReader);
  if (!theirs.ok) {
    const reason = knownWeakness(standard.document);
    if (reason) return [{ agree: 'not-applicable', reason }];
    return [{ agree: false, path: [], ours: 'a document', theirs: theirs.message }];
  }
  return paths.map(
    (path) =>
      compare(valueAt(document, path), valueAt(standard.document, path), theirValueAt(theirs.value, path), path) ?? {
        agree: true,
      },
  );
}

const INHERITED = Object.getOwnPropertyNames(Object.prototype);
const INHERITED_IN_TEXT = new RegExp(INHERITED.join('|'));

/**
 * Whether a text has, or might have, a key like `constructor`. For `[constructor.prototype]`, @iarna/toml 3.0.0 takes
 * JavaScript's own objects for the document's tables and writes into them.
 */
function hasDangerousKey(text: string, document: TomlTable): boolean {
  return INHERITED_IN_TEXT.test(text) || hasInheritedKey(document);
}

function hasInheritedKey(value: TomlValue): boolean {
  if (value.type === 'array') return value.items.some(hasInheritedKey);
  if (value.type !== 'table') return false;
  return value.entries.some((entry) => INHERITED.includes(entry.key) || hasInheritedKey(entry.value));
}

type Theirs = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

function readTheirs(text: string, secondReader: SecondReader): Theirs {
  try {
    return { ok: true, value: secondReader(text.replaceAll('\r\n', '\n')) };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ok: false, message };
  }
}

/** Why @iarna/toml may refuse a document that is TOML 1.0; null when no reason is known. */
function knownWeakness(value: TomlValue): string | null {
  switch (value.type) {
    case 'datetime':
      return 'the second reader refuses some dates and times';
    case 'float':
      return /^0[eE]/.test(value.raw) ? 'the second reader refuses exponents of 0' : null;
    case 'array':
      return firstReason(value.items);
    case 'table':
      return firstReason(value.entries.map((entry) => entry.value));
    default:
      return null;
  }
}

function firstReason(values: readonly TomlValue[]): string | null {
  for (const value of values) {
    const reason = knownWeakness(value);
    if (reason) return reason;
  }
  return null;
}

function valueAt(from: TomlValue, path: readonly string[]): TomlValue | undefined {
  let value: TomlValue | undefined = from;
  for (const key of path) {
    if (value?.type === 'table') value = entryOf(value, key)?.value;
    else value = value?.type === 'array' ? value.items[Number(key)] : undefined;
  }
  return value;
}

function theirValueAt(from: unknown, path: readonly string[]): unknown {
  let value = from;
  for (const key of path) value = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

/**
 * The first difference between our value and theirs that our reading by TOML 1.0, `standard`, does not share with them:
 * where a dialect differs from TOML 1.0, the dialect is what containerd does.
 */
function compare(
  ours: TomlValue | undefined,
  standard: TomlValue | undefined,
  theirs: unknown,
  path: readonly string[],
): Disagreement | null {
  const steps = stepsOf(ours, theirs);
  if (steps) {
    for (const step of steps) {
      const next = (value: TomlValue | undefined): TomlValue | undefined => value && valueAt(value, [step]);
      const difference = compare(next(ours), next(standard), theirValueAt(theirs, [step]), [...path, step]);
      if (difference) return difference;
    }
    return null;
  }
  if (sameScalar(ours, theirs)) return null;
  if (ours !== standard && compare(standard, standard, theirs, path) === null) return null;
  return { agree: false, path, ours: shownOurs(ours), theirs: shownTheirs(theirs) };
}

/** The keys or indexes of two tables or two arrays; null for anything else. */
function stepsOf(ours: TomlValue | undefined, theirs: unknown): Iterable<string> | null {
  if (ours?.type === 'table' && isTable(theirs) && !Array.isArray(theirs)) {
    return new Set([...ours.entries.map((entry) => entry.key), ...Object.keys(theirs)]);
  }
  if (ours?.type === 'array' && Array.isArray(theirs)) {
    return Array.from({ length: Math.max(ours.items.length, theirs.length) }, (_, at) => String(at));
  }
  return null;
}

function sameScalar(ours: TomlValue | undefined, theirs: unknown): boolean {
  switch (ours?.type) {
    case undefined:
      return theirs === undefined;
    case 'datetime':
      return theirs instanceof Date;
    case 'string':
      return typeof theirs === 'string' && ours.value.replaceAll('\r\n', '\n') === theirs.replaceAll('\r\n', '\n');
    case 'integer':
      return typeof theirs === 'bigint'
        ? theirs === ours.value
        : Number.isSafeInteger(theirs) && BigInt(theirs as number) === ours.value;
    case 'float':
      return (
        typeof theirs === 'number' && (theirs === ours.value || (Number.isNaN(theirs) && Number.isNaN(ours.value)))
      );
    case 'boolean':
      return theirs === ours.value;
    default:
      return false;
  }
}

function shownOurs(value: TomlValue | undefined): string {
  if (!value) return 'nothing';
  if (value.type === 'table' || value.type === 'array') return value.type === 'table' ? 'a table' : 'an array';
  return value.type === 'string' ? JSON.stringify(value.value) : String(value.value);
}

function shownTheirs(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a date';
  return typeof value === 'string' ? JSON.stringify(value) : isTable(value) ? 'a table' : String(value);
}
