import { expect, it } from 'vitest';
import { readStep } from '../../../src/kind/cluster/steps.ts';

it.each([
  [' • Ensuring node image (kindest/node:v1.37.0) 🖼️  ...', 'Ensuring node image (kindest/node:v1.37.0)', 'started'],
  [' ✓ Preparing nodes 📦 ', 'Preparing nodes', 'done'],
  [' ✗ Starting control-plane 🕹️', 'Starting control-plane', 'failed'],
])('%s', (line, step, state) => {
  expect(readStep(line)).toEqual({ type: 'step', step, state });
});

it.each(['Creating cluster "a" ...', 'ERROR: failed', '', ' • ', '• not indented'])('no step: %j', (line) => {
  expect(readStep(line)).toBeNull();
});
