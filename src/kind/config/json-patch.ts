import type { Entry, Value } from './value-tree.ts';

export type PatchResult =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/** RFC 6902, as github.com/evanphx/json-patch v5 applies it: the first operation that does not fit ends it. */
export function applyJsonPatch(target: Value, patch: Value): PatchResult {
  if (patch.type !== 'list') return { ok: false, problem: 'the patch is no list of operations' };
  let value = target;
  for (const [index, operation] of patch.items.entries()) {
    const result = applyOperation(value, operation);
    if (!result.ok) return { ok: false, problem: `operation ${index + 1}: ${result.problem}` };
    value = result.value;
  }
  return { ok: true, value };
}

function applyOperation(target: Value, operation: Value): PatchResult {
  const op = field(operation, 'op');
  const path = pointer(operation, 'path');
  if (path === null) return { ok: false, problem: 'it has no path' };
  const value = operation.type === 'table' ? operation.entries.get('value')?.value : undefined;
  switch (op) {
    case 'add':
    case 'replace':
      if (value === undefined) return { ok: false, problem: `${op} without a value` };
      return op === 'add' ? put(target, path, value, false) : put(target, path, value, true);
    case 'remove':
      return take(target, path).result;
    case 'move':
    case 'copy': {
      const from = pointer(operation, 'from');
      if (from === null) return { ok: false, problem: `${op} without from` };
      const found = take(target, from);
      if (!found.result.ok || found.taken === null) return found.result;
      return put(op === 'move' ? found.result.value : target, path, found.taken, false);
    }
    case 'test': {
      const found = take(target, path).taken;
      const same = found !== null && value !== undefined && plain(found) === plain(value);
      return same ? { ok: true, value: target } : { ok: false, problem: `the test of /${path.join('/')} fails` };
    }
    default:
      return { ok: false, problem: `there is no operation ${String(op)}` };
  }
}

function put(target: Value, path: readonly string[], value: Value, mustExist: boolean): PatchResult {
  const [key, ...rest] = path;
  if (key === undefined) return { ok: true, value };
  if (target.type === 'table') {
    const entry = target.entries.get(key);
    if (rest.length === 0) {
      if (mustExist && entry === undefined) return missing(key);
      const changed: Entry = { value, keyOrigin: value.origin };
      return { ok: true, value: { ...target, entries: new Map([...target.entries, [key, changed]]) } };
    }
    if (entry === undefined) return missing(key);
    const inner = put(entry.value, rest, value, mustExist);
    if (!inner.ok) return inner;
    return {
      ok: true,
      value: { ...target, entries: new Map([...target.entries, [key, { ...entry, value: inner.value }]]) },
    };
  }
  if (target.type === 'list') {
    const index = key === '-' ? target.items.length : indexOf(key);
    const isLast = rest.length === 0;
    if (index === null || index > target.items.length - (isLast && !mustExist ? 0 : 1)) return missing(key);
    if (isLast) {
      const items = target.items.toSpliced(index, mustExist ? 1 : 0, value);
      return { ok: true, value: { ...target, items } };
    }
    const item = target.items[index];
    const inner = item === undefined ? missing(key) : put(item, rest, value, mustExist);
    if (!inner.ok) return inner;
    return { ok: true, value: { ...target, items: target.items.with(index, inner.value) } };
  }
  return missing(key);
}

/** The value at a path, and the target without it. */
function take(target: Value, path: readonly string[]): { readonly taken: Value | null; readonly result: PatchResult } {
  const [key, ...rest] = path;
  const fail = (name: string): { taken: null; result: PatchResult } => ({ taken: null, result: missing(name) });
  if (key === undefined) return fail('');
  if (target.type === 'table') {
    const entry = target.entries.get(key);
    if (entry === undefined) return fail(key);
    if (rest.length === 0) {
      const entries = new Map([...target.entries].filter(([name]) => name !== key));
      return { taken: entry.value, result: { ok: true, value: { ...target, entries } } };
    }
    const inner = take(entry.value, rest);
    if (!inner.result.ok) return inner;
    const entries = new Map([...target.entries, [key, { ...entry, value: inner.result.value }] as const]);
    return { taken: inner.taken, result: { ok: true, value: { ...target, entries } } };
  }
  if (target.type === 'list') {
    const index = indexOf(key);
    const item = index === null ? undefined : target.items[index];
    if (index === null || item === undefined) return fail(key);
    if (rest.length === 0) {
      return { taken: item, result: { ok: true, value: { ...target, items: target.items.toSpliced(index, 1) } } };
    }
    const inner = take(item, rest);
    if (!inner.result.ok) return inner;
    const items = target.items.with(index, inner.result.value);
    return { taken: inner.taken, result: { ok: true, value: { ...target, items } } };
  }
  return fail(key);
}

function missing(key: string): PatchResult {
  return { ok: false, problem: `there is no ${JSON.stringify(key)}` };
}

function indexOf(key: string): number | null {
  return /^(?:0|[1-9]\d{0,6})$/.test(key) ? Number(key) : null;
}

function field(operation: Value, name: string): string | null {
  const value = operation.type === 'table' ? operation.entries.get(name)?.value : undefined;
  return value?.type === 'scalar' && typeof value.value === 'string' ? value.value : null;
}

/** RFC 6901. */
function pointer(operation: Value, name: string): string[] | null {
  const text = field(operation, name);
  if (text === null) return null;
  if (text === '') return [];
  if (!text.startsWith('/')) return null;
  const parts = text.slice(1).split('/');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function plain(value: Value): string {
  if (value.type === 'scalar')
    return typeof value.value === 'bigint' ? String(value.value) : JSON.stringify(value.value);
  if (value.type === 'list') return `[${value.items.map(plain).join(',')}]`;
  const entries = [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${plain(entry.value)}`).join(',')}}`;
}
