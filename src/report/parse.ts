import * as v from 'valibot';
import type { Report } from '../verdict/report.ts';
import { clip, visible } from './escape/visible.ts';
import { reportShape } from './schema/shape.ts';

/** The largest report that is read, in UTF-16 code units. */
const LARGEST = 32 * 1024 * 1024;

export type ParsedReport =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly error: string };

/**
 * Reads a JSON report of schema 1, such as one that a workflow of a fork has left behind. Nothing in it is believed but
 * its form; unknown fields are dropped. `error` is one sentence, safe for a terminal.
 */
export function parseReport(text: string): ParsedReport {
  if (text.length > LARGEST) return { ok: false, error: `the report is larger than ${LARGEST / 1024 / 1024} MiB` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      error: `the report is not JSON: ${tidy(error instanceof Error ? error.message : String(error))}`,
    };
  }
  if (isObject(value) && typeof value.schema === 'number' && value.schema !== 1) {
    return { ok: false, error: `the report has schema ${value.schema}; this version reads schema 1` };
  }
  const result = v.safeParse(reportShape, value, { abortEarly: true });
  if (result.success) return { ok: true, report: result.output };
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  return {
    ok: false,
    error: `not a report of cgroup-gate: ${tidy(`${path === null ? '' : `${path}: `}${issue.message}`)}`,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function tidy(message: string): string {
  return clip(visible(message), 300);
}
