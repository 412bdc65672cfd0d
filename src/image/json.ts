import { InputProblem } from './input-problem.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

export function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InputProblem(`${where} is no valid JSON`);
  }
}

export function asRecord(value: unknown, where: string): JsonRecord {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonRecord;
  throw new InputProblem(`${where} is no JSON object`);
}

/**
 * An object of an image's own JSON. Engines read it with Go's encoding/json, for which `layers` and `Layers` are one key and
 * the last of them counts: an object with both could be another image there, and is refused.
 */
export function asGoRecord(value: unknown, where: string): JsonRecord {
  const record = asRecord(value, where);
  const seen = new Map<string, string>();
  for (const key of Object.keys(record)) {
    const folded = key.toUpperCase().toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) {
      throw new InputProblem(
        `${where} has both ${JSON.stringify(other)} and ${JSON.stringify(key)}, one key for engines`,
      );
    }
    seen.set(folded, key);
  }
  return record;
}

/** An absent or null list counts as empty, as Go writes one. */
export function asList(value: unknown, where: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new InputProblem(`${where} is no JSON list`);
}

export function asText(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new InputProblem(`${where} is no text`);
}

export function optionalText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The string values of an object; anything else in it is left out. */
export function textMap(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
