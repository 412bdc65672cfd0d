import { plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { textOf, writtenValue } from '../files/config-tree.ts';
import { isWithin } from '../releases.ts';
import { type DriverDecision, legacyType } from './drivers.ts';
import type { Handler } from './handlers.ts';
import { builtInSandboxers } from './sandboxer.ts';

/**
 * Every pod of a handler fails whose shim has no name that containerd can make a program of ("invalid runtime name"): it
 * has a dot, or from 1.6 on is an absolute path or has no slash, and from 1.7 on no dot in front. From 1.6.21 and 1.7.1 on
 * `runtime_path` goes before `runtime_type` and is read the same way (`BinaryName` and `resolveRuntimePath` of `runtime/v2`,
 * `pkg/shim`); before, container.go never sent it.
 */
export function withShimName(decision: DriverDecision, handler: Handler, family: Family): DriverDecision {
  if (decision.driver === 'no-runtime-type' || decision.driver === 'options-error') return decision;
  if (family.generation === 1 && handler.type === legacyType) return decision;
  // Another sandboxer may start its own programs.
  const sandboxer = textOf(plainField(handler.settings, 'sandboxer')) ?? '';
  if (family.generation === 2 && !builtInSandboxers.includes(sandboxer)) return decision;
  const path = plainField(handler.settings, 'runtime_path');
  const hasPath = isWithin(family.release, '1.6.21..1.6, 1.7.1..') && (textOf(path) ?? '') !== '';
  const value = hasPath ? path : handler.typeValue;
  if (value === null || isShimName(hasPath ? (textOf(path) ?? '') : handler.type, family)) return decision;
  const { location } = value;
  const wanted = 'a name such as io.containerd.runc.v2 or an absolute path';
  const mismatch = { path: [hasPath ? 'runtime_path' : 'runtime_type'], wanted, found: writtenValue(value), location };
  const told = decision.driver === 'opaque' ? null : decision.driver;
  return { ...decision, driver: 'options-error', line: location, mismatch, told };
}

function isShimName(text: string, { release }: Family): boolean {
  if (isWithin(release, '..1.5')) return text.includes('.');
  if (text.startsWith('/')) return true;
  return text.includes('.') && !text.includes('/') && (!text.startsWith('.') || isWithin(release, '1.6'));
}
