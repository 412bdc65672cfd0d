import { structField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { type Handler, handlerOf, type RuntimeSettings } from './handlers.ts';

/** Tables of 1.x that make a handler, and its name (`RuntimeUntrusted`, `RuntimeDefault` in `pkg/cri/config`). */
const legacyTables = [
  { table: 'untrusted_workload_runtime', handler: 'untrusted' },
  { table: 'default_runtime', handler: 'default' },
] as const;

/** Adds the handlers of 1.x's own tables, if they have a runtime type; `default_runtime` becomes the default as well. */
export function addLegacyRuntimes(
  settings: RuntimeSettings,
  family: Family,
  notes: Notes,
): RuntimeSettings | ContainerdObservation {
  if (family.generation === 2) return settings;
  const handlers = new Map(settings.handlers);
  let { defaultName, defaultNameValue } = settings;
  for (const { table, handler: name } of legacyTables) {
    const struct = structField(settings.containerd, table);
    const entry = settings.containerd?.fields.get(table)?.entry ?? null;
    if (struct === null || entry === null) continue;
    const handler: Handler = handlerOf(name, struct, entry, false, family);
    if (handler.type === '') continue;
    if (name === 'untrusted' && handlers.has(name)) {
      return note('cri-failed-untrusted-conflict', entry.value.location, {});
    }
    const replaces = name === 'default' ? defaultName : null;
    notes.observations.push(note('legacy-runtime-table', entry.value.location, { table, handler: name, replaces }));
    handlers.set(name, handler);
    if (name === 'default') {
      defaultName = name;
      defaultNameValue = null;
    }
  }
  return { ...settings, handlers, defaultName, defaultNameValue };
}
