import { plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { textOf, writtenValue } from '../files/config-tree.ts';
import type { ServerConfig } from '../files/server-config.ts';
import type { DriverDecision } from './drivers.ts';
import type { Handler } from './handlers.ts';
import { activeProxies } from './registered.ts';

/** The controllers that the CRI plugin of 2.x brings. */
export const builtInSandboxers: readonly string[] = ['', 'podsandbox', 'shim'];

/**
 * 2.x: every pod of a handler fails whose `sandboxer` nobody knows ("failed to get sandbox controller"), while RuntimeConfig
 * still answers from its options (`newCriSandboxService` and `SandboxController` in `internal/cri/server`).
 */
export function withSandboxer(
  decision: DriverDecision,
  handler: Handler,
  config: ServerConfig,
  family: Family,
): DriverDecision {
  const value = plainField(handler.settings, 'sandboxer');
  const name = textOf(value) ?? '';
  if (family.generation === 1 || value === null || builtInSandboxers.includes(name)) return decision;
  if (activeProxies('io.containerd.sandbox.controller.v1', config, family).some((proxy) => proxy.name === name)) {
    return decision;
  }
  if (decision.driver === 'no-runtime-type' || decision.driver === 'options-error') return decision;
  const { location } = value;
  const wanted = '"podsandbox", "shim" or a sandbox proxy';
  const mismatch = { path: ['sandboxer'], wanted, found: writtenValue(value), location };
  const told = decision.driver === 'opaque' ? null : decision.driver;
  return { ...decision, driver: 'options-error', line: location, mismatch, told };
}
