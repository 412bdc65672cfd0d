import type { Report } from '../verdict/report.ts';
import { jsonText } from './escape/json.ts';
import { type KeyOrder, reportKeys } from './schema/key-order.ts';

/** The JSON report of schema 1: keys in a fixed order, two blanks of indentation, a final line feed. */
export function renderJson(report: Report): string {
  return jsonText(ordered(report, reportKeys));
}

/** `value` with the keys that `order` names first, in that order, and any others behind them in theirs. */
function ordered(value: unknown, order: KeyOrder | null): unknown {
  if (Array.isArray(value)) return value.map((entry) => ordered(entry, order));
  if (value === null || typeof value !== 'object' || order === null) return value;
  const entries = new Map(Object.entries(value));
  const result: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(order)) {
    if (entries.has(key)) result.push([key, ordered(entries.get(key), inner)]);
    entries.delete(key);
  }
  return Object.fromEntries([...result, ...entries]);
}
