import { expect, it } from 'vitest';
import { judgeBooted } from '../../src/gate/judge-booted.ts';
import { readOptions } from '../../src/gate/read-options.ts';
import { fakePorts } from '../kind/support/fake-ports.ts';

it('says nothing of what an image has that could neither be read nor booted', async () => {
  const read = readOptions(['kind:node:1'], new Map(), []);
  if (!read.ok) throw new Error(read.message);
  const ports = fakePorts({
    run: () => ({ end: 'not-found', exitCode: null, stdout: '', stderr: '', message: 'no such program' }),
  });
  const report = await judgeBooted(
    'kind:node:1',
    { form: 'reference', reference: 'node:1' },
    { ok: false, error: { kind: 'unreadable', message: 'the engine has no image node:1' } },
    read.options,
    { containerdVersion: null, kubeletVersion: null, kubeletConfig: null, kindConfig: null },
    { ports, saveState: async () => {}, signal: undefined, onProgress: () => {} },
    null,
  );
  expect(report.verdict).toBe('undetermined');
  expect(report.findings.map(({ rule }) => rule).sort()).toEqual(['boot-not-tried', 'image-unreadable']);
  expect(report.findings.find(({ rule }) => rule === 'image-unreadable')?.message).toBe(
    'the engine has no image node:1',
  );
});
