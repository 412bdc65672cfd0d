import { expect, test } from 'vitest';
import { noSuchRule } from '../../src/cli/no-such-rule.ts';

const known = [
  'config-type',
  'config-missing',
  'cgroup-driver-mismatch',
  ...[...'abcdef'].map((one) => `kubelet-${one}`),
];

test.each([
  ['config-tpye', 'there is no rule config-tpye; did you mean config-type?'],
  ['config', 'there is no rule config; did you mean config-type or config-missing?'],
  ['kubelet', 'there is no rule kubelet; cgroup-gate rules lists them'],
  ['nothing-like-it', 'there is no rule nothing-like-it; cgroup-gate rules lists them'],
  ['', 'there is no rule ; cgroup-gate rules lists them'],
])('%s', (code, text) => {
  expect(noSuchRule(code, known)).toBe(text);
});
