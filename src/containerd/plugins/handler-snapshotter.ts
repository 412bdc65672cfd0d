import { plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { textOf, writtenValue } from '../files/config-tree.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { hasDevmapperPool } from './dependencies.ts';
import type { DriverDecision } from './drivers.ts';
import type { Handler } from './handlers.ts';
import { availabilityOf } from './registered.ts';

/**
 * 1.7 and later: every pod of a handler fails whose `snapshotter` is not there ("error unpacking image: snapshotter … was
 * not found"), while RuntimeConfig still answers from its options.
 */
export function withSnapshotter(
  decision: DriverDecision,
  handler: Handler,
  config: ServerConfig,
  family: Family,
): DriverDecision {
  const value = plainField(handler.settings, 'snapshotter');
  const name = textOf(value) ?? '';
  if (value === null || name === '') return decision;
  if (decision.driver === 'no-runtime-type' || decision.driver === 'options-error') return decision;
  const found = availabilityOf(`io.containerd.snapshotter.v1.${name}`, config, family);
  const isThere = found === 'there' || (found === 'host' && (name !== 'devmapper' || hasDevmapperPool(config, family)));
  if (isThere) return decision;
  const { location } = value;
  const wanted = name === 'devmapper' ? 'a snapshotter that is set up' : 'a snapshotter that there is';
  const mismatch = { path: ['snapshotter'], wanted, found: writtenValue(value), location };
  const told = decision.driver === 'opaque' ? null : decision.driver;
  return { ...decision, driver: 'options-error', line: location, mismatch, told };
}
