import { flagField } from '../decoding/spelling-notes.ts';
import type { Family } from '../families.ts';
import { criIds } from '../fields/cri-fields.ts';
import { typeName } from '../files/config-tree.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import type { RuntimeSettings } from './handlers.ts';

/**
 * Where `SystemdCgroup = false` is built in, go-toml 2.2 cannot lay tables over it ("unhandled kv part: bool"), and the
 * daemon exits. Without it, or with go-toml 2.4, only reading the options fails. An empty table changes nothing.
 */
export function tableOverBuiltInFlag(settings: RuntimeSettings, family: Family): ContainerdObservation | null {
  if (!family.has('builtInOptionsHoldFlag') || family.dialects[0] !== 'go-toml-2.2') return null;
  const value = settings.handlers.get('runc')?.options?.entries.get(flagField)?.value;
  if (value === undefined || value.kind === 'scalar') return null;
  const tables = value.kind === 'table' ? value.entries.size : value.items.length;
  if (tables === 0 || (value.kind === 'array' && value.items.some((item) => item.kind !== 'table'))) return null;
  const key = `containerd.runtimes.runc.options.${flagField}`;
  const detail = { plugin: criIds.runtime, key, wanted: 'boolean', found: typeName(value) };
  return note('plugin-type-error', value.location, detail);
}
